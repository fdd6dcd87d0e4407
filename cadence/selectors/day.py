"""The rep's own day: where it begins and ends on the clock that everybody shares."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from team.models import User


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    begins_at: datetime
    ends_at: datetime
    now: datetime


def day_of(user: User, at: datetime) -> Day:
    today = at.astimezone(user.zone).date()
    midnight = datetime.combine(today, time.min, tzinfo=user.zone)
    next_midnight = datetime.combine(today + timedelta(days=1), time.min, tzinfo=user.zone)
    return Day(on=today, begins_at=midnight, ends_at=next_midnight, now=at)
