"""Weeks by their names, and the working time between two moments."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from adherence.schedule import Week, median, working_time
from cadence.schedule import DaysOff, RepCalendar

DUBLIN, AUCKLAND = ZoneInfo("Europe/Dublin"), ZoneInfo("Pacific/Auckland")
OFFICE = {weekday: (time(9), time(17)) for weekday in range(7)}
IRISH = RepCalendar(zone=DUBLIN, country="IE")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_a_week_is_named_as_the_calendar_names_it() -> None:
    week = Week.named("2026-W47")
    assert week == Week(date(2026, 11, 16))
    assert (week.name, week.sunday) == ("2026-W47", date(2026, 11, 22))
    assert (week.before.name, week.after.name) == ("2026-W46", "2026-W48")


def test_the_last_week_of_a_long_year_is_followed_by_the_first_of_the_next() -> None:
    assert Week.named("2026-W53").after.name == "2027-W01"


@pytest.mark.parametrize(
    "name", ["", "2026", "2026-W54", "2027-W53", "2026-W00", "1999-W10", "٢٠٢٦-W10", "2026-W10 "]
)
def test_what_is_no_week_is_none(name: str) -> None:
    assert Week.named(name) is None


def test_the_reader_s_wall_decides_which_week_it_is() -> None:
    sunday_evening = datetime(2026, 11, 15, 20, tzinfo=UTC)
    assert Week.of(sunday_evening, DUBLIN).name == "2026-W46"
    assert Week.of(sunday_evening, AUCKLAND).name == "2026-W47"


def test_a_week_in_which_clocks_change_is_an_hour_longer() -> None:
    start, end = Week(date(2026, 10, 19)).span(DUBLIN)
    assert end - start == timedelta(days=7, hours=1)


@pytest.mark.parametrize(
    ("start", "end", "worked"),
    [
        (at(16, 10), at(16, 12), timedelta(hours=2)),
        (at(16, 6), at(16, 20), timedelta(hours=8)),
        (at(16, 16), at(17, 10), timedelta(hours=2)),
        (at(20, 16), at(23, 10), timedelta(hours=2)),
        (at(21, 10), at(22, 10), timedelta(0)),
        (at(16, 18), at(16, 19), timedelta(0)),
    ],
    ids=["a morning", "a day", "overnight", "over a weekend", "on a weekend", "in the evening"],
)
def test_only_working_time_counts(start: datetime, end: datetime, worked: timedelta) -> None:
    assert working_time(start, end, IRISH, OFFICE) == worked


def test_days_off_and_holidays_do_not_count() -> None:
    away = RepCalendar(zone=DUBLIN, time_off=(DaysOff(date(2026, 11, 17), date(2026, 11, 18)),))
    assert working_time(at(16, 16), at(19, 10), away, OFFICE) == timedelta(hours=2)
    christmas_eve = datetime(2026, 12, 24, 16, tzinfo=UTC)
    monday = datetime(2026, 12, 28, 10, tzinfo=UTC)
    assert working_time(christmas_eve, monday, IRISH, OFFICE) == timedelta(hours=2)


def test_half_of_them_took_no_longer_than_the_median() -> None:
    one, two, nine = timedelta(hours=1), timedelta(hours=2), timedelta(hours=9)
    assert median([]) is None
    assert median([nine, one, two]) == two
    assert median([two, one]) == timedelta(minutes=90)
