"""When people begin: a few on each of the rep's working days."""

from collections.abc import Mapping
from datetime import date, timedelta

from cadence.schedule.calendars import RepCalendar, is_working_day

FURTHEST_DAYS = 1096


def start_days(
    people: int, pace: int, rep: RepCalendar, first: date, begun: Mapping[date, int]
) -> list[date]:
    """The day on which each of so many people begins: `pace` on every working day from `first` on.

    Whoever begins on such a day already (`begun`) counts with them. What three years do not hold begins at their end.
    """
    starts: list[date] = []
    for ahead in range(FURTHEST_DAYS):
        day = first + timedelta(days=ahead)
        if len(starts) >= people:
            break
        if is_working_day(day, rep):
            starts += [day] * (pace - begun.get(day, 0))
    rest = people - len(starts)
    return starts[:people] + [first + timedelta(days=FURTHEST_DAYS)] * rest
