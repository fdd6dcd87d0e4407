"""A rep's own page: whose it is, and where its numbers lead."""

import pytest

from team.enums import Role
from team.models import User
from tests.adherence.weeks import Reader, colleague
from tests.cadence.conftest import Clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def maya(clock: Clock) -> User:
    return colleague(name="Maya Okafor")


def test_every_promise_of_a_rep_opens_its_rows(maya: User) -> None:
    manager = Reader(colleague(maya.team, role=Role.MANAGER)).client
    page = manager.get(f"/team/{maya.pk}/?weeks=13")

    for promise in ("gaps", "given_up", "same_call", "replies", "research", "weeks"):
        address = f"/team/{maya.pk}/{promise}/?weeks=13"
        assert address in page.content.decode()
        assert manager.get(address).status_code == 200


def test_what_no_list_is_called_is_not_there(maya: User) -> None:
    assert Reader(maya).client.get(f"/team/{maya.pk}/everything/").status_code == 404


def test_somebody_elses_are_not_there_for_a_rep(maya: User) -> None:
    stranger = Reader(colleague(maya.team)).client

    assert stranger.get(f"/team/{maya.pk}/").status_code == 404
    assert stranger.get(f"/team/{maya.pk}/gaps/").status_code == 404
