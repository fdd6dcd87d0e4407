"""The bells. Each task asks the database what is due, by the database's clock, and calls one service; none carries work.

Losing, doubling or reordering any of them changes nothing but latency.
"""

from celery import shared_task

from cadence.services import (
    clock,
    covering,
    drafting,
    planning,
    polling,
    reaping,
    replanning,
    rounds,
    warming,
)


@shared_task(name="cadence.tasks.plan_due")
def plan_due() -> int:
    return rounds.until_done(planning.plan_due, now=clock.now, limit=planning.BATCH)


@shared_task(name="cadence.tasks.replan_changed")
def replan_changed() -> int:
    edited = rounds.until_done(replanning.replan_edited, now=clock.now)
    return edited + rounds.until_done(replanning.replan_changed, now=clock.now)


@shared_task(name="cadence.tasks.wait_for_introductions")
def wait_for_introductions() -> int:
    return rounds.until_done(warming.wait_for_introductions, now=clock.now)


@shared_task(name="cadence.tasks.keep_covers")
def keep_covers() -> int:
    return rounds.until_done(covering.keep_covers, now=clock.now)


@shared_task(name="cadence.tasks.draft_due")
def draft_due() -> int:
    return rounds.until_done(drafting.draft_due, now=clock.now, limit=drafting.BATCH)


@shared_task(name="cadence.tasks.poll_mailboxes")
def poll_mailboxes() -> int:
    return polling.poll_mailboxes(clock.now())


@shared_task(name="cadence.tasks.reap")
def reap() -> int:
    return reaping.reap()
