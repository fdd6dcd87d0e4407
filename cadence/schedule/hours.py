"""Hours in the person's own day: kind ones (quiet hours) and lawful ones (calls)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from cadence.schedule.calendars import PersonCalendar, is_public_holiday, named_by_calendar
from cadence.schedule.clock import local_to_utc

CALL: Final = "call"
SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class Hours:
    """From `opens` up to, not including, `closes`, on the person's clock."""

    opens: time
    closes: time

    def __contains__(self, at: time) -> bool:
        return self.opens <= at < self.closes


CALL_HOURS: Final = Hours(time(8, 30), time(18))
LETTER_HOURS: Final = Hours(time(9), time(17, 30))


@dataclass(frozen=True, slots=True)
class LegalWeek:
    """When a call to a stranger is lawful. `rest_days` covers Sundays and public holidays."""

    weekdays: tuple[Hours, ...]
    saturday: tuple[Hours, ...]
    rest_days: tuple[Hours, ...]


def _daily(opens: time, closes: time) -> LegalWeek:
    hours = (Hours(opens, closes),)
    return LegalWeek(hours, hours, hours)


# Cautious readings of rules made for calls to consumers (US: 47 CFR 64.1200; CA: CRTC unsolicited
# telecommunications rules; AU: Telemarketing Industry Standard 2017; FR: decree 2022-1313; GB: the marketers' own code).
# In Germany no statute names hours: the rest of Sundays and public holidays is kept, and custom.
# Elsewhere 8 to 21 is custom, not statute. Letters and pages may be read at any hour, and no law names one: theirs are the
# kind hours alone. Not legal advice.
ANYWHERE: Final = _daily(time(8), time(21))
LEGAL_WEEKS: Final = {
    "US": _daily(time(8), time(21)),
    "CA": LegalWeek(
        weekdays=(Hours(time(9), time(21, 30)),),
        saturday=(Hours(time(10), time(18)),),
        rest_days=(Hours(time(10), time(18)),),
    ),
    "GB": LegalWeek((Hours(time(8), time(21)),), (Hours(time(9), time(21)),), ()),
    "DE": LegalWeek((Hours(time(8), time(20)),), (Hours(time(8), time(20)),), ()),
    "AU": LegalWeek((Hours(time(9), time(20)),), (Hours(time(9), time(17)),), ()),
    "FR": LegalWeek((Hours(time(10), time(13)), Hours(time(14), time(20))), (), ()),
}


_KIND_AND_LAWFUL: Final = {
    country: Hours(
        max(CALL_HOURS.opens, week.weekdays[0].opens),
        min(CALL_HOURS.closes, week.weekdays[-1].closes),
    )
    for country, week in LEGAL_WEEKS.items()
}


def hours_for(channel: str, call_hour: time | None = None, country: str = "") -> Hours:
    """The kind hours of a channel on a weekday; for calls, those of them in which the country's law lets us ring.

    A call step may name the hour from which to ring, inside them.
    """
    if channel != CALL:
        return LETTER_HOURS
    usual = _KIND_AND_LAWFUL.get(country.upper(), CALL_HOURS)
    if call_hour is None or call_hour not in usual:
        return usual
    return Hours(call_hour, usual.closes)


def hours_open(channel: str, now: datetime, zone: ZoneInfo) -> bool:
    """Whether `now` is a kind time of day for this channel on the person's clock."""
    return now.astimezone(zone).time() in hours_for(channel)


@lru_cache(maxsize=16_384)
def window(day: date, hours: Hours, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants at which `hours` open and close on `day` in `zone`."""
    return local_to_utc(day, hours.opens, zone), local_to_utc(day, hours.closes, zone)


def for_calls(person: PersonCalendar) -> PersonCalendar:
    """A holiday on which the house works stays a day off for calls, where the law lets nobody be rung on it."""
    if LEGAL_WEEKS.get(person.country.upper(), ANYWHERE).rest_days:
        return person
    return replace(person, changes=tuple(each for each in person.changes if each[1]))


def call_is_legal_at(now: datetime, person: PersonCalendar) -> bool:
    """Whether the law of the person's country lets us ring them at `now`."""
    local = now.astimezone(person.zone)
    return any(local.time() in hours for hours in legal_call_hours(local.date(), person))


def legal_call_hours(day: date, person: PersonCalendar) -> tuple[Hours, ...]:
    """The lawful hours of one day, in order; empty when no call is lawful on it."""
    week = LEGAL_WEEKS.get(person.country.upper(), ANYWHERE)
    if day.weekday() == SUNDAY or _is_kept_or_named(day, person):
        return week.rest_days
    return week.saturday if day.weekday() == SATURDAY else week.weekdays


def _is_kept_or_named(day: date, person: PersonCalendar) -> bool:
    """The law keeps its holidays whatever the house does on them; what the house adds, it adds for calls, too."""
    is_named = named_by_calendar(day, person.country, person.subdivision)
    return bool(is_named) or is_public_holiday(day, person)
