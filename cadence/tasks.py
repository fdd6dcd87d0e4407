"""The bells. Each task asks the database what is due and calls one service; none carries work.

Losing, doubling or reordering any of them changes nothing but latency.
"""

from celery import shared_task
from django.utils import timezone

from cadence.services import drafting, planning, polling, reaping, rounds


@shared_task(name="cadence.tasks.plan_due")
def plan_due() -> int:
    return rounds.until_done(planning.plan_due, now=timezone.now)


@shared_task(name="cadence.tasks.draft_due")
def draft_due() -> int:
    return rounds.until_done(drafting.draft_due, now=timezone.now)


@shared_task(name="cadence.tasks.poll_mailboxes")
def poll_mailboxes() -> int:
    return polling.poll_mailboxes(timezone.now())


@shared_task(name="cadence.tasks.reap")
def reap() -> int:
    return reaping.reap(timezone.now())
