"""A cold try waits while somebody may introduce us; it comes back with the answer, or after seven days."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from cadence import schedule
from cadence.enums import GapCause
from cadence.models import Enrollment, Reply, Touch
from cadence.policies.warmth import NO_PERSON
from cadence.services import planning
from research.models import Introduction


def wait_for_introductions(at: datetime, *, limit: int = 200) -> int:
    """Move up to `limit` tries behind the wait, and as many back from it; how many were moved.

    A try that waits is due on the first day after the wait that suits both sides, and those days
    are the introduction's. Once nothing keeps it, it is planned anew. What another clock or a rep
    holds at this moment is passed over.
    """
    return _put_off(at, limit) + _bring_back(at, limit)


@transaction.atomic
def _put_off(at: datetime, limit: int) -> int:
    asked = Introduction.objects.waited_for(at)
    longest = asked.filter(prospect=OuterRef("prospect")).order_by("-waits_until")
    talks = Reply.objects.filter(prospect=OuterRef("prospect")).exclude(kind__in=NO_PERSON)
    cold = (
        Touch.objects.open()
        .steps()
        .filter(~Exists(talks), prospect__in=asked.values("prospect"), promised_at=None)
        .annotate(waits_until=Subquery(longest.values("waits_until")[:1]))
        .filter(due_at__lt=F("waits_until"))
    )
    held = _held(cold, limit)
    if not held:
        return 0
    batch = planning.batch_of([touch.enrollment for touch in held], at)
    for touch in held:
        until: datetime = touch.waits_until  # type: ignore[attr-defined]
        due = _after(touch, until, batch)
        planning.move(touch, due, due_at=max(due.opens_at, until), cause=GapCause.INTRODUCTION)
    return len(held)


@transaction.atomic
def _bring_back(at: datetime, limit: int) -> int:
    asked = Introduction.objects.waited_for(at).filter(prospect=OuterRef("prospect"))
    freed = Touch.objects.open().steps().filter(gap_cause=GapCause.INTRODUCTION, due_at__gt=at)
    held = _held(freed.filter(~Exists(asked)), limit)
    if not held:
        return 0
    batch = planning.batch_of([touch.enrollment for touch in held], at)
    return sum(_plan_anew(touch, batch) for touch in held)


def _held(touches: QuerySet[Touch], limit: int) -> list[Touch]:
    """These tries under their enrollments' locks, which everybody takes first."""
    wanted = touches.order_by("due_at").values_list("enrollment", flat=True)[:limit]
    locked = (
        Enrollment.objects.select_for_update(skip_locked=True)
        .filter(pk__in=list(wanted))
        .values_list("pk", flat=True)
    )
    related = ("enrollment__prospect__company", "step")
    return list(touches.filter(enrollment__in=list(locked)).select_related(*related))


def _after(touch: Touch, until: datetime, batch: planning.Batch) -> schedule.Due:
    """The first day that suits both sides and is not over when the wait is."""
    for start in (until, until + timedelta(days=1)):
        due = planning.first_day_of(touch.enrollment, touch.planned_step, replace(batch, at=start))
        if due.closes_at > until:
            break
    return due


def _plan_anew(touch: Touch, batch: planning.Batch) -> int:
    """Where the wait made it late, the days stay the introduction's, and it is due on the first one from now on."""
    due = planning.due_of(touch.enrollment, touch.planned_step, batch)
    late = due.cause is schedule.Cause.LATE
    if due.closes_at <= batch.at:
        due = planning.first_day_of(touch.enrollment, touch.planned_step, batch)
        due = replace(due, deadline_day=due.day)
    if due.opens_at >= touch.due_at:
        return 0
    cause = GapCause.INTRODUCTION if late else planning.cause_of(due)
    planning.move(touch, due, due_at=due.opens_at, cause=cause, deadline=due.deadline_day)
    return 1
