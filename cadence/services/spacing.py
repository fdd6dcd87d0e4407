"""What one of us wrote by hand is contact: tries to colleagues at that company keep their distance to it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from cadence.enums import GapCause
from cadence.models import Enrollment, Touch
from cadence.schedule import local_day
from cadence.services import planning
from prospects.models import Prospect
from team.models import Policy


def keep_distance(written_to: Collection[Prospect], moment: datetime, *, at: datetime) -> int:
    """Move the open tries of their colleagues that stand too close to a mail of that `moment`; how many were moved.

    Runs inside the caller's transaction, after the mail was written down. No try is moved past its day seven, and
    none that was promised. An old mail, of which a mailbox brings many at first, moves nothing.
    """
    apart = timedelta(days=Policy.current().days_between_colleagues)
    if not written_to or at - moment > apart:
        return 0
    close = [
        touch for touch in _tries_of_colleagues(written_to) if _is_close(touch, moment, apart, at)
    ]
    if not close:
        return 0
    batch = planning.batch_of([touch.enrollment for touch in close], at)
    return sum(_move_away(touch, batch) for touch in close)


def _tries_of_colleagues(written_to: Collection[Prospect]) -> list[Touch]:
    """Under their enrollments' locks, which everybody takes first and in this order."""
    companies = {each.company_id for each in written_to}
    running = (
        Enrollment.objects.planned()
        .filter(prospect__company__in=companies)
        .exclude(prospect__in=[each.pk for each in written_to])
    )
    locked = running.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True)
    tries = Touch.objects.open().steps().filter(enrollment__in=list(locked), promised_at=None)
    return list(tries.select_related("enrollment__prospect__company", "step"))


def _is_close(touch: Touch, moment: datetime, apart: timedelta, at: datetime) -> bool:
    """Counted in days where the person lives, from the day on which the try would be made."""
    zone = touch.enrollment.prospect.zone
    day = max(touch.moved_on or touch.due_on, local_day(at, zone))
    return abs(day - local_day(moment, zone)) < apart


def _move_away(touch: Touch, batch: planning.Batch) -> bool:
    """A try whose day seven leaves no other day stays."""
    due = planning.due_of(touch.enrollment, touch.planned_step, batch)
    if not touch.due_on < due.day <= touch.deadline_on:
        return False
    planning.move(touch, due, due_at=due.opens_at, cause=GapCause.COLLEAGUE)
    return True
