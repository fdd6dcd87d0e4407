"""What they say stops everything at once; what it means is said by a person."""

from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import transaction

from cadence.enums import CallOutcome, Ending, EnrollmentState, ReplyKind, TouchState
from cadence.models import Enrollment, Hold, Reply, Touch
from cadence.services import listening, logging, planning
from mailbox.enums import Verdict
from mailbox.models import InboundMessage, Mailbox
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity, Prospect, Suppression
from prospects.selectors.suppressions import suppression_for
from team.enums import Role
from team.refusals import Refused
from tests import journeys
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

NUMBERS = count(1)
IN_MARCH = date(2027, 3, 1)


def called() -> Enrollment:
    """Somebody rung once, with the next try planned."""
    touch = journeys.planned(email="")
    logging.log_call(touch, by=touch.owner, at=NOW, outcome=CallOutcome.VOICEMAIL)
    planning.plan_due(NOW)
    return Enrollment.objects.select_related("prospect__company", "owner").get(
        pk=touch.enrollment_id
    )


def mailed(
    prospect: Prospect, text: str = "Let us talk.", suggested: str = "", wrote_from: str = ""
) -> Reply:
    """An answer that came by mail, and that nobody has read yet."""
    number = next(NUMBERS)
    mailbox = Mailbox.objects.filter(owner=prospect.owner).first()
    message = InboundMessage.objects.create(
        mailbox=mailbox or journeys.connected(prospect.owner),
        folder="INBOX",
        uidvalidity=1,
        uid=number,
        message_id=f"<{number}@corrib.example>",
        from_address=wrote_from,
        received_at=NOW,
        read_at=NOW,
        verdict=Verdict.AUTO_REPLY if suggested else Verdict.PERSON,
    )
    with transaction.atomic():
        return listening.hear(
            prospect,
            at=NOW,
            channel=Channel.EMAIL,
            text=text,
            message=message,
            suggested_kind=suggested,
            holds=not suggested,
        )


def said(prospect: Prospect, kind: ReplyKind, **changed: Any) -> Reply:
    given: dict[str, Any] = {
        "by": prospect.owner,
        "at": NOW,
        "channel": Channel.CALL,
        "text": "In her words.",
        "kind": kind,
        "until": IN_MARCH if kind == ReplyKind.NOT_NOW else None,
    }
    return listening.record_reply(prospect, **(given | changed))


def name(reply: Reply, kind: ReplyKind, **changed: Any) -> Reply:
    given: dict[str, Any] = {"by": reply.owner, "at": NOW, "kind": kind}
    return listening.name_kind(reply, **(given | changed))


def held(prospect: Prospect) -> bool:
    return Hold.objects.filter(company=prospect.company_id, lifted_at=None).exists()


# An answer arrives


def test_an_answer_is_kept_and_holds_the_company_before_anybody_names_it() -> None:
    enrollment = called()

    reply = mailed(enrollment.prospect)

    assert (reply.kind, reply.named_by, reply.enrollment) == ("", None, enrollment)
    assert (reply.owner, reply.company) == (enrollment.owner, enrollment.prospect.company)
    hold = Hold.objects.get(company=reply.company)
    assert (hold.reason, hold.reply, hold.placed_at) == ("Aoife Ní Bhriain answered.", reply, NOW)
    assert Enrollment.objects.get(pk=enrollment.pk).state == EnrollmentState.ACTIVE


def test_a_hold_stops_colleagues_at_the_company_too() -> None:
    first = journeys.planned(email="")
    second = journeys.planned(company=first.prospect.company, email="", phone="+353915550199")

    mailed(first.prospect)

    with pytest.raises(Refused) as refusal:
        logging.log_call(second, by=second.owner, at=NOW, outcome=CallOutcome.NO_ANSWER)
    assert refusal.value.code == "on_hold"


def test_a_second_answer_keeps_the_first_hold() -> None:
    prospect = called().prospect
    first = mailed(prospect)
    mailed(prospect)

    assert Hold.objects.get().reply == first
    assert Reply.objects.count() == 2


def test_both_stand_on_the_timeline() -> None:
    prospect = called().prospect

    mailed(prospect)

    kinds = Activity.objects.filter(prospect=prospect).values_list("kind", flat=True)
    assert {ActivityKind.REPLIED, ActivityKind.HELD} <= set(kinds)


def test_words_written_down_by_hand_are_needed() -> None:
    with pytest.raises(Refused, match=r"Write down what they said, in their words\."):
        said(called().prospect, ReplyKind.INTERESTED, text="  \n")
    assert not Reply.objects.exists()


def test_nobody_answers_for_a_colleagues_person() -> None:
    with pytest.raises(Refused) as refusal:
        said(called().prospect, ReplyKind.INTERESTED, by=journeys.rep())

    assert refusal.value.code == "not_your_person"


def test_their_manager_may_while_the_rep_is_away() -> None:
    prospect = called().prospect
    manager = journeys.rep(role=Role.MANAGER, team=prospect.owner.team)

    assert said(prospect, ReplyKind.INTERESTED, by=manager).named_by == manager


# Six kinds


@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        (ReplyKind.REFERRAL, Ending.REPLIED),
        (ReplyKind.NO, Ending.NO),
    ],
)
def test_a_true_answer_ends_the_cadence_and_keeps_the_hold(kind: ReplyKind, ending: Ending) -> None:
    enrollment = called()

    reply = name(mailed(enrollment.prospect), kind, note="Said so.")

    enrollment.refresh_from_db()
    assert (enrollment.state, enrollment.ending) == (EnrollmentState.ENDED, ending)
    assert (reply.kind, reply.named_by, reply.named_at) == (kind, enrollment.owner, NOW)
    assert Touch.objects.get(number=2).state == TouchState.CANCELLED
    assert held(enrollment.prospect)


def test_a_no_keeps_them_off_every_channel_for_a_year() -> None:
    prospect = called().prospect

    name(mailed(prospect, "No, thanks."), ReplyKind.NO)

    stop = Suppression.objects.get(value=prospect.phone)
    assert (stop.reason, stop.until) == ("No, thanks.", NOW + timedelta(days=365))
    assert suppression_for(prospect, Channel.LINKEDIN, NOW + timedelta(days=364)) is not None
    assert suppression_for(prospect, Channel.LINKEDIN, NOW + timedelta(days=365)) is None


def test_a_no_ends_what_a_colleague_runs_for_the_same_person() -> None:
    prospect = journeys.researched(email="aoife@corrib.example")
    twin = journeys.planned(email="aoife+news@corrib.example")

    name(mailed(prospect, "No, thanks."), ReplyKind.NO)

    ended = Enrollment.objects.get(pk=twin.enrollment_id)
    assert (ended.ending, ended.ending_note) == (Ending.NO, "No, thanks.")
    assert Touch.objects.get(pk=twin.pk).state == TouchState.CANCELLED


def test_interest_leaves_another_record_of_the_same_person_running() -> None:
    prospect = journeys.researched(email="aoife@corrib.example")
    twin = journeys.planned(email="aoife+news@corrib.example")

    name(mailed(prospect), ReplyKind.INTERESTED)

    assert Enrollment.objects.get(pk=twin.enrollment_id).state == EnrollmentState.ACTIVE


def test_not_now_moves_the_open_try_to_their_date_and_lifts_the_hold() -> None:
    enrollment = called()

    name(mailed(enrollment.prospect), ReplyKind.NOT_NOW, until=IN_MARCH)

    enrollment.refresh_from_db()
    touch = Touch.objects.open().get(enrollment=enrollment)
    assert (touch.due_on, touch.deadline_on, touch.gap_cause) == (
        IN_MARCH,
        IN_MARCH,
        "asked_to_wait",
    )
    assert (enrollment.state, enrollment.paused_until) == (EnrollmentState.ACTIVE, IN_MARCH)
    assert not held(enrollment.prospect)


def test_not_now_without_an_open_try_pauses_until_their_date() -> None:
    enrollment = journeys.enrolled()

    said(enrollment.prospect, ReplyKind.NOT_NOW)

    enrollment.refresh_from_db()
    assert (enrollment.state, enrollment.paused_until) == (EnrollmentState.PAUSED, IN_MARCH)
    assert enrollment.plan_at is not None
    assert enrollment.plan_at.date() == IN_MARCH
    assert planning.plan_due(NOW + timedelta(days=30)) == 0


@pytest.mark.parametrize("note", ["", "After the audit."])
def test_a_sentence_of_ours_is_not_read_on_the_day_as_what_they_said(note: str) -> None:
    enrollment = called()
    reply = mailed(enrollment.prospect, "There is no text in this mail that we can read.")
    Reply.objects.filter(pk=reply.pk).update(in_our_words=True)

    name(reply, ReplyKind.NOT_NOW, until=IN_MARCH, note=note)

    enrollment.refresh_from_db()
    assert enrollment.pause_reason == note


@pytest.mark.parametrize("until", [None, NOW.date()])
def test_not_now_needs_a_day_that_is_still_to_come(until: date | None) -> None:
    enrollment = called()

    with pytest.raises(Refused, match="Say when to come back"):
        name(mailed(enrollment.prospect), ReplyKind.NOT_NOW, until=until)

    assert Reply.objects.get().kind == ""


def test_out_of_office_without_a_date_comes_back_after_two_weeks() -> None:
    enrollment = called()

    reply = name(mailed(enrollment.prospect, suggested=ReplyKind.AWAY), ReplyKind.AWAY)

    assert reply.until == date(2026, 11, 30)
    assert Touch.objects.open().get(enrollment=enrollment).due_on == date(2026, 11, 30)


def test_an_automatic_answer_changes_nothing() -> None:
    enrollment = called()
    before = Touch.objects.filter(enrollment=enrollment).values().last()

    name(mailed(enrollment.prospect), ReplyKind.AUTOMATIC)

    enrollment.refresh_from_db()
    assert enrollment.state == EnrollmentState.ACTIVE
    assert Touch.objects.filter(enrollment=enrollment).values().last() == before
    assert not held(enrollment.prospect)


def test_a_machines_notice_holds_nobody() -> None:
    enrollment = called()

    mailed(enrollment.prospect, suggested=ReplyKind.AUTOMATIC)

    assert not held(enrollment.prospect)


def test_a_kind_is_named_once() -> None:
    reply = name(mailed(called().prospect), ReplyKind.INTERESTED)

    with pytest.raises(Refused) as refusal:
        name(reply, ReplyKind.NO)

    assert refusal.value.code == "conflict_named"
    assert Reply.objects.get().kind == ReplyKind.INTERESTED


def test_an_answer_without_a_cadence_is_heard_all_the_same() -> None:
    prospect = journeys.researched()

    reply = said(prospect, ReplyKind.INTERESTED)

    assert (reply.enrollment, held(prospect)) == (None, True)
