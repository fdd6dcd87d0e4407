"""Why they said no, in a person's words."""

from typing import Any

import pytest

from cadence.enums import NoReason, ReplyKind
from cadence.models import Reply
from cadence.services import listening
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity
from team.enums import Role
from team.refusals import Refused
from tests import journeys
from tests.cadence.browsing import Browser
from tests.factories.prospects import ProspectFactory
from tests.factories.team import UserFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


def said(kind: ReplyKind = ReplyKind.NO, **changed: Any) -> Reply:
    """Heard on the telephone, and named at once."""
    prospect = ProspectFactory.create(owner=journeys.rep())
    given: dict[str, Any] = {"by": prospect.owner, "at": NOW, "channel": Channel.CALL}
    return listening.record_reply(prospect, kind=kind, text="Not for us.", **(given | changed))


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


def test_a_reason_may_be_given_with_the_name_of_the_answer() -> None:
    reply = said(reason=NoReason.TIMING, note="Not before the move.")
    assert (reply.reason, reply.reason_note) == (NoReason.TIMING, "Not before the move.")


def test_with_a_reason_that_is_refused_the_answer_keeps_no_name() -> None:
    with pytest.raises(Refused):
        said(ReplyKind.INTERESTED, reason=NoReason.TIMING)
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    ("kind", "status", "kept"), [("no", 200, ["price"]), ("interested", 422, [])]
)
def test_the_reason_is_picked_where_the_answer_is_named(
    kind: str, status: int, kept: list[str]
) -> None:
    prospect = ProspectFactory.create(owner=journeys.rep())
    given = {"channel": "call", "text": "Too dear.", "kind": kind, "reason": "price"}
    answer = Browser(prospect.owner).post_part("reply-new", prospect.pk, **given)
    assert answer.status_code == status
    assert [reply.reason for reply in Reply.objects.all()] == kept


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
