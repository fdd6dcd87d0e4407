"""Which days a person or a rep works: weekends, public holidays and days off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cadence.schedule.house import Changes, DaysOff

if TYPE_CHECKING:
    from holidays import HolidayBase

SATURDAY = 5
ENGLISH = "en_US"


class Cause(StrEnum):
    """Why a try is not planned for the day its step asks for."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PERSON_AWAY = "person_away"
    REP_DAY_OFF = "rep_day_off"
    REP_HOLIDAY = "rep_holiday"
    TIME_OFF = "time_off"
    CLOSURE = "closure"
    COLLEAGUE = "colleague"
    BY_HAND = "by_hand"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Day:
    """A day nobody works, and why. `note` is the holiday's or the closure's own name, where there is one."""

    cause: Cause
    note: str = ""


@dataclass(frozen=True, slots=True)
class PersonCalendar:
    """The prospect's days: the week and holidays of their country as the house keeps them, and days they are away."""

    zone: ZoneInfo
    country: str = ""
    subdivision: str = ""
    days_off: tuple[DaysOff, ...] = ()
    changes: Changes = ()


@dataclass(frozen=True, slots=True)
class RepCalendar:
    """The rep's days: the weekdays they work, holidays of their country as the house keeps them, time off, and closures."""

    zone: ZoneInfo
    country: str = ""
    subdivision: str = ""
    weekdays: frozenset[int] = frozenset(range(SATURDAY))
    time_off: tuple[DaysOff, ...] = ()
    closures: tuple[DaysOff, ...] = ()
    changes: Changes = ()

    @property
    def holidays_and_days_off(self) -> tuple[str, str, list[DaysOff]]:
        """What says when they do not work, beside their weekdays and the house's days: equal for equal days, in whatever order these were read."""
        return self.country, self.subdivision, _in_order(self.time_off)


def _in_order(spans: Iterable[DaysOff]) -> list[DaysOff]:
    return sorted(spans, key=lambda span: (span.first, span.last))


def is_working_day(day: date, calendar: PersonCalendar | RepCalendar) -> bool:
    return why_not(day, calendar) is None


def why_not(day: date, calendar: PersonCalendar | RepCalendar) -> Day | None:
    """Why nobody works on `day` in this calendar, or None when they do."""
    if isinstance(calendar, RepCalendar):
        return _why_rep_is_off(day, calendar)
    if any(day in span for span in calendar.days_off):
        return Day(Cause.PERSON_AWAY)
    return _days_off(calendar, day.year).get(day)


def is_public_holiday(day: date, calendar: PersonCalendar | RepCalendar) -> bool:
    """Whether the day is a public holiday there, also where it falls on a weekend."""
    changed = dict(calendar.changes)
    if day in changed:
        return bool(changed[day])
    return bool(named_by_calendar(day, calendar.country, calendar.subdivision))


def named_by_calendar(
    day: date, country: str, subdivision: str = "", language: str = ENGLISH
) -> str:
    """The name of a public holiday there, whether the house keeps it or not; "" on any other day."""
    return _public_holidays(country.upper(), subdivision, day.year, language).get(day, "")


def holidays_of(
    country: str, subdivision: str, year: int, language: str = ENGLISH
) -> list[tuple[date, str]]:
    """The public holidays that the calendar names there in one year, in order, each with its name."""
    return sorted(_public_holidays(country.upper(), subdivision, year, language).items())


@lru_cache(maxsize=1024)
def language_of(country: str, spoken: str) -> str:
    """In which language its calendar names its days to whoever speaks this one: that, where it can, or else English."""
    import holidays

    known = holidays.list_localized_countries().get(country.upper(), ())
    return spoken if spoken in known else ENGLISH


def knows_holidays_of(country: str) -> bool:
    """Whether the library has a calendar of this country; else only its weekend is known."""
    import holidays

    return country.upper() in holidays.list_supported_countries()


def _why_rep_is_off(day: date, calendar: RepCalendar) -> Day | None:
    if any(day in span for span in calendar.time_off):
        return Day(Cause.TIME_OFF)
    for closure in calendar.closures:
        if day in closure:
            return Day(Cause.CLOSURE, closure.name)
    # A week without any working day would leave a try without a day; the usual week stands in.
    if day.weekday() not in (calendar.weekdays or frozenset(range(SATURDAY))):
        return Day(Cause.REP_DAY_OFF)
    off = _days_off(calendar, day.year).get(day)
    if off is None or off.cause is Cause.WEEKEND:
        return None  # the rep's own weekdays decide about weekends
    return Day(Cause.REP_HOLIDAY, off.note)


def _days_off(calendar: PersonCalendar | RepCalendar, year: int) -> Mapping[date, Day]:
    return _days_off_in(calendar.country, calendar.subdivision, calendar.changes, year)


@lru_cache(maxsize=4096)
def _days_off_in(country: str, subdivision: str, changes: Changes, year: int) -> Mapping[date, Day]:
    """Weekends and public holidays of one year, worked out once and then only read."""
    public, changed = _public_holidays(country.upper(), subdivision, year), dict(changes)
    days = (date(year, 1, 1) + timedelta(days=ordinal) for ordinal in range(_length_of(year)))
    return {day: off for day in days if (off := _off(day, public, changed)) is not None}


def _length_of(year: int) -> int:
    return date(year, 12, 31).timetuple().tm_yday


def _off(day: date, public: "HolidayBase", changed: Mapping[date, str]) -> Day | None:
    """A weekend goes before a holiday. Some weekends are worked instead of another day, unless the house adds them as days off."""
    if public.is_weekend(day):
        works = public.is_working_day(day) and not changed.get(day)
        return None if works else Day(Cause.WEEKEND)
    name = changed[day] if day in changed else public.get(day, "")
    return Day(Cause.HOLIDAY, name) if name else None


@lru_cache(maxsize=4096)
def _public_holidays(
    country: str, subdivision: str, year: int, language: str = ENGLISH
) -> "HolidayBase":
    """One year of one country, filled once and then only read.

    An unknown region falls back to its country; a country the library lacks has the weekend of
    Saturday and Sunday and no holidays.
    """
    # Half a second to import, so only where a plan is made.
    import holidays

    for region in (subdivision or None, None):
        try:
            return holidays.country_holidays(
                country, subdiv=region, years=year, expand=False, language=language
            )
        except NotImplementedError:
            continue
    return holidays.HolidayBase(years=year, expand=False)
