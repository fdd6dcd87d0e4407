"""Why they said no, in a person's words."""

import pytest

from cadence.enums import NoReason, ReplyKind
from cadence.services import listening
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity
from team.enums import Role
from team.refusals import Refused
from tests import journeys
from tests.factories.prospects import ProspectFactory
from tests.factories.team import UserFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


def said(kind: ReplyKind = ReplyKind.NO):
    prospect = ProspectFactory.create(owner=journeys.rep())
    return listening.record_reply(
        prospect, by=prospect.owner, at=NOW, channel=Channel.CALL, text="Not for us.", kind=kind
    )


def test_each_reason_that_was_given_stays_on_the_timeline() -> None:
    reply = said()
    for reason, note in ((NoReason.PRICE, "Until April."), (NoReason.TRUST, "")):
        listening.give_reason(reply, by=reply.owner, at=NOW, reason=reason, note=note)

    assert (reply.reason, reply.reason_note) == (NoReason.TRUST, "")
    notes = Activity.objects.filter(kind=ActivityKind.NOTE, prospect=reply.prospect).order_by("pk")
    assert [note.detail["text"] for note in notes] == [
        "Why they said no: Price or budget. Until April.",
        "Why they said no: Trust, or too pushy.",
    ]


@pytest.mark.parametrize("kind", [ReplyKind.INTERESTED, ReplyKind.REFERRAL])
def test_only_a_no_has_a_reason(kind: ReplyKind) -> None:
    reply = said(kind)
    with pytest.raises(Refused) as refused:
        listening.give_reason(reply, by=reply.owner, at=NOW, reason=NoReason.PRICE)
    assert refused.value.code == "not_a_no"


def test_something_else_needs_words() -> None:
    reply = said()
    with pytest.raises(Refused) as refused:
        listening.give_reason(reply, by=reply.owner, at=NOW, reason=NoReason.OTHER, note=" ")
    assert refused.value.code == "note_missing"


def test_a_colleague_does_not_judge_and_the_manager_may() -> None:
    reply = said()
    colleague = UserFactory.create(team=reply.owner.team)
    manager = UserFactory.create(team=reply.owner.team, role=Role.MANAGER)
    with pytest.raises(Refused) as refused:
        listening.give_reason(reply, by=colleague, at=NOW, reason=NoReason.PRICE)
    assert refused.value.code == "not_your_person"
    listening.give_reason(reply, by=manager, at=NOW, reason=NoReason.PRICE)
    assert reply.reason == NoReason.PRICE
