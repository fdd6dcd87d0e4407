"""The bells of the counting. Losing, doubling or reordering any of them changes nothing but latency."""

from celery import shared_task

from adherence.services import counting, drawing, rolling_up, sweeping
from cadence.services import clock, rounds
from prospects.services import forgetting
from team.services import verifying


@shared_task(name="adherence.tasks.roll_up")
def roll_up() -> int:
    return rounds.until_done(rolling_up.count_changed, now=clock.now, limit=rolling_up.BATCH)


@shared_task(name="adherence.tasks.recount")
def recount() -> int:
    return rolling_up.recount_when_due(clock.now())


@shared_task(name="adherence.tasks.count_gaps")
def count_gaps() -> int:
    return counting.keep_ledger(clock.now)


@shared_task(name="adherence.tasks.sweep")
def sweep() -> int:
    return sweeping.sweep_due() + forgetting.forget_files()


@shared_task(name="adherence.tasks.draw")
def draw() -> int:
    return drawing.draw_due(clock.now())


@shared_task(name="adherence.tasks.verify_account")
def verify_account() -> int:
    return verifying.look_when_due(clock.now())
