from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from cadence.schedule import (
    Hours,
    PersonCalendar,
    call_is_legal_at,
    hours_for,
    hours_open,
    legal_call_hours,
    window,
)
from cadence.schedule.hours import LEGAL_WEEKS

DUBLIN = ZoneInfo("Europe/Dublin")


@pytest.mark.parametrize(
    ("channel", "at", "expected"),
    [
        ("call", "08:29", False),
        ("call", "08:30", True),
        ("call", "17:59", True),
        ("call", "18:00", False),
        ("email", "08:59", False),
        ("email", "09:00", True),
        ("linkedin", "17:29", True),
        ("post", "17:30", False),
    ],
)
def test_kind_hours_are_counted_on_the_persons_clock(channel, at, expected):
    now = datetime.combine(date(2026, 11, 23), time.fromisoformat(at), DUBLIN).astimezone(UTC)

    assert hours_open(channel, now, DUBLIN) is expected


@pytest.mark.parametrize(
    ("country", "zone", "at", "expected"),
    [
        ("IE", "Europe/Dublin", "2026-11-23T07:59", False),
        ("IE", "Europe/Dublin", "2026-11-23T20:59", True),
        ("US", "America/Denver", "2026-11-23T21:00", False),
        ("FR", "Europe/Paris", "2026-11-23T09:30", False),
        ("FR", "Europe/Paris", "2026-11-23T10:30", True),
        ("FR", "Europe/Paris", "2026-11-23T13:30", False),
        ("FR", "Europe/Paris", "2026-11-28T11:00", False),
        ("FR", "Europe/Paris", "2028-07-14T11:00", False),
        ("AU", "Australia/Sydney", "2026-11-28T16:30", True),
        ("AU", "Australia/Sydney", "2026-11-29T11:00", False),
        ("AU", "Australia/Sydney", "2026-12-26T11:00", False),
        ("CA", "America/Toronto", "2026-11-29T10:30", True),
        ("GB", "Europe/London", "2026-11-28T08:30", False),
        ("GB", "Europe/London", "2026-11-29T11:00", False),
        ("DE", "Europe/Berlin", "2026-11-28T11:00", True),
        ("DE", "Europe/Berlin", "2026-11-29T11:00", False),
        ("DE", "Europe/Berlin", "2026-12-25T11:00", False),
    ],
)
def test_lawful_hours_follow_the_country(country, zone, at, expected):
    person = PersonCalendar(ZoneInfo(zone), country)
    now = datetime.fromisoformat(at).replace(tzinfo=person.zone).astimezone(UTC)

    assert call_is_legal_at(now, person) is expected


def test_the_rest_of_a_regions_own_holiday_is_kept():
    """All Saints' Day, a Monday, is one in Bayern and none in Berlin."""
    at = datetime(2027, 11, 1, 10, tzinfo=UTC)
    zone = ZoneInfo("Europe/Berlin")

    assert not call_is_legal_at(at, PersonCalendar(zone, "DE", "BY"))
    assert call_is_legal_at(at, PersonCalendar(zone, "DE", "BE"))


def test_a_holiday_that_the_house_works_on_opens_no_hours_that_the_law_closes():
    christmas = date(2026, 12, 25)
    person = PersonCalendar(ZoneInfo("Europe/Paris"), "FR", changes=((christmas, ""),))

    assert legal_call_hours(christmas, person) == ()


@pytest.mark.parametrize(
    ("channel", "call_hour", "country", "opens", "closes"),
    [
        ("call", None, "IE", "08:30", "18:00"),
        ("call", None, "FR", "10:00", "18:00"),
        ("call", None, "ca", "09:00", "18:00"),
        ("call", time(9), "FR", "10:00", "18:00"),
        ("call", time(16), "FR", "16:00", "18:00"),
        ("email", None, "FR", "09:00", "17:30"),
        ("linkedin", time(16), "DE", "09:00", "17:30"),
    ],
)
def test_a_call_is_planned_for_hours_that_are_kind_and_lawful(
    channel, call_hour, country, opens, closes
):
    hours = hours_for(channel, call_hour, country)

    assert hours == Hours(time.fromisoformat(opens), time.fromisoformat(closes))


@pytest.mark.parametrize("country", [*LEGAL_WEEKS, "IE"])
def test_every_weekday_leaves_a_lawful_hour_among_the_kind_ones(country):
    monday = PersonCalendar(DUBLIN, country)
    hours = hours_for("call", None, country)

    lawful = legal_call_hours(date(2026, 11, 16), monday)
    assert any(hours.opens in each for each in lawful)
    assert hours.closes <= lawful[-1].closes


def test_a_day_without_a_lawful_hour_has_none():
    in_paris = PersonCalendar(ZoneInfo("Europe/Paris"), "FR")

    assert legal_call_hours(date(2026, 11, 29), in_paris) == ()


def test_a_window_keeps_its_wall_times_over_a_clock_change():
    hours = Hours(time(9), time(17, 30))

    before = window(date(2027, 3, 27), hours, DUBLIN)
    after = window(date(2027, 3, 28), hours, DUBLIN)

    assert before[0] == datetime(2027, 3, 27, 9, 0, tzinfo=UTC)
    assert after[0] == datetime(2027, 3, 28, 8, 0, tzinfo=UTC)
    assert (after[1] - after[0]).total_seconds() == 8.5 * 3600
