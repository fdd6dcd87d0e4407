"""The first admin of an empty installation: by whoever holds the code from the log, once."""

import logging

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from config.startup import tell_the_set_up_code
from team.enums import AuditKind, Role
from team.models import AuditEvent, User
from team.services import setting_up
from tests import races
from tests.factories.team import UserFactory
from tests.team import doors

pytestmark = pytest.mark.django_db
PAGE = "/accounts/set-up/"
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _an_empty_place(settings: Settings) -> None:
    settings.DEMO = False
    cache.clear()


def form(**changed: str) -> dict[str, str]:
    return {
        "code": setting_up.code(),
        "name": "Noor Haddad",
        "email": "noor@fernhill.example",
        "password": "brass kettles sing",
        "team": "Sales",
        "time_zone": "Europe/Dublin",
        "language": "",
    } | changed


def test_the_door_of_an_empty_place_leads_to_setting_it_up() -> None:
    answer = Client().get(LOGIN, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Set Earnest up" in doors.words(answer)


def test_whoever_holds_the_code_becomes_the_admin_and_is_in() -> None:
    client = Client()
    client.post(PAGE, form())
    noor = User.objects.get()
    assert (noor.role, noor.team.name, noor.time_zone) == (Role.ADMIN, "Sales", "Europe/Dublin")
    assert client.get(reverse("team:people-and-roles")).status_code == 200
    event = AuditEvent.objects.get(kind=AuditKind.USER_ADDED)
    assert (event.actor, event.subject) == (noor, "noor@fernhill.example")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"code": "AAAA-AAAA-AAAA-AAAA"}, "That is not the code"),
        ({"code": ""}, "This field is required"),
        ({"password": "Summer2026!!"}, "Somebody would guess this"),
        ({"password": "short"}, "at least 12 characters"),
        ({"email": "noor"}, "valid email address"),
        ({"name": "Noor\u202e"}, "hidden control characters"),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_made(changed: dict[str, str], sentence: str) -> None:
    answer = Client().post(PAGE, form(**changed))
    assert answer.status_code == 422
    assert sentence in doors.words(answer)
    assert not User.objects.exists()


def test_after_ten_wrong_codes_even_the_right_one_waits() -> None:
    client = Client()
    for _ in range(10):
        client.post(PAGE, form(code="wrong"))
    answer = client.post(PAGE, form())
    assert "Too many tries that failed" in doors.words(answer)
    assert not User.objects.exists()


def test_once_there_is_somebody_there_is_no_such_page() -> None:
    UserFactory.create(is_active=False)
    assert Client().get(PAGE).status_code == 404
    assert Client().post(PAGE, form()).status_code == 404
    assert Client().get(LOGIN).status_code == 200
    assert User.objects.count() == 1


def test_the_demo_has_no_such_page(settings: Settings) -> None:
    settings.DEMO = True
    assert Client().get(PAGE).status_code == 404
    assert Client().get(LOGIN).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_browsers_at_once_make_one_admin() -> None:
    def first(email: str) -> object:
        given = form(email=email)
        return setting_up.first_admin(given.pop("code"), **given, at=timezone.now()).email

    came = races.at_once(lambda: first("a@fernhill.example"), lambda: first("b@fernhill.example"))

    assert "set_up_already" in came
    assert User.objects.count() == 1


def test_the_code_stands_in_the_log_until_there_is_somebody(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.WARNING):
        tell_the_set_up_code()
    assert setting_up.code() in caplog.text
    call_command("set_up_code")
    assert setting_up.code() in capsys.readouterr().out

    caplog.clear()
    UserFactory.create()
    tell_the_set_up_code()
    assert setting_up.code() not in caplog.text
    with pytest.raises(CommandError):
        call_command("set_up_code")
