"""The tries still before people: each on its due day, colleagues apart, the forecast and the planner of one mind."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from cadence.schedule import (
    DaysOff,
    Leg,
    PersonCalendar,
    RepCalendar,
    Terms,
    Way,
    due,
    first_try,
    is_working_day,
    walk,
)

DUBLIN = ZoneInfo("Europe/Dublin")
AOIFE = PersonCalendar(DUBLIN, "IE")
MAYA = RepCalendar(DUBLIN, "IE")
MONDAY = datetime(2026, 11, 16, 8, tzinfo=DUBLIN)
PLAN = tuple(Leg(gap) for gap in (1, 4, 6, 3))


def terms(**changed: object) -> Terms:
    return Terms(AOIFE, MAYA, **changed)  # type: ignore[arg-type]


def days_of(way: Way, **more: object) -> list[date]:
    [tries] = walk([way], **more)  # type: ignore[arg-type]
    return [each.day for each in tries]


def test_each_try_is_where_the_planner_would_put_it_after_the_one_before() -> None:
    days = walk([Way(terms(), PLAN, MONDAY)])[0]

    first = first_try(MONDAY, terms())
    second = due(first.opens_at, 4, terms(), now=first.opens_at)
    assert days[:2] == [first, second]
    assert [each.day for each in days] == [
        date(2026, 11, 16),
        date(2026, 11, 20),
        date(2026, 11, 26),
        date(2026, 11, 27),  # the Sunday it asks for is no working day
    ]


def test_who_was_tried_before_goes_on_from_the_last_attempt() -> None:
    way = Way(terms(), PLAN[1:], MONDAY, last_attempt_at=MONDAY - timedelta(days=3))

    assert days_of(way)[0] == date(2026, 11, 17)


def test_a_planned_try_keeps_its_day_and_a_late_one_is_made_at_once() -> None:
    planned = Way(terms(), PLAN, MONDAY, stands_on=date(2026, 11, 18))
    late = Way(terms(), PLAN, MONDAY, stands_on=date(2026, 11, 10))

    assert days_of(planned)[:2] == [date(2026, 11, 18), date(2026, 11, 20)]
    assert days_of(late)[0] == date(2026, 11, 16)


def test_colleagues_are_two_days_apart_and_so_is_what_others_took_there() -> None:
    ways = [Way(terms(days_between=2), PLAN[:2], MONDAY) for _ in range(3)]

    tries = walk(ways, taken=[date(2026, 11, 16)])

    firsts = [its[0].day for its in tries]
    assert firsts == [date(2026, 11, 18), date(2026, 11, 20), date(2026, 11, 23)]


def test_time_off_pulls_a_try_earlier_and_nothing_after_the_last_day_is_walked() -> None:
    off = DaysOff(date(2026, 11, 19), date(2026, 11, 22))
    away = RepCalendar(DUBLIN, "IE", time_off=(off,))
    way = Way(Terms(AOIFE, away), PLAN, MONDAY)

    assert days_of(way, until=date(2026, 11, 24)) == [
        date(2026, 11, 16),
        date(2026, 11, 18),
        date(2026, 11, 24),
    ]


@settings(deadline=None)
@given(
    start=st.dates(date(2024, 1, 1), date(2031, 12, 31)),
    gaps=st.lists(st.integers(1, 7), min_size=1, max_size=12),
    people=st.integers(1, 3),
)
def test_nobody_waits_longer_than_a_week_and_nobody_is_tried_twice_a_day(
    start: date, gaps: list[int], people: int
) -> None:
    begins = datetime(start.year, start.month, start.day, 8, tzinfo=DUBLIN)
    way = Way(terms(), tuple(Leg(gap) for gap in gaps), begins)

    for tries in walk([way] * people):
        days = [each.day for each in tries]
        assert len(days) == len(gaps)
        assert all(1 <= (after - before).days <= 7 for before, after in pairwise(days))
        assert all(is_working_day(day, AOIFE) for day in days[:1])
