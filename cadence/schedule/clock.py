"""One place turns a wall clock into an instant."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_SECOND = timedelta(seconds=1)


def local_to_utc(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant when a clock in `zone` shows `at` on `day`.

    Total: a time the clock skips becomes the first instant after the gap; a time it shows
    twice is the first of the two. (Postgres takes the second, so never convert in SQL.)
    """
    wall = datetime.combine(day, at.replace(tzinfo=None))
    instant = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall:
        return instant
    return _first_instant_after_gap(wall, zone)


def local_day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def _first_instant_after_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    """Inside a gap the two folds use the offsets of either side; the change lies between."""
    folds = [wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    before, after = min(folds), max(folds)
    offset = before.astimezone(zone).utcoffset()
    while after - before > ONE_SECOND:
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
