"""Tries per day for the coming eight weeks: what stands, who joins, and what the rep can make."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest

from cadence.enums import CallOutcome
from cadence.models import Touch
from cadence.selectors.intake import Share, Wish, shares_of
from cadence.selectors.load import Load, can_only_fit, forecasts
from cadence.selectors.steps import steps_by_version
from cadence.services import enrolling, logging, planning, waiting
from prospects.enums import Channel
from team.models import Policy, TimeOff, User
from tests import journeys
from tests.cadence import crowds
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")

MONDAY = date(2026, 11, 16)


def load_of(rep: User) -> Load:
    return forecasts([rep], NOW)[rep.pk].load()


def days_with(load: Load) -> dict[date, int]:
    return {day.on: day.tries for day in load.days if day.tries}


def share_of(rep: User, people: int, **wish: object) -> Share:
    [share] = shares_of(crowds.ready(rep, people), published_version(), NOW, Wish(**wish))  # type: ignore[arg-type]
    return share


def test_somebody_enrolled_makes_a_try_on_each_day_of_their_plan() -> None:
    enrollment = journeys.enrolled()

    load = load_of(enrollment.owner)

    assert len(load.days) == 56
    assert list(days_with(load))[:4] == [
        MONDAY,
        date(2026, 11, 20),
        date(2026, 11, 24),
        date(2026, 11, 27),  # the Saturday it asks for is pulled earlier
    ]
    assert sum(days_with(load).values()) == 12


def test_a_planned_try_stands_on_its_day_and_a_moved_one_where_the_rep_put_it() -> None:
    touch = journeys.planned()
    Touch.objects.filter(pk=touch.pk).update(moved_on=date(2026, 11, 19))

    assert list(days_with(load_of(touch.owner)))[:2] == [date(2026, 11, 19), date(2026, 11, 23)]


def test_what_was_made_today_takes_a_part_of_today() -> None:
    rep = journeys.rep()
    version = published_version(channels=(Channel.CALL,))
    enrollment = enrolling.enroll(journeys.researched(rep), version, by=rep, at=NOW)
    touch = journeys.next_touch(enrollment, NOW)
    logging.log_call(touch, by=rep, at=NOW, outcome=CallOutcome.NO_ANSWER)

    assert list(days_with(load_of(rep)))[:2] == [MONDAY, date(2026, 11, 20)]


def test_whoever_asked_us_to_wait_comes_back_on_their_day() -> None:
    enrollment = journeys.enrolled()
    waiting.wait(enrollment, until=date(2026, 12, 1), reason="After the audit.", at=NOW)

    assert min(days_with(load_of(enrollment.owner))) == date(2026, 12, 1)


def test_a_promised_call_stands_on_its_day_and_the_plan_goes_on_from_there() -> None:
    rep = journeys.rep()
    version = published_version(channels=(Channel.CALL,))
    enrollment = enrolling.enroll(journeys.researched(rep), version, by=rep, at=NOW)
    touch = journeys.next_touch(enrollment, NOW)
    logging.log_call(
        touch,
        by=rep,
        at=NOW,
        outcome=CallOutcome.SPOKE,
        call_back_at=NOW + timedelta(days=2, hours=5),
    )

    before = list(days_with(load_of(rep)))
    planning.plan_due(NOW)

    assert before[1:3] == [date(2026, 11, 18), date(2026, 11, 20)]
    assert list(days_with(load_of(rep))) == before


def test_a_day_off_holds_nothing_and_pulls_its_tries_earlier() -> None:
    enrollment = journeys.enrolled()
    rep = enrollment.owner
    TimeOff.objects.create(user=rep, first_day=date(2026, 11, 20), last_day=date(2026, 11, 22))

    load = load_of(rep)

    room = {day.on: day.capacity for day in load.days[:8]}
    assert [room[MONDAY + timedelta(days=ahead)] for ahead in range(8)] == [40] * 4 + [0] * 3 + [40]
    assert list(days_with(load))[1] == date(2026, 11, 19)
    assert load.on_days_off == 0


def test_tries_that_no_working_day_holds_are_counted_beside_the_working_days() -> None:
    enrollment = journeys.enrolled()
    rep = enrollment.owner
    TimeOff.objects.create(user=rep, first_day=date(2026, 11, 17), last_day=date(2026, 12, 4))

    load = load_of(rep)

    assert load.on_days_off > 0
    assert (load.for_the_cover, load.beyond) == (0, None)


def test_whoever_covers_makes_what_falls_on_those_days() -> None:
    rep, cover = covered()

    load, there = load_of(rep), days_with(load_of(cover))

    own = {day.on for day in load.days if day.tries and not day.capacity}
    assert set(there) == {day for day in own if date(2026, 11, 17) <= day <= date(2026, 12, 4)}
    assert (load.for_the_cover, load.on_days_off) == (sum(there.values()), 0)
    assert there


@pytest.mark.parametrize("gone", [{"is_active": False}, {"team": None}])
def test_whoever_may_no_longer_cover_makes_none_of_it(gone: dict[str, object]) -> None:
    rep, cover = covered()
    User.objects.filter(pk=cover.pk).update(**gone)

    load = load_of(rep)

    assert days_with(load_of(cover)) == {}
    assert (load.for_the_cover, load.on_days_off > 0) == (0, True)
    assert can_only_fit(cover.pk, 1, NOW)


def covered() -> tuple[User, User]:
    rep = journeys.enrolled().owner
    cover = journeys.rep(team=rep.team)
    days = {"first_day": date(2026, 11, 17), "last_day": date(2026, 12, 4)}
    TimeOff.objects.create(user=rep, cover=cover, **days)
    return rep, cover


def test_new_people_begin_so_many_a_day_and_their_tries_stand_apart() -> None:
    rep = journeys.rep()
    share = share_of(rep, 10, pace=4)

    days = share.load.days
    assert [each.begins_on for each in share.newcomers] == (
        [MONDAY] * 4 + [date(2026, 11, 17)] * 4 + [date(2026, 11, 18)] * 2
    )
    assert share.last_begins_on == date(2026, 11, 18)
    assert [(day.standing, day.new) for day in days[:4]] == [(0, 4), (0, 4), (0, 2), (0, 0)]
    assert sum(day.new for day in days) == 10 * 12


def test_whoever_begins_already_counts_in_the_pace() -> None:
    rep = journeys.rep()
    enrolling.enroll_many(
        crowds.ready(rep, 6), published_version(), by=rep, at=NOW, wish=Wish(pace=4)
    )

    share = share_of(rep, 4, pace=4)

    assert [each.begins_on for each in share.newcomers] == [date(2026, 11, 17)] * 2 + [
        date(2026, 11, 18)
    ] * 2


def test_people_of_one_company_keep_their_distance_in_the_forecast_too() -> None:
    rep = journeys.rep()
    people = crowds.ready(rep, 3, a_company=3)
    [share] = shares_of(people, published_version(), NOW, Wish(pace=3))

    firsts = [day.on for day in share.load.days if day.new][:3]

    assert firsts == [MONDAY, date(2026, 11, 18), date(2026, 11, 20)]


def test_the_first_day_that_is_too_much_is_named_with_what_would_fit() -> None:
    Policy.objects.update_or_create(pk=1, defaults={"daily_capacity": 20})
    share = share_of(journeys.rep(name="Maya Okafor"), 100, pace=4)

    day = share.load.beyond

    assert day is not None
    assert day.tries > 20
    assert share.too_much == (
        f"{day.on:%A} {day.on.day} {day.on:%B} would have {day.tries} tries:"
        f" {day.tries - 20} more than the 20 that Maya can make."
    )
    assert share.fits is not None
    assert share.fits.pace is not None
    lighter = Wish(share.fits.pace, share.fits.first_day)
    assert share.fits.pace < 4
    assert shares_of(share.people, published_version(), NOW, lighter)[0].load.beyond is None


def test_where_today_is_full_a_later_day_fits(clock: Clock) -> None:
    Policy.objects.update_or_create(pk=1, defaults={"daily_capacity": 2})
    rep, version = journeys.rep(), published_version(gap=7, channels=(Channel.CALL,))
    crowds.rung_weekly(rep, 2, version, clock)
    [share] = shares_of(crowds.ready(rep, 1), version, NOW, Wish(pace=1))

    assert share.load.beyond is not None
    assert share.load.beyond.on == MONDAY
    assert share.fits == Wish(1, date(2026, 11, 17))


def test_the_forecast_asks_as_many_questions_of_thirty_as_of_three(
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    rep, version = journeys.rep(), published_version()
    steps_by_version([version.pk])  # a published version's steps are read once a process
    for people in (3, 27):
        crowds.running(rep, people, version)
        joining = crowds.ready(rep, people)
        with django_assert_num_queries(15):
            assert shares_of(joining, version, NOW, Wish())[0].load.days


def test_four_hundred_running_and_five_hundred_new_are_drawn_within_a_second_of_computing() -> None:
    rep, version = journeys.rep(), published_version()
    crowds.running(rep, 400, version)
    people = crowds.ready(rep, 500)
    load_of(rep)  # calendars are read once a process

    begun = time.process_time()
    [share] = shares_of(people, version, NOW, Wish(pace=20))
    busiest = share.load.busiest

    assert time.process_time() - begun < 1
    assert busiest.tries > 100
