"""Somebody interested is gone on with by hand: nothing is planned, nobody vanishes, and it ends as it went."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cadence.enums import (
    CallOutcome,
    Ending,
    EnrollmentState,
    ReplyKind,
    SkipReason,
    TouchKind,
    TouchState,
)
from cadence.models import Attempt, Enrollment, Reply, Touch
from cadence.selectors.finished import by_hand
from cadence.selectors.queue import Queue, queue_of
from cadence.selectors.talking import talks_due
from cadence.services import answering, enrolling, evidence, listening, planning, stopping, talking
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity
from team.models import WorkingHours
from team.refusals import Refused
from tests import journeys
from tests.cadence import answers
from tests.cadence.attacks import attacks
from tests.cadence.conftest import Clock
from tests.journeys import NOW
from tests.roles import refused

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

TODAY = NOW.date()
IN_A_WEEK = TODAY + timedelta(days=7)
THURSDAY = date(2026, 11, 26)


def interested(**fields: Any) -> Reply:
    touch = journeys.planned(**fields)
    return answers.named(answers.wrote(touch.prospect, "Yes, show me."), ReplyKind.INTERESTED)


def talk_of(reply: Reply) -> Enrollment:
    return Enrollment.objects.get(prospect=reply.prospect)


def answered(reply: Reply) -> Enrollment:
    """Interested, and their answer is no longer owed."""
    touch = answers.answer_to(reply)
    answering.leave_out(touch, by=touch.owner, at=NOW, reason=SkipReason.TOLD_THEM)
    return talk_of(reply)


def queue_on(enrollment: Enrollment, clock: Clock, day: date) -> Queue:
    """The list of that day; whoever asks for the talks alone is told the same."""
    queue = queue_of(enrollment.owner, clock.move(NOW + (day - TODAY)))
    listed = [each.pk for each in by_hand(enrollment.owner, queue.day).talks]
    due = talks_due(enrollment.owner, queue.day)
    assert sorted(listed) == sorted(due.values_list("pk", flat=True))
    return queue


def test_interest_lets_the_plan_go_and_keeps_the_person_for_a_week() -> None:
    reply = interested()

    talk = talk_of(reply)

    assert (talk.state, talk.paused_until, talk.plan_at) == ("talking", IN_A_WEEK, None)
    assert Touch.objects.get(kind=TouchKind.STEP).state == TouchState.CANCELLED
    assert planning.plan_due(NOW + timedelta(days=30)) == 0


def test_they_come_back_on_a_day_the_rep_works() -> None:
    touch = journeys.planned()
    for weekday in (1, 2, 3):
        WorkingHours.objects.create(user=touch.owner, weekday=weekday, start=time(9), end=time(17))

    reply = answers.named(answers.wrote(touch.prospect, "Yes, show me."), ReplyKind.INTERESTED)

    assert talk_of(reply).paused_until == TODAY + timedelta(days=3)


def test_a_call_in_which_they_were_interested_begins_the_same() -> None:
    prospect = journeys.planned().prospect

    listening.record_reply(
        prospect,
        by=prospect.owner,
        at=NOW,
        channel=Channel.CALL,
        text="Come by on Thursday.",
        kind=ReplyKind.INTERESTED,
    )

    assert Enrollment.objects.get().state == EnrollmentState.TALKING


def test_they_head_the_queue_on_the_day_that_the_rep_chose(clock: Clock) -> None:
    reply = interested()
    talk = answered(reply)
    talking.come_back(talk, by=talk.owner, at=NOW, on=THURSDAY, note="We meet at ten.")

    before = queue_on(talk, clock, THURSDAY - timedelta(days=1))
    on_the_day = queue_on(talk, clock, THURSDAY)

    assert (before.rows, before.progress.waiting) == ([], 0)
    (row,) = on_the_day.rows
    assert (row.key, row.reason, row.since) == (f"reply-{reply.pk}", "We meet at ten.", "Today")
    assert on_the_day.progress.waiting == 1


def test_whoever_never_answers_again_comes_back_after_a_week(clock: Clock) -> None:
    talk = answered(interested())

    assert queue_on(talk, clock, IN_A_WEEK - timedelta(days=1)).rows == []
    (row,) = queue_on(talk, clock, IN_A_WEEK + timedelta(days=2)).rows
    assert (row.reason, row.since, row.tone) == (
        "You are talking. How is it going?",
        "2 days",
        "warn",
    )


def test_an_answer_that_is_owed_stands_there_once(clock: Clock) -> None:
    reply = interested()

    (row,) = queue_on(talk_of(reply), clock, IN_A_WEEK).rows

    assert row.key == f"touch-{answers.answer_to(reply).pk}"


def test_what_they_write_meanwhile_stands_there_instead(clock: Clock) -> None:
    talk = answered(interested())
    second = answers.wrote(talk.prospect, "Or on Friday?", message_id="<b1@corrib.example>")

    (row,) = queue_on(talk, clock, IN_A_WEEK).rows

    assert (row.key, row.is_reply) == (f"reply-{second.pk}", True)
    assert second.enrollment == talk


def test_another_answer_keeps_the_day_that_was_chosen() -> None:
    talk = answered(interested())
    talking.come_back(talk, by=talk.owner, at=NOW, on=THURSDAY + timedelta(days=20))
    again = answers.wrote(talk.prospect, "See you then.", message_id="<b1@corrib.example>")

    answers.named(again, ReplyKind.INTERESTED)

    assert talk_of(again).paused_until == THURSDAY + timedelta(days=20)


def test_not_now_of_somebody_we_talk_with_waits_and_plans_nothing() -> None:
    talk = answered(interested())
    later = answers.wrote(talk.prospect, "After Easter.", message_id="<b1@corrib.example>")

    answers.named(later, ReplyKind.NOT_NOW, until=date(2027, 3, 30))

    talk.refresh_from_db()
    assert (talk.state, talk.paused_until, talk.plan_at) == ("talking", date(2027, 3, 30), None)


@pytest.mark.parametrize(
    ("kind", "ending"), [(ReplyKind.NO, Ending.NO), (ReplyKind.REFERRAL, Ending.REPLIED)]
)
def test_a_no_or_a_referral_ends_a_talk(kind: ReplyKind, ending: Ending) -> None:
    talk = answered(interested())
    last = answers.wrote(talk.prospect, "That's it.", message_id="<b1@corrib.example>")

    answers.named(last, kind)

    talk.refresh_from_db()
    assert (talk.state, talk.ending) == (EnrollmentState.ENDED, ending)


def test_a_stop_ends_a_talk() -> None:
    talk = answered(interested())

    stopping.ask_to_stop(talk.prospect, by=talk.owner, at=NOW, words="No more.")

    talk.refresh_from_db()
    assert talk.ending == Ending.STOPPED


def test_a_letter_that_was_on_its_way_counts_and_plans_nothing() -> None:
    touch = journeys.planned(email="")
    listening.record_reply(
        touch.prospect,
        by=touch.owner,
        at=NOW,
        channel=Channel.CALL,
        text="Yes.",
        kind=ReplyKind.INTERESTED,
    )

    evidence.record(touch, by=touch.owner, at=NOW, outcome=CallOutcome.NO_ANSWER)

    talk = Enrollment.objects.get()
    assert (talk.attempts, talk.plan_at, talk.state) == (1, None, EnrollmentState.TALKING)


# The day


@pytest.mark.parametrize(
    ("day", "code"),
    [(TODAY, "day_has_come"), (TODAY + timedelta(days=367), "too_far_ahead")],
)
def test_a_day_that_has_come_or_lies_over_a_year_ahead_is_refused(day: date, code: str) -> None:
    talk = answered(interested())

    with pytest.raises(Refused) as refusal:
        talking.come_back(talk, by=talk.owner, at=NOW, on=day)

    assert refusal.value.code == code


def test_a_day_is_told_on_the_timeline_and_is_the_reps_to_choose() -> None:
    talk = answered(interested())

    talking.come_back(talk, by=talk.owner, at=NOW, on=THURSDAY, note=" We meet at ten. ")

    line = Activity.objects.get(kind=ActivityKind.POSTPONED)
    assert (line.detail["until"], line.detail["note"]) == ("2026-11-26", "We meet at ten.")
    with pytest.raises(Refused):
        talking.come_back(talk, by=journeys.rep(), at=NOW, on=THURSDAY)


def test_who_is_not_talked_with_has_no_day() -> None:
    enrollment = journeys.enrolled()

    with pytest.raises(Refused) as refusal:
        talking.come_back(enrollment, by=enrollment.owner, at=NOW, on=THURSDAY)

    assert refusal.value.code == "already_ended"


# How it ends


def test_a_talk_ends_as_met_with_what_came_of_it() -> None:
    talk = answered(interested())

    enrolling.end(talk, Ending.MET, by=talk.owner, at=NOW, note="Two depots in spring.")

    talk.refresh_from_db()
    assert (talk.ending, talk.ending_note) == (Ending.MET, "Two depots in spring.")


def test_whoever_answered_was_reached() -> None:
    talk = answered(interested())

    with pytest.raises(Refused, match="answered, so they were reached") as refusal:
        enrolling.end(talk, Ending.NOT_REACHED, by=talk.owner, at=NOW)

    assert refusal.value.code == "was_reached"


def test_nobody_was_met_who_never_said_a_word() -> None:
    enrollment = journeys.enrolled()

    with pytest.raises(Refused, match="Nothing Aoife Ní Bhriain said is written down") as refusal:
        enrolling.end(enrollment, Ending.MET, by=enrollment.owner, at=NOW)

    assert refusal.value.code == "nobody_talked"


def test_a_machines_answer_is_no_talk() -> None:
    prospect = journeys.enrolled().prospect
    answers.named(answers.wrote(prospect, "I am away."), ReplyKind.AWAY)

    with pytest.raises(Refused) as refusal:
        enrolling.end(prospect.enrollments.get(), Ending.MET, by=prospect.owner, at=NOW)

    assert refusal.value.code == "nobody_talked"


def test_a_call_in_which_we_spoke_is_a_talk() -> None:
    touch = journeys.planned(email="")
    evidence.record(touch, by=touch.owner, at=NOW, outcome=CallOutcome.SPOKE)

    enrolling.end(touch.enrollment, Ending.MET, by=touch.owner, at=NOW)

    assert Enrollment.objects.get().ending == Ending.MET


# What the database holds by itself


@attacks("EA116")
def test_whoever_talks_with_us_is_never_handed_back_to_the_plan() -> None:
    row = Enrollment.objects.filter(pk=answered(interested()).pk)

    for state in (EnrollmentState.ACTIVE, EnrollmentState.PAUSED):
        with refused("EA116"):
            row.update(state=state)


@attacks("EA117")
def test_nobody_talks_with_us_who_was_not_read_as_interested() -> None:
    enrollment = journeys.enrolled()
    answers.wrote(enrollment.prospect)

    with refused("EA117"):
        Enrollment.objects.filter(pk=enrollment.pk).update(
            state=EnrollmentState.TALKING, paused_until=TODAY, plan_at=None
        )


@attacks("EA118")
def test_a_talk_that_nobody_heard_of_is_no_ending() -> None:
    touch = journeys.planned(email="")
    row = Enrollment.objects.filter(pk=touch.enrollment_id)
    met = {"state": "ended", "ending": Ending.MET, "ended_at": NOW}
    answers.wrote(touch.prospect)

    with refused("EA118"):
        row.update(**met)
    Attempt.objects.create(
        touch=touch,
        enrollment=touch.enrollment,
        prospect=touch.prospect,
        by=touch.owner,
        channel=touch.channel,
        at=NOW,
        outcome="spoke",
    )
    assert row.update(**met) == 1


@pytest.mark.parametrize("broken", [{"paused_until": None}, {"plan_at": NOW}])
def test_a_talk_always_has_its_day_and_no_plan(broken: dict[str, Any]) -> None:
    row = Enrollment.objects.filter(pk=answered(interested()).pk)

    with (
        pytest.raises(IntegrityError, match="whoever_talks_with_us_has_a_day_and_no_plan"),
        transaction.atomic(),
    ):
        row.update(**broken)
