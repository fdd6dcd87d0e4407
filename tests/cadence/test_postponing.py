"""Skip and Not today: both say why, neither makes ten tries fewer or a week longer in silence."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from cadence.enums import Ending, GapCause, SkipReason, TouchState
from cadence.models import Enrollment, Touch
from cadence.services import enrolling, postponing
from prospects.enums import ActivityKind
from prospects.models import Activity
from team.models import Closure, TimeOff
from team.refusals import Refused
from tests import journeys, races
from tests.cadence import absences
from tests.cadence.attacks import sending_delivery
from tests.factories.team import UserFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")

MONDAY, WEDNESDAY = date(2026, 11, 16), date(2026, 11, 18)
WHY = {"note": "Later.", "cause": GapCause.ASKED_TO_WAIT}


def skip(touch: Touch, reason: SkipReason = SkipReason.WRONG_TIME, **changed: Any) -> Touch:
    given: dict[str, Any] = {"by": touch.owner, "at": NOW, "reason": reason}
    return postponing.skip(touch, **(given | changed))


def not_today(touch: Touch, until: date = WEDNESDAY, **changed: Any) -> Touch:
    given: dict[str, Any] = {"by": touch.owner, "at": NOW, "until": until}
    return postponing.not_today(touch, **(given | changed))


def test_a_skipped_try_says_why_and_lets_the_next_be_planned() -> None:
    touch = journeys.planned()

    skipped = skip(touch, SkipReason.TALK_FIRST, note=" Ask Jonas. ")

    enrollment = Enrollment.objects.get(pk=touch.enrollment_id)
    assert (skipped.state, skipped.skip_reason, skipped.skip_note) == (
        TouchState.SKIPPED,
        SkipReason.TALK_FIRST,
        "Ask Jonas.",
    )
    assert skipped.closed_at == NOW
    assert (enrollment.next_step, enrollment.plan_at, enrollment.attempts) == (2, NOW, 0)


def test_a_skip_stands_on_the_timeline() -> None:
    touch = journeys.planned()

    skip(touch, note="Expo week.")

    line = Activity.objects.get(kind=ActivityKind.SKIPPED)
    assert (line.actor, line.prospect) == (touch.owner, touch.prospect)
    assert (line.detail["reason"], line.detail["note"]) == (SkipReason.WRONG_TIME, "Expo week.")


def test_of_twelve_tries_two_may_be_skipped_and_not_a_third() -> None:
    touch = journeys.planned()
    for _skip in range(2):
        skip(touch)
        touch = journeys.next_touch(touch.enrollment, NOW)

    with pytest.raises(Refused) as refusal:
        skip(touch)

    assert refusal.value.code == "ten_would_be_missed"
    assert refusal.value.sentence == (
        "Skipping this one would leave fewer than ten tries. Move it to another day instead."
    )
    assert Touch.objects.get(pk=touch.pk).is_open


def test_a_letter_that_may_have_left_keeps_its_try_open_for_its_evidence() -> None:
    touch = sending_delivery().touch

    with pytest.raises(Refused) as refused:
        skip(touch)

    assert refused.value.code == "conflict_on_its_way"
    assert Touch.objects.get(pk=touch.pk).is_open


def test_another_reason_needs_words() -> None:
    touch = journeys.planned()

    with pytest.raises(Refused, match=r"Say in a few words why\."):
        skip(touch, SkipReason.OTHER, note="  ")
    assert skip(touch, SkipReason.OTHER, note="She moves house.").skip_note == "She moves house."


def test_a_note_of_any_length_is_taken() -> None:
    assert len(skip(journeys.planned(), note="a" * 1000).skip_note) == 300


@pytest.mark.parametrize("act", [skip, not_today])
def test_a_colleagues_try_stays_where_it_is(act: object) -> None:
    with pytest.raises(Refused) as refusal:
        act(journeys.planned(), by=journeys.rep())  # type: ignore[operator]

    assert refusal.value.code == "not_your_try"


@pytest.mark.parametrize("act", [skip, not_today])
def test_a_closed_try_stays_closed(act: object) -> None:
    touch = journeys.planned()
    enrolling.end(touch.enrollment, Ending.NOT_A_FIT, by=touch.owner, at=NOW)

    with pytest.raises(Refused) as refusal:
        act(touch)  # type: ignore[operator]

    assert refusal.value.code == "try_is_closed"


def test_a_try_moves_to_another_day_and_stays_open() -> None:
    touch = journeys.planned()

    moved = not_today(touch, note="Her expo.")

    assert (moved.moved_on, moved.moved_note, moved.state) == (
        WEDNESDAY,
        "Her expo.",
        TouchState.PLANNED,
    )
    assert (moved.due_on, moved.deadline_on) == (touch.due_on, touch.deadline_on)
    assert Activity.objects.get(kind=ActivityKind.POSTPONED).detail["until"] == "2026-11-18"


def test_up_to_day_seven_no_reason_is_asked() -> None:
    touch = journeys.planned()

    assert not_today(touch, touch.deadline_on).moved_on == touch.deadline_on


def test_past_day_seven_must_say_what_keeps_it_and_why() -> None:
    touch = journeys.planned()
    late = touch.deadline_on + timedelta(days=1)

    with pytest.raises(Refused) as no_word:
        not_today(touch, late, note="  ", cause=GapCause.REP)
    with pytest.raises(Refused) as no_cause:
        not_today(touch, late, note="She is at sea.")

    assert no_word.value.code == no_cause.value.code == "past_day_seven"
    assert no_word.value.sentence == (
        "Day seven is Monday 23 November. After a week people forget who you are."
        " Say why it must wait."
    )
    assert no_cause.value.sentence == (
        "Day seven is Monday 23 November. Choose what keeps you from it."
    )
    moved = not_today(touch, late, note="She is at sea.", cause=GapCause.ASKED_TO_WAIT)
    assert (moved.moved_on, moved.moved_cause) == (late, GapCause.ASKED_TO_WAIT)
    assert Activity.objects.get(kind=ActivityKind.POSTPONED).detail["cause"] == "asked_to_wait"


@pytest.mark.parametrize("cause", [GapCause.TIME_OFF, GapCause.WEEKEND, "moon"])
def test_a_cause_that_is_the_plans_is_not_a_reps_to_give(cause: str) -> None:
    touch = journeys.planned()

    with pytest.raises(Refused, match="Choose what keeps you from it"):
        not_today(touch, touch.deadline_on + timedelta(days=1), note="Later.", cause=cause)


def test_within_the_week_no_cause_is_kept() -> None:
    touch = journeys.planned()

    assert not_today(touch, touch.deadline_on, cause=GapCause.REP).moved_cause == ""


@pytest.mark.parametrize("days", [0, -1])
def test_a_day_that_has_come_is_no_other_day(days: int) -> None:
    with pytest.raises(Refused, match=r"Choose a day that is still to come\."):
        not_today(journeys.planned(), (NOW + timedelta(days=days)).date())


def test_two_months_is_the_furthest() -> None:
    touch = journeys.planned()

    with pytest.raises(Refused) as refusal:
        not_today(touch, (NOW + timedelta(days=61)).date(), **WHY)

    assert refusal.value.code == "too_far_ahead"
    assert not_today(touch, (NOW + timedelta(days=60)).date(), **WHY).moved_on


OTHERWISE = " Choose another day, unless they asked you to wait."


def test_a_try_keeps_its_distance_from_a_colleagues_wherever_that_stands() -> None:
    first = journeys.planned()
    other = journeys.planned(first.owner, company=first.prospect.company)
    assert other.due_on == WEDNESDAY

    for day in (17, 18, 19):
        with pytest.raises(Refused) as refusal:
            not_today(first, date(2026, 11, day))
        assert refusal.value.code == "day_does_not_suit"
    assert not_today(first, date(2026, 11, 20)).moved_on == date(2026, 11, 20)
    with pytest.raises(Refused, match="within 2 days of a try with a colleague of"):
        not_today(other, date(2026, 11, 19))


def test_a_day_off_of_either_side_is_refused_and_named() -> None:
    touch = journeys.planned()
    rep, name = touch.owner, touch.prospect.greeting_name
    TimeOff.objects.create(user=rep, first_day=date(2026, 11, 19), last_day=date(2026, 11, 19))
    stock = {"first_day": date(2026, 11, 20), "last_day": date(2026, 11, 20)}
    Closure.objects.create(**stock, name="Stocktaking")
    said = {
        19: "Thursday 19 November is in your time off.",
        20: "We are closed on Friday 20 November: Stocktaking.",
        21: f"Saturday 21 November is a weekend for {name}.",
    }

    for day, sentence in said.items():
        with pytest.raises(Refused) as refusal:
            not_today(touch, date(2026, 11, day), cause=GapCause.REP)
        assert refusal.value.sentence == sentence + OTHERWISE


def test_a_day_off_that_they_asked_for_is_kept_with_its_cause() -> None:
    moved = not_today(journeys.planned(), date(2026, 11, 21), cause=GapCause.ASKED_TO_WAIT)

    assert (moved.moved_on, moved.moved_cause) == (date(2026, 11, 21), GapCause.ASKED_TO_WAIT)


def test_whoever_covers_moves_a_try_to_a_day_on_which_the_rep_is_away() -> None:
    maya = journeys.rep()
    touch = absences.due(absences.called(maya), 3)
    jonas = UserFactory.create(name="Jonas Berg", team=maya.team)
    absences.away(maya, 0, 9, jonas)
    touch.refresh_from_db()
    assert touch.in_place_of == maya

    assert not_today(touch, absences.day(4)).moved_on == absences.day(4)
    off = {"first_day": absences.day(3), "last_day": absences.day(3)}
    TimeOff.objects.create(user=jonas, **off)
    with pytest.raises(Refused, match="is in your time off"):
        not_today(touch, absences.day(3))


@pytest.mark.django_db(transaction=True)
def test_two_put_off_at_once_at_one_company_keep_their_distance() -> None:
    """Each looks where the other's try stands only once the other is done."""
    first = journeys.planned()
    other = journeys.planned(first.owner, company=first.prospect.company)
    assert (first.due_on, other.due_on) == (MONDAY, WEDNESDAY)

    came = races.at_once(*[partial(not_today, each, date(2026, 11, 20)) for each in (first, other)])

    assert sum(each == "day_does_not_suit" for each in came) == 1
    assert Touch.objects.filter(moved_on=date(2026, 11, 20)).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_put_off_twice_at_once_stands_on_one_of_the_days_and_both_are_told() -> None:
    touch = journeys.planned()
    days = [WEDNESDAY, date(2026, 11, 19)]

    races.at_once(*[partial(not_today, touch, each) for each in days])

    lines = Activity.objects.filter(kind=ActivityKind.POSTPONED).order_by("pk")
    told = [line.detail["until"] for line in lines]
    assert sorted(told) == [each.isoformat() for each in days]
    touch.refresh_from_db()
    assert touch.moved_on is not None
    assert touch.moved_on.isoformat() == told[-1]
