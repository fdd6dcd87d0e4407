"""A day that somebody named for a try: kept while it may be, and moved with its cause where nobody can make it then."""

from datetime import date, datetime, timedelta

import pytest

from cadence.enums import GapCause
from cadence.models import Touch
from cadence.selectors.queue import queue_of
from cadence.services import covering, planning, postponing, replanning, waiting
from team.models import Closure, TimeOff, User, WorkingHours
from tests import journeys
from tests.cadence import absences
from tests.cadence.absences import ALONE, TODAY, called, day, due, moment
from tests.cadence.conftest import Clock
from tests.factories.team import UserFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")

# NOW is Monday 16 November.
FRIDAY, SATURDAY = day(4), day(5)


@pytest.fixture
def maya() -> User:
    return journeys.rep(name="Maya Lindgren")


@pytest.fixture
def jonas(maya: User) -> User:
    return UserFactory.create(name="Jonas Berg", team=maya.team)


def closed(first: date, last: date | None = None) -> Closure:
    return Closure.objects.create(first_day=first, last_day=last or first, name="Stocktaking")


def off(user: User, first: int, last: int, cover: User | None = None) -> TimeOff:
    return TimeOff.objects.create(user=user, first_day=day(first), last_day=day(last), cover=cover)


def replan(at: datetime = NOW) -> None:
    replanning.replan_changed(at)


def put_off(rep: User, until: date = FRIDAY) -> Touch:
    """Moved by hand from today."""
    touch = due(called(rep, moment(-3), **ALONE | {"phone": "+353915550177"}), 0, moment(-3))
    return postponing.not_today(touch, by=rep, at=NOW, until=until)


def promised(rep: User, on: date = FRIDAY) -> Touch:
    touch = due(called(rep), (on - TODAY).days)
    Touch.objects.filter(pk=touch.pk).update(
        promised_at=touch.due_at, gap_cause=GapCause.ASKED_TO_WAIT
    )
    touch.refresh_from_db()
    return touch


def spread(rep: User, on: date = FRIDAY) -> Touch:
    """Late, and spread to a day past its day seven, as the press does it."""
    touch = due(called(rep, moment(-14), **ALONE | {"phone": "+353915550177"}), -9, moment(-14))
    Touch.objects.filter(pk=touch.pk).update(
        deadline_on=day(-7), moved_on=on, moved_note="Spread.", moved_cause=GapCause.REP
    )
    touch.refresh_from_db()
    return touch


def stands(touch: Touch) -> tuple[date, date | None, str]:
    touch.refresh_from_db()
    return touch.moved_on or touch.due_on, touch.plan_moved_it_from, touch.moved_cause


# What its rep named, or the spreading


@pytest.mark.parametrize("named", [put_off, spread])
def test_a_day_of_ours_that_suits_both_sides_stays_whatever_else_changes(
    maya: User, named: object
) -> None:
    touch = named(maya)  # type: ignore[operator]
    before = stands(touch)
    closed(day(3))
    off(maya, 8, 9)

    replan()

    assert stands(touch) == before


@pytest.mark.parametrize("named", [put_off, spread])
def test_a_day_of_ours_on_which_we_close_goes_to_the_nearest_one_and_says_why(
    maya: User, named: object
) -> None:
    touch = named(maya)  # type: ignore[operator]
    closed(FRIDAY)

    replan()

    assert stands(touch) == (day(3), FRIDAY, GapCause.CLOSURE)


def test_it_goes_no_later_than_day_seven_while_an_earlier_day_is_left(maya: User) -> None:
    touch = due(called(maya, moment(-4), **ALONE | {"phone": "+353915550177"}), 0, moment(-4))
    postponing.not_today(touch, by=maya, at=NOW, until=day(3))
    assert touch.deadline_on == day(3)
    closed(day(2), day(3))

    replan()

    assert stands(touch) == (day(1), day(3), GapCause.CLOSURE)


def test_where_all_days_before_it_are_off_it_goes_behind_and_says_so_in_its_note(
    maya: User,
) -> None:
    touch = put_off(maya, day(2))
    off(maya, 0, 4)

    replan()

    assert stands(touch) == (day(7), day(2), GapCause.TIME_OFF)
    assert touch.moved_on is not None
    assert touch.moved_on > touch.deadline_on
    assert touch.moved_note == "Moved on from 18 November: Time off."


def test_on_its_day_the_queue_says_from_where_it_came_and_why(maya: User, clock: Clock) -> None:
    touch = put_off(maya)
    closed(FRIDAY)
    replan()
    touch.refresh_from_db()

    (row,) = queue_of(maya, clock.move(moment(3))).rows

    assert row.reason == "Moved from Friday 20 November: we are closed"


def test_what_is_late_keeps_its_day_and_its_lateness(maya: User) -> None:
    touch = put_off(maya, day(1))
    closed(day(1))

    replan(moment(3))

    assert stands(touch) == (day(1), None, "")


# What the customer was promised


def test_a_promise_stays_on_a_day_that_only_suits_nobody_usually(maya: User) -> None:
    touch = promised(maya)
    before = stands(touch), touch.due_at
    WorkingHours.objects.create(user=maya, weekday=0, start="09:00", end="17:00")

    replan()

    assert (stands(touch), touch.due_at) == before


def test_a_promise_of_a_day_on_which_we_close_waits_for_the_next_at_its_hour_and_comes_back(
    maya: User,
) -> None:
    touch = promised(maya)
    hour, opens = touch.promised_at, touch.due_at
    closure = closed(FRIDAY)

    replan()

    assert stands(touch) == (day(7), FRIDAY, GapCause.CLOSURE)
    assert (touch.due_at, touch.promised_at) == (opens + timedelta(days=3), hour)
    assert (touch.gap_cause, touch.deadline_on) == (GapCause.ASKED_TO_WAIT, day(7))
    closure.delete()
    replan()
    assert (*stands(touch), touch.due_at) == (FRIDAY, None, "", opens)


def test_a_promise_in_time_off_is_kept_by_the_cover_and_moves_only_without_one(
    maya: User, jonas: User
) -> None:
    touch = promised(maya)
    away = off(maya, 4, 8, jonas)
    replan()
    assert stands(touch)[0] == FRIDAY

    TimeOff.objects.filter(pk=away.pk).update(cover=None)
    replanning.look_again([maya.pk])
    replan()

    assert stands(touch) == (day(9), FRIDAY, GapCause.TIME_OFF)


def test_nobody_is_tried_before_the_day_they_asked_us_to_wait_for(maya: User) -> None:
    touch = due(called(maya), 3)
    waiting.wait(touch.enrollment, until=FRIDAY, reason="After the audit.", at=NOW)
    closed(day(3), FRIDAY)

    replan()

    assert stands(touch) == (day(7), FRIDAY, GapCause.CLOSURE)
    assert touch.gap_cause == GapCause.ASKED_TO_WAIT


@pytest.mark.parametrize("whose", ["company", "rep"])
def test_a_promise_of_their_weekend_moves_only_where_nobody_of_ours_is_there(
    maya: User, whose: str
) -> None:
    touch = promised(maya, SATURDAY)
    closed(day(3))
    replan()
    assert stands(touch)[:2] == (SATURDAY, None)

    closed(SATURDAY) if whose == "company" else off(maya, 5, 5)
    replan()

    cause = GapCause.CLOSURE if whose == "company" else GapCause.TIME_OFF
    assert stands(touch) == (day(7), SATURDAY, cause)


def test_day_seven_comes_back_with_the_day_that_was_promised(maya: User) -> None:
    touch = promised(maya)
    day_seven = touch.deadline_on
    closure = closed(FRIDAY, day(9))
    replan()
    touch.refresh_from_db()
    assert touch.deadline_on == touch.due_on == day(10)

    closure.delete()
    replan()

    touch.refresh_from_db()
    assert (touch.due_on, touch.deadline_on) == (FRIDAY, day_seven)


def asked(touch: Touch) -> Touch:
    """They asked us to wait until Friday."""
    waiting.wait(touch.enrollment, until=FRIDAY, reason="After the audit.", at=NOW)
    touch.refresh_from_db()
    return touch


@pytest.mark.parametrize(("later", "goes_to"), [(0, 7), (12, 8)])
def test_a_wait_ends_today_only_while_its_hours_last(maya: User, later: int, goes_to: int) -> None:
    touch = asked(due(called(maya), 3))
    closure = closed(FRIDAY, day(7))
    replan()
    assert stands(touch)[0] == day(8)

    closure.delete()
    replan(moment(7) + timedelta(hours=later))

    assert stands(touch)[0] == day(goes_to)


def test_a_wait_that_came_back_is_told_from_one_that_was_planned_so(maya: User) -> None:
    touch = asked(due(called(maya), 3))
    closure = closed(FRIDAY)
    replan()

    closure.delete()
    replan()

    assert stands(touch) == (FRIDAY, day(7), "")


def test_a_wait_that_was_planned_so_stays_one_wherever_it_goes(maya: User) -> None:
    touch = due(called(maya), 4)
    Touch.objects.filter(pk=touch.pk).update(gap_cause=GapCause.ASKED_TO_WAIT, moved_from=None)
    closed(FRIDAY)

    replan()

    assert stands(touch) == (day(7), None, GapCause.CLOSURE)


def test_nobody_is_tried_before_the_day_they_asked_for_however_often_we_close(maya: User) -> None:
    touch = due(called(maya, moment(-3), **ALONE | {"phone": "+353915550177"}), 0, moment(-3))
    asked_for = {"until": day(8), "cause": GapCause.ASKED_TO_WAIT, "note": "After the audit."}
    postponing.not_today(touch, by=maya, at=NOW, **asked_for)
    closed(day(8), day(11))
    replan()
    assert stands(touch)[0] == day(14)

    closed(day(14), day(18))
    replan()

    assert stands(touch) == (day(21), None, GapCause.ASKED_TO_WAIT)


# What a colleague covers


def given(maya: User, jonas: User) -> Touch:
    touch = journeys.next_touch(called(maya), NOW)
    absences.away(maya, 0, 9, jonas)
    replan()
    touch.refresh_from_db()
    assert (touch.owner, touch.due_on) == (jonas, FRIDAY)
    return touch


@pytest.mark.parametrize("whose", ["company", "cover"])
def test_what_somebody_covers_moves_when_the_company_or_the_cover_is_off(
    maya: User, jonas: User, whose: str
) -> None:
    touch = given(maya, jonas)
    closed(FRIDAY) if whose == "company" else off(jonas, 4, 4)

    replan()
    covering.keep_covers(NOW)

    assert stands(touch)[:2] == (day(3), FRIDAY)
    assert touch.owner == jonas


def test_what_a_cover_put_off_by_hand_is_judged_by_their_days(maya: User, jonas: User) -> None:
    touch = given(maya, jonas)
    postponing.not_today(touch, by=jonas, at=NOW, until=day(3))
    off(jonas, 3, 3)

    replan()

    assert stands(touch) == (day(2), day(3), GapCause.TIME_OFF)


def test_what_the_clock_gives_to_a_cover_leaves_the_days_on_which_they_do_not_work(
    maya: User, jonas: User
) -> None:
    enrollment = called(maya)
    off(maya, 0, 9, jonas)
    for weekday in (0, 1, 2):
        WorkingHours.objects.create(user=jonas, weekday=weekday, start="09:00", end="17:00")
    replan()
    planning.plan_due(NOW)
    touch = Touch.objects.open().get(enrollment=enrollment)
    assert touch.due_on == FRIDAY

    covering.keep_covers(NOW)
    replan()

    assert stands(touch)[0].weekday() in (0, 1, 2)
    assert touch.owner == jonas
