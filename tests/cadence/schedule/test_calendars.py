import subprocess
import sys
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.schedule import (
    Cause,
    Day,
    DaysOff,
    PersonCalendar,
    RepCalendar,
    is_working_day,
    why_not,
)

UTC = ZoneInfo("UTC")
COUNTRIES = ["", "IE", "DE", "US", "CN", "AE", "IL", "IR", "BN", "NP", "JP", "XX", "zz", "GB", "BR"]


@pytest.mark.parametrize(
    ("country", "day", "works"),
    [
        ("IE", "2027-03-17", False),
        ("GB", "2027-03-17", True),
        ("AE", "2026-11-27", True),
        ("AE", "2026-11-28", False),
        ("IL", "2026-11-27", False),
        ("IL", "2026-11-29", True),
        ("BN", "2026-11-28", True),
        ("CN", "2026-02-14", True),
        ("", "2026-12-25", True),
        ("XX", "2026-11-28", False),
    ],
)
def test_weekends_and_holidays_are_those_of_the_country(country, day, works):
    assert is_working_day(date.fromisoformat(day), PersonCalendar(UTC, country)) is works


def test_a_holiday_of_one_region_is_a_working_day_in_the_next():
    all_saints = date(2027, 11, 1)

    assert not is_working_day(all_saints, PersonCalendar(UTC, "DE", "BY"))
    assert is_working_day(all_saints, PersonCalendar(UTC, "DE", "BE"))


def test_an_unknown_region_keeps_the_holidays_of_its_country():
    assert not is_working_day(date(2026, 10, 3), PersonCalendar(UTC, "DE", "ZZ"))
    assert why_not(date(2028, 10, 3), PersonCalendar(UTC, "DE", "ZZ")) == Day(
        Cause.HOLIDAY, "German Unity Day"
    )


def test_a_rep_who_works_saturdays_works_on_them_and_still_keeps_holidays():
    rep = RepCalendar(UTC, "IE", weekdays=frozenset({1, 2, 3, 4, 5}))

    assert is_working_day(date(2026, 11, 28), rep)
    assert why_not(date(2026, 11, 23), rep) == Day(Cause.REP_DAY_OFF)
    assert why_not(date(2026, 12, 25), rep).cause is Cause.REP_HOLIDAY


def test_days_off_say_whose_they_are():
    week = (DaysOff(date(2026, 11, 23), date(2026, 11, 27)),)

    assert why_not(date(2026, 11, 25), PersonCalendar(UTC, days_off=week)) == Day(Cause.PERSON_AWAY)
    assert why_not(date(2026, 11, 25), RepCalendar(UTC, time_off=week)) == Day(Cause.TIME_OFF)


def test_time_off_that_ends_before_it_starts_is_nothing():
    backwards = (DaysOff(date(2026, 11, 27), date(2026, 11, 23)),)

    assert is_working_day(date(2026, 11, 25), RepCalendar(UTC, time_off=backwards))


def test_a_rep_without_any_weekday_still_has_the_usual_week():
    assert is_working_day(date(2026, 11, 25), RepCalendar(UTC, weekdays=frozenset()))


@given(st.dates(), st.sampled_from(COUNTRIES), st.sampled_from(["", "BY", "CA", "ZZ"]))
def test_every_day_in_every_country_has_an_answer(day, country, subdivision):
    person = PersonCalendar(UTC, country, subdivision)

    assert is_working_day(day, person) is (why_not(day, person) is None)
    assert why_not(day, person) == why_not(day, person)


def test_the_calendar_needs_no_django_and_loads_holidays_only_when_asked():
    code = (
        "import sys, cadence.schedule;"
        "print([name for name in ('django', 'holidays') if name in sys.modules])"
    )

    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert seen.stdout.strip() == "[]"


def test_a_closure_counts_for_every_rep_and_is_named():
    week = (DaysOff(date(2026, 11, 23), date(2026, 11, 27), "Stocktaking"),)
    rep = RepCalendar(UTC, closures=week)

    assert why_not(date(2026, 11, 25), rep) == Day(Cause.CLOSURE, "Stocktaking")
    assert is_working_day(date(2026, 11, 30), rep)
