"""Ways of people through a cadence of letters by post, tried on chosen days, and the ledger the worker keeps of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from threading import current_thread, main_thread
from typing import Any

from django.db import connections

from adherence.models import GapDay
from adherence.services import counting
from cadence.models import Enrollment, Touch
from cadence.services import enrolling, logging, planning
from prospects.enums import Channel
from team.models import User
from tests import journeys
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.times import NOW


@contextmanager
def worker() -> Iterator[None]:
    """What is done inside, the worker's role does."""
    web, worker = connections["default"], connections["worker"]
    connections["default"] = worker
    try:
        yield
    finally:
        connections["default"] = web
        if current_thread() is not main_thread():
            worker.close()


def count(at: datetime) -> int:
    """The bell rings; how many were counted."""
    with worker():
        return counting.keep_ledger(lambda: at)


def begun(
    rep: User | None = None, *, channels: tuple[Channel, ...] = (), **fields: Any
) -> Enrollment:
    """Somebody in a cadence of twelve letters by post, four days apart."""
    version = published_version(channels=channels or (Channel.POST,))
    person = journeys.researched(rep, **fields)
    return enrolling.enroll(person, version, by=person.owner, at=NOW)


def tried(clock: Clock, enrollment: Enrollment, *days: int) -> Enrollment:
    """A letter posted on each of these days after NOW, at NOW's hour."""
    for day in days:
        at = clock.move(NOW + timedelta(days=day))
        touch = open_try(enrollment, at)
        logging.log_post(touch, by=touch.owner, at=at, posted_on=at.date())
    enrollment.refresh_from_db()
    return enrollment


def open_try(enrollment: Enrollment, at: datetime) -> Touch:
    planning.plan_due(at)
    return Touch.objects.open().steps().select_related("owner").get(enrollment=enrollment)


def day(number: int) -> date:
    return (NOW + timedelta(days=number)).date()


def written(enrollment: Enrollment) -> dict[int, str]:
    """By day after NOW, the cause that the ledger gives."""
    rows = GapDay.objects.filter(enrollment=enrollment)
    return {(row.day - NOW.date()).days: row.cause for row in rows.order_by("day")}
