"""When someone works, as the settings page shows it."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from team.models import User

FIRST, LAST = time(9), time(17, 30)
_USUAL_DAYS = range(5)


@dataclass(frozen=True)
class Day:
    weekday: int
    works: bool
    start: time
    end: time


def week_of(user: User) -> list[Day]:
    """Monday to Sunday. Without rows of their own, someone works Monday to Friday."""
    kept = {row.weekday: row for row in user.working_hours.all()}
    return [
        Day(day, day in kept, kept[day].start, kept[day].end)
        if day in kept
        else Day(day, not kept and day in _USUAL_DAYS, FIRST, LAST)
        for day in range(7)
    ]


def days_of(user: User) -> list[dict[str, Any]]:
    """The same week, as the form of it begins."""
    return [{"works": day.works, "start": day.start, "end": day.end} for day in week_of(user)]
