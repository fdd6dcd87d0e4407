"""Open tries are planned anew where days, rules or tables have changed: once, in batches, and nothing that people named."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadence.enums import CallOutcome, GapCause, TouchState
from cadence.models import Enrollment, PlanMark, Touch
from cadence.services import enrolling, logging, planning, replanning
from prospects.enums import Channel
from prospects.models import Prospect
from prospects.services import editing
from team.models import Closure, Policy, TimeOff, User, WorkingHours
from tests import journeys, races
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")

TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, day) for day in (17, 18, 19))


def second_call(owner: User | None = None, *, gap: int = 3, **fields: Any) -> Touch:
    """A try for Thursday, after a call on Monday that nobody answered; the bell has looked at it."""
    prospect = journeys.researched(owner, **fields)
    version = published_version(gap=gap, channels=(Channel.CALL,))
    enrollment = enrolling.enroll(prospect, version, by=prospect.owner, at=NOW)
    planning.plan_due(NOW)
    first = Touch.objects.get(enrollment=enrollment)
    logging.log_call(first, by=prospect.owner, at=NOW, outcome=CallOutcome.NO_ANSWER)
    touch = journeys.next_touch(enrollment, NOW)
    replan()
    return touch


def replan(at: Any = NOW, limit: int = 200) -> int:
    return replanning.replan_changed(at, limit=limit)


def away(user: User, first: date = WEDNESDAY, last: date = date(2026, 11, 25)) -> TimeOff:
    return TimeOff.objects.create(user=user, first_day=first, last_day=last)


def stands(touch: Touch) -> tuple[Any, ...]:
    touch.refresh_from_db()
    return touch.due_on, touch.moved_from, touch.gap_cause


def test_days_off_pull_a_planned_try_earlier_and_it_says_from_where_and_why() -> None:
    touch, other = second_call(), second_call()
    away(touch.owner)

    assert replan() == 1

    assert stands(touch) == (TUESDAY, THURSDAY, GapCause.TIME_OFF)
    assert (touch.moved_cause, touch.deadline_on) == (GapCause.TIME_OFF, date(2026, 11, 23))
    assert stands(other) == (THURSDAY, None, "")


def test_days_off_that_are_taken_off_the_list_bring_it_back() -> None:
    touch = second_call()
    off = away(touch.owner)
    replan()
    off.delete()

    replan()

    assert stands(touch) == (THURSDAY, None, "")


def _shorter_gap(_owner: User) -> None:
    Policy.objects.create(pk=1, longest_gap_days=2)


CHANGES: dict[str, tuple[Callable[[User], object], GapCause | str]] = {
    "a closure": (
        lambda owner: Closure.objects.create(
            first_day=THURSDAY, last_day=THURSDAY, name="Stocktaking"
        ),
        GapCause.CLOSURE,
    ),
    "other weekdays": (
        lambda owner: [
            WorkingHours.objects.create(user=owner, weekday=day, start=time(9), end=time(17))
            for day in range(3)
        ],
        GapCause.TIME_OFF,
    ),
    "a stricter rule": (_shorter_gap, ""),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_the_plan_is_made_with_moves_it_when_it_changes(what: str) -> None:
    change, cause = CHANGES[what]
    touch = second_call()
    change(touch.owner)

    replan()

    assert stands(touch) == (WEDNESDAY, THURSDAY, cause)


def test_a_stricter_rule_brings_day_seven_nearer() -> None:
    touch = second_call()
    _shorter_gap(touch.owner)

    replan()

    touch.refresh_from_db()
    assert touch.deadline_on == WEDNESDAY


def test_a_region_with_holidays_of_its_own_moves_the_try() -> None:
    """18 November is a day off in Saxony."""
    touch = second_call(journeys.rep(country="DE"), gap=2)
    assert stands(touch)[0] == WEDNESDAY
    User.objects.filter(pk=touch.owner_id).update(subdivision="SN")

    replan()

    assert stands(touch) == (TUESDAY, WEDNESDAY, GapCause.HOLIDAY)


def test_newer_tables_of_zones_and_holidays_are_looked_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    touch = second_call()
    opens = touch.due_at
    Touch.objects.filter(pk=touch.pk).update(due_at=opens - timedelta(hours=1))
    assert replan() == 0

    monkeypatch.setattr(replanning, "tables_version", lambda: "of tomorrow")

    assert (replan(), replan()) == (1, 0)
    assert stands(touch) == (THURSDAY, None, "")
    assert touch.due_at == opens


def test_a_reviewed_letter_stays_on_its_day(post: object) -> None:
    approval = journeys.approved()
    touch = approval.draft.touch
    away(touch.owner, NOW.date())

    replan()

    assert stands(touch) == (NOW.date(), None, "")


def test_what_is_overdue_keeps_its_day_and_its_lateness() -> None:
    touch = second_call()
    away(touch.owner)

    replan(NOW + timedelta(days=4))

    assert stands(touch) == (THURSDAY, None, "")


def test_a_try_that_moves_keeps_its_distance_to_a_colleagues() -> None:
    company, owner = CompanyFactory.create(), journeys.rep()
    later, earlier = (
        second_call(owner, company=company, email=f"p{number}@corrib.example", gap=gap)
        for number, gap in enumerate((7, 6))
    )
    Touch.objects.filter(state=TouchState.DONE).update(due_on=NOW.date(), due_at=NOW)
    away(owner, date(2026, 11, 23), date(2026, 11, 27))

    replan()

    assert stands(earlier) == (date(2026, 11, 20), None, GapCause.WEEKEND)
    assert stands(later) == (WEDNESDAY, date(2026, 11, 23), GapCause.TIME_OFF)


def test_a_batch_stops_where_the_next_one_goes_on() -> None:
    owner = journeys.rep()
    tries = [second_call(owner, email=f"p{number}@corrib.example") for number in range(3)]
    away(owner)

    looked_at = []
    for _bell in range(3):
        looked_at.append(replan(limit=1))
        moved = [stands(touch)[0] == TUESDAY for touch in tries]
        assert sum(moved) == len(looked_at)

    assert (looked_at, replan(limit=1), replan(limit=1)) == ([1, 1, 1], 0, 0)
    assert PlanMark.objects.get(rep=owner).making == ""


def test_days_off_that_are_taken_back_while_tries_are_moved_leave_none_moved() -> None:
    owner = journeys.rep()
    tries = [second_call(owner, email=f"p{number}@corrib.example") for number in range(3)]
    off = away(owner)
    replan(limit=1)
    off.delete()

    replan()

    assert {stands(touch) for touch in tries} == {(THURSDAY, None, "")}


def test_where_nothing_changed_no_try_is_read() -> None:
    for _more in range(2):
        second_call()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert replan() == 0
        assert not [each for each in asked if "cadence_touch" in each["sql"]]
        assert len(asked) == 8


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_move_each_try_once() -> None:
    owner = journeys.rep()
    tries = [second_call(owner, email=f"p{number}@corrib.example") for number in range(4)]
    away(owner)

    looked_at = races.at_once(*[lambda: replan(limit=3)] * 2)

    assert sorted(map(int, map(str, looked_at))) in ([0, 3], [1, 3])
    replan()
    assert {stands(touch) for touch in tries} == {(TUESDAY, THURSDAY, GapCause.TIME_OFF)}


@pytest.mark.django_db(transaction=True)
def test_a_try_that_is_being_planned_with_the_days_of_before_is_found() -> None:
    """The planner read its calendars before the days off were kept, and commits after the bell."""
    touch = second_call()
    Enrollment.objects.filter(pk=touch.enrollment_id).update(plan_at=NOW, next_step=3)
    Touch.objects.filter(pk=touch.pk).update(state=TouchState.CANCELLED, closed_at=NOW)

    with races.elsewhere(lambda: planning.plan_due(NOW)) as commit:
        away(touch.owner)
        races.at_last(replan, once_it_waits=commit)

    planned = Touch.objects.open().get(enrollment=touch.enrollment_id)
    assert stands(planned) == (TUESDAY, THURSDAY, GapCause.TIME_OFF)


@pytest.mark.django_db(transaction=True, databases=["default", "worker"])
def test_the_workers_role_may_do_all_of_it(request: pytest.FixtureRequest) -> None:
    touch = second_call()
    away(touch.owner)
    request.getfixturevalue("as_worker")

    assert (replanning.replan_edited(NOW), replan()) == (0, 1)


def edit(touch: Touch, **details: str) -> None:
    prospect = Prospect.objects.get(pk=touch.prospect_id)
    by, revision = prospect.owner, prospect.revision
    editing.edit_person(prospect, by=by, at=NOW, revision=revision, details=details)


def test_whoever_is_said_to_live_elsewhere_is_tried_in_their_own_hours() -> None:
    touch, other = second_call(gap=2), second_call(gap=2)
    replanning.replan_edited(NOW)
    before = stands(other), other.due_at
    edit(touch, country="DE", subdivision="SN", time_zone="Europe/Berlin")
    edit(other, title="Head of Night Shifts")

    assert replanning.replan_edited(NOW) == 1

    assert stands(touch) == (TUESDAY, WEDNESDAY, GapCause.HOLIDAY)
    assert touch.due_at == datetime(2026, 11, 17, 7, 30, tzinfo=UTC)
    assert (stands(other), other.due_at) == before


def test_an_edit_is_looked_at_again_for_five_minutes_and_then_never() -> None:
    touch = second_call()
    replanning.replan_edited(NOW)
    edit(touch, country="JP")

    minutes = (0, 4, 6, 7)
    seen = [replanning.replan_edited(NOW + timedelta(minutes=each)) for each in minutes]

    assert seen == [1, 1, 1, 0]


def test_more_edits_than_a_batch_holds_are_followed_one_batch_after_the_other() -> None:
    tries = [second_call(gap=2) for _person in range(3)]
    replanning.replan_edited(NOW)
    for touch in tries:
        edit(touch, country="DE", subdivision="SN")

    assert [replanning.replan_edited(NOW, limit=2) for _bell in range(2)] == [2, 1]
    assert {stands(touch)[0] for touch in tries} == {TUESDAY}
