"""The bells of the clock: how often each rings, when it was last heard, and whether it is late."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils.functional import cached_property

# The process of Monday letters rings for itself.
MONDAY = "monday"
MONDAY_TICK = timedelta(minutes=1)
# A bell that was missed this often is no hiccup.
TICKS = 5
HEARD = """
INSERT INTO operations_heartbeat (name, last_ok_at) VALUES (%s, clock_timestamp())
ON CONFLICT (name) DO UPDATE SET last_ok_at = excluded.last_ok_at
"""


@dataclass(frozen=True, slots=True)
class Bell:
    """`heard_at` is None for one that never was; it is then late by when the installation was last migrated."""

    name: str
    every: timedelta
    heard_at: datetime | None
    age: timedelta

    @property
    def is_late(self) -> bool:
        return self.age > TICKS * self.every


@dataclass(frozen=True)
class Bells:
    all: tuple[Bell, ...]

    @cached_property
    def late(self) -> list[Bell]:
        return [bell for bell in self.all if bell.is_late]

    @property
    def is_silent(self) -> bool:
        """None is heard in time: the worker, the beat or the broker is away, not one bell's work."""
        return len(self.late) == len(self.all)

    def longest(self) -> timedelta:
        return max((bell.age for bell in self.late), default=timedelta(0))


def note(name: str) -> None:
    """This bell was heard to its end, now, by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute(HEARD, [name])


def bells() -> Bells:
    """All bells of the schedule, most often rung first. One query for those heard, one more where one never was."""
    now, rows = _heard()
    schedule = _schedule()
    begun = now if schedule.keys() <= rows.keys() else _last_migrated() or now
    ordered = sorted(schedule.items(), key=lambda each: (each[1], each[0]))
    return Bells(
        tuple(
            Bell(name, every, rows.get(name), now - rows.get(name, begun))
            for name, every in ordered
        )
    )


def _heard() -> tuple[datetime, dict[str, datetime]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clock_timestamp(), name, last_ok_at FROM (SELECT) one LEFT JOIN operations_heartbeat ON true"
        )
        found: list[tuple[datetime, str | None, datetime]] = cursor.fetchall()
    return found[0][0], {name: heard_at for _now, name, heard_at in found if name is not None}


def _last_migrated() -> datetime | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(applied) FROM django_migrations")
        row = cursor.fetchone()
    return row[0] if row else None


def _schedule() -> dict[str, timedelta]:
    """Each task by the most frequent bell that rings for it."""
    from config.celery import app

    ticks: dict[str, timedelta] = {}
    if settings.MONDAY_LETTERS or settings.PROCESS == MONDAY:
        ticks[MONDAY] = MONDAY_TICK
    for entry in app.conf.beat_schedule.values():
        name = short(entry["task"])
        ticks[name] = min(entry["schedule"], ticks.get(name, entry["schedule"]))
    return ticks


def short(task: str) -> str:
    """`cadence.tasks.plan_due` is the bell `plan_due`."""
    return task.rpartition(".")[2]
