"""The calendar of the method: pure functions, no Django, `now` is always an argument."""

from cadence.schedule.ahead import FURTHEST_AHEAD, days_that_suit
from cadence.schedule.calendars import (
    ENGLISH,
    Cause,
    Day,
    PersonCalendar,
    RepCalendar,
    holidays_of,
    is_public_holiday,
    is_working_day,
    knows_holidays_of,
    language_of,
    named_by_calendar,
    why_not,
)
from cadence.schedule.clock import local_day, local_to_utc
from cadence.schedule.due import Cover, Due, Terms, due, earliest_for_company, first_try
from cadence.schedule.hours import (
    CALL_HOURS,
    LETTER_HOURS,
    Hours,
    call_is_legal_at,
    for_calls,
    hours_for,
    hours_open,
    legal_call_hours,
    window,
)
from cadence.schedule.house import Changes, DaysOff, House, HouseHoliday
from cadence.schedule.pace import start_days
from cadence.schedule.walk import Leg, Way, gap_days, legs_of, walk

__all__ = [
    "CALL_HOURS",
    "ENGLISH",
    "FURTHEST_AHEAD",
    "LETTER_HOURS",
    "Cause",
    "Changes",
    "Cover",
    "Day",
    "DaysOff",
    "Due",
    "Hours",
    "House",
    "HouseHoliday",
    "Leg",
    "PersonCalendar",
    "RepCalendar",
    "Terms",
    "Way",
    "call_is_legal_at",
    "days_that_suit",
    "due",
    "earliest_for_company",
    "first_try",
    "for_calls",
    "gap_days",
    "holidays_of",
    "hours_for",
    "hours_open",
    "is_public_holiday",
    "is_working_day",
    "knows_holidays_of",
    "language_of",
    "legal_call_hours",
    "legs_of",
    "local_day",
    "local_to_utc",
    "named_by_calendar",
    "start_days",
    "walk",
    "why_not",
    "window",
]
