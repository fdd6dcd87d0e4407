"""A review in a browser that is signed out from another one, or by an admin, sends nothing any more."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cadence.models import Approval, Delivery
from cadence.services import sending
from team.enums import Role
from team.refusals import Refused
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.factories.team import PASSWORD, UserFactory
from tests.journeys import NOW
from tests.smtp import Sink
from tests.team import doors

pytestmark = pytest.mark.usefixtures("clock")


def ended_by_oneself(approval: Approval) -> None:
    client = doors.sign_in(approval.reviewer)
    client.post(reverse("team:sign-in-session", args=[approval.session_id]))


def ended_everywhere_else(approval: Approval) -> None:
    doors.sign_in(approval.reviewer).post(reverse("team:sign-in-others"))


def _as_an_admin(approval: Approval, name: str) -> None:
    client = Client()
    client.force_login(UserFactory.create(role=Role.ADMIN))
    client.post(reverse(name, args=[approval.reviewer_id]))


def ended_by_an_admin(approval: Approval) -> None:
    _as_an_admin(approval, "team:colleague-sessions")


def kept_out(approval: Approval) -> None:
    _as_an_admin(approval, "team:colleague-deactivation")


def with_a_new_password(approval: Approval) -> None:
    new = "brass kettles sing"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    doors.sign_in(approval.reviewer).post(reverse("account_change_password"), form)


@pytest.mark.parametrize(
    "happens",
    [
        ended_by_oneself,
        ended_everywhere_else,
        ended_by_an_admin,
        kept_out,
        with_a_new_password,
    ],
)
def test_what_was_reviewed_there_does_not_leave(
    post: Sink, happens: Callable[[Approval], None]
) -> None:
    cache.clear()
    approval = journeys.approved()

    happens(approval)

    approval.session.refresh_from_db()
    assert approval.session.revoked_at is not None
    elsewhere = journeys.signed_in(approval.reviewer)
    for session, code in ((approval.session, "signed_out"), (elsewhere, "conflict_ea202")):
        with pytest.raises(Refused) as refused:
            sending.deliver(approval, by=approval.reviewer, session=session, at=NOW)
        assert refused.value.code == code
    assert post.accepted == []
    assert not Delivery.objects.exists()


def test_the_desk_asks_to_read_it_again_in_place_of_offering_what_would_be_refused(
    post: Sink,
) -> None:
    approval = journeys.approved()
    ended_by_an_admin(approval)
    browser = Browser(approval.reviewer)

    desk, own_page = browser.get("queue"), browser.get("approval", approval.pk)

    for page in (desk, own_page):
        again = "You signed out since you reviewed this. Read it once more and send it."
        assert again in text_of(page)
        assert reverse("cadence:delivery", args=[approval.pk]) not in page.content.decode()
    assert "Send to Aoife" in text_of(desk)
    assert "Read it once more, then send it" in text_of(desk)
    assert "Send it now, or take it back" not in text_of(desk)
