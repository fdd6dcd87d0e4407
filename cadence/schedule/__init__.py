"""The calendar of the method: pure functions, no Django, `now` is always an argument."""

from cadence.schedule.calendars import (
    Cause,
    Day,
    DaysOff,
    PersonCalendar,
    RepCalendar,
    is_working_day,
    knows_holidays_of,
    why_not,
)
from cadence.schedule.clock import local_day, local_to_utc
from cadence.schedule.due import Due, Terms, due, earliest_for_company, first_try
from cadence.schedule.hours import (
    CALL_HOURS,
    LETTER_HOURS,
    Hours,
    call_is_legal_at,
    hours_for,
    hours_open,
    legal_call_hours,
    window,
)

__all__ = [
    "CALL_HOURS",
    "LETTER_HOURS",
    "Cause",
    "Day",
    "DaysOff",
    "Due",
    "Hours",
    "PersonCalendar",
    "RepCalendar",
    "Terms",
    "call_is_legal_at",
    "due",
    "earliest_for_company",
    "first_try",
    "hours_for",
    "hours_open",
    "is_working_day",
    "knows_holidays_of",
    "legal_call_hours",
    "local_day",
    "local_to_utc",
    "why_not",
    "window",
]
