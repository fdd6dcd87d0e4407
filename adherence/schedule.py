"""Weeks, and the working time between two moments. Pure: no Django, every moment is an argument."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from cadence.schedule import RepCalendar, is_working_day, local_day, local_to_utc

A_WEEK = timedelta(days=7)
NAME = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
FIRST, LAST = date(2000, 1, 3), date(2999, 12, 30)

type Hours = Mapping[int, tuple[time, time]]


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """Monday to Sunday; `name` is how ISO 8601 and the address bar call it: 2026-W47."""

    monday: date

    @classmethod
    def of(cls, at: datetime, zone: ZoneInfo) -> Self:
        day = local_day(at, zone)
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def named(cls, name: str) -> Self | None:
        """None for what is no week of these centuries."""
        found = NAME.fullmatch(name)
        if found is None:
            return None
        try:
            monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        except ValueError:
            return None
        return cls(monday) if FIRST <= monday <= LAST else None

    @property
    def name(self) -> str:
        year, number, _day = self.monday.isocalendar()
        return f"{year}-W{number:02}"

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def before(self) -> Self:
        return type(self)(self.monday - A_WEEK)

    @property
    def after(self) -> Self:
        return type(self)(self.monday + A_WEEK)

    def span(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """From its first instant to the first of the next, on a wall in this zone."""
        return (
            local_to_utc(self.monday, time.min, zone),
            local_to_utc(self.after.monday, time.min, zone),
        )


def working_time(start: datetime, end: datetime, calendar: RepCalendar, hours: Hours) -> timedelta:
    """How much of the time between was somebody's working time: their hours, days off left out."""
    worked = timedelta()
    day, last = local_day(start, calendar.zone), local_day(end, calendar.zone)
    while day <= last:
        if day.weekday() in hours and is_working_day(day, calendar):
            opens, closes = (local_to_utc(day, at, calendar.zone) for at in hours[day.weekday()])
            worked += max(timedelta(), min(end, closes) - max(start, opens))
        day += timedelta(days=1)
    return worked


def median(spans: list[timedelta]) -> timedelta | None:
    """The one in the middle; of two in the middle, what lies between them."""
    if not spans:
        return None
    ordered, middle = sorted(spans), len(spans) // 2
    if len(spans) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


@dataclass(frozen=True, slots=True)
class Period:
    """So many weeks on end; the last is `last`, and may not be over."""

    last: Week
    weeks: int

    @property
    def first(self) -> Week:
        return Week(self.last.monday - (self.weeks - 1) * A_WEEK)

    @property
    def before(self) -> Self:
        """As many weeks, up to this period's first."""
        return type(self)(self.first.before, self.weeks)
