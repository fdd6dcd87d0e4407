"""The reply names somebody else: the form knows them already, and the rep confirms it or reads the answer otherwise."""

import pytest

from cadence.enums import ReplyKind
from cadence.models import Reply
from prospects.enums import SuppressionKind
from prospects.models import Prospect
from prospects.services import suppressing
from tests import journeys
from tests.cadence import answers
from tests.cadence.browsing import Browser, text_of
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

ADDRESS = "robin.hale@corrib.example"
PROPOSED = {"referred_name": "Robin Hale", "referred_email": ADDRESS}


@pytest.fixture
def reply() -> Reply:
    reply = answers.wrote(journeys.planned().prospect, f"Not mine. Ask {ADDRESS}.")
    Reply.objects.filter(pk=reply.pk).update(points_to=ADDRESS, suggested_kind=ReplyKind.REFERRAL)
    reply.refresh_from_db()
    return reply


def test_whom_they_name_stands_in_the_form(reply: Reply) -> None:
    page = text_of(Browser(reply.owner).get("reply", reply.pk))

    assert f'value="{ADDRESS}"' in page
    assert 'value="Robin Hale"' in page
    assert "As the address below spells it. Check it" in page


def test_one_press_adds_them_with_the_introduction(reply: Reply) -> None:
    Browser(reply.owner).post("reply-kind", reply.pk, kind="referral", **PROPOSED)

    added = Prospect.objects.get(email=ADDRESS)
    assert (added.name, added.company, added.source) == (
        "Robin Hale",
        reply.company,
        reply.prospect.name,
    )


@pytest.mark.parametrize("kind", ["no", "interested"])
def test_read_otherwise_nobody_is_added_and_nothing_is_in_the_way(reply: Reply, kind: str) -> None:
    answer = Browser(reply.owner).post_part("reply-kind", reply.pk, kind=kind, **PROPOSED)

    assert answer.status_code == 200
    reply.refresh_from_db()
    assert reply.kind == kind
    assert not Prospect.objects.filter(email=ADDRESS).exists()


def test_a_name_that_the_rep_changed_is_never_dropped_in_silence(reply: Reply) -> None:
    typed = PROPOSED | {"referred_name": "Robin Háll"}

    answer = Browser(reply.owner).post_part("reply-kind", reply.pk, kind="no", **typed)

    assert answer.status_code == 422
    assert "Somebody is named here." in text_of(answer)


def test_a_wrong_person_may_be_named_so_without_adding_anybody(reply: Reply) -> None:
    Browser(reply.owner).post(
        "reply-kind", reply.pk, kind="referral", referred_name="", referred_email=""
    )

    reply.refresh_from_db()
    assert reply.kind == ReplyKind.REFERRAL
    assert not Prospect.objects.filter(email=ADDRESS).exists()


def test_whom_they_name_may_have_asked_us_to_stop(reply: Reply) -> None:
    suppressing.suppress_value(
        (SuppressionKind.EMAIL, ADDRESS),
        by=reply.owner,
        at=NOW,
        reason="No more.",
        channel="",
        until=None,
    )

    answer = Browser(reply.owner).post_part("reply-kind", reply.pk, kind="referral", **PROPOSED)

    assert answer.status_code == 422
    assert "Whoever has this e-mail address asked us to stop on 16 November 2026." in text_of(
        answer
    )
    reply.refresh_from_db()
    assert reply.kind == ""
