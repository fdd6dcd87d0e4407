from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.schedule import local_day, local_to_utc

ZONES = sorted(zone for zone in available_timezones() if zone != "localtime")
zones = st.sampled_from(ZONES).map(ZoneInfo)
days = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("America/New_York", "2027-03-14", "02:30", "2027-03-14T07:00:00+00:00"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30:00+00:00"),
        ("Europe/Berlin", "2027-03-28", "02:30", "2027-03-28T01:00:00+00:00"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30:00+00:00"),
        ("Pacific/Apia", "2011-12-30", "09:00", "2011-12-30T10:00:00+00:00"),
        ("Asia/Kathmandu", "2026-11-23", "09:00", "2026-11-23T03:15:00+00:00"),
    ],
)
def test_a_wall_time_becomes_the_instant_we_promised(zone, day, at, expected):
    instant = local_to_utc(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo(zone))

    assert instant.isoformat() == expected


@given(days, st.times(), zones)
def test_every_wall_time_in_every_zone_has_one_instant_near_it(day, at, zone):
    instant = local_to_utc(day, at, zone)

    shown = instant.astimezone(zone).replace(tzinfo=None)
    wall = datetime.combine(day, at)
    assert instant.tzinfo is UTC
    assert shown >= wall
    assert shown - wall <= timedelta(days=1)
    assert local_to_utc(day, at, zone) == instant


@given(days, st.times(), st.timedeltas(timedelta(0), timedelta(days=2)), zones)
def test_a_later_wall_time_after_a_change_is_never_an_earlier_instant(day, at, later, zone):
    wall = datetime.combine(day, at)
    next_wall = wall + later
    first = local_to_utc(day, at, zone)
    second = local_to_utc(next_wall.date(), next_wall.time(), zone)

    went_back = first.astimezone(zone).utcoffset() > second.astimezone(zone).utcoffset()
    assert second >= first or went_back


@given(days, st.times(), zones)
def test_a_time_shown_twice_is_the_first_of_the_two(day, at, zone):
    instant = local_to_utc(day, at, zone)

    for minutes in (30, 60, 120):
        earlier = instant - timedelta(minutes=minutes)
        shown = earlier.astimezone(zone).replace(tzinfo=None)
        assert shown != datetime.combine(day, at)


def test_the_day_is_the_persons_and_not_ours():
    late = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)

    assert local_day(late, ZoneInfo("Asia/Tokyo")) == date(2026, 11, 24)
    assert local_day(late, ZoneInfo("America/Denver")) == date(2026, 11, 23)
