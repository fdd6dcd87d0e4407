"""Each fault has a page in words that reads no database."""

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client, RequestFactory

from team.views import errors


@pytest.mark.parametrize(
    ("view", "status", "sentence"),
    [
        (errors.bad_request, 400, "Nothing was changed."),
        (errors.forbidden, 403, "This is not yours to do."),
        (errors.csrf_failure, 403, "This page was open for too long"),
        (errors.not_found, 404, "not yours to see"),
        (errors.broken, 500, "Nothing was sent, and nothing you saved is lost."),
    ],
)
def test_a_fault_is_said_in_words_without_a_database(
    view: object, status: int, sentence: str
) -> None:
    answer = view(RequestFactory().get("/"))  # type: ignore[operator]
    assert answer.status_code == status
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_a_database_that_is_away_is_no_fault_of_the_click(fault: type[Exception]) -> None:
    """It answers 503 and when to come back, and does not claim to know whether a letter left."""
    try:
        raise fault("the connection is lost")
    except fault:
        answer = errors.broken(RequestFactory().post("/"))

    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "The database does not answer" in answer.content.decode()
    assert "Nothing was sent" not in answer.content.decode()


@pytest.mark.django_db
def test_an_address_that_does_not_exist_is_a_page_for_everyone() -> None:
    assert Client().get("/nowhere/").status_code in {302, 404}
