"""Six planners that are killed at random: `python -m tests.proof.planner_pool`, as the worker role.

Django is set up once and each planner is a fork, as in a worker's pool, so that a life of a second is spent planning.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable

from config.embedded.processes import tie_to_parent

PLANNERS = 6
BETWEEN_KILLS = 0.15
REST = 0.05


def run(ring: Callable[[], int]) -> None:
    """Until somebody ends us: kill any planner, put a new one in its place, say so by a dot."""
    planners = [_fork(ring) for _each in range(PLANNERS)]
    while True:
        time.sleep(BETWEEN_KILLS)
        unlucky = random.randrange(PLANNERS)
        os.kill(planners[unlucky], signal.SIGKILL)
        os.waitpid(planners[unlucky], 0)
        planners[unlucky] = _fork(ring)
        sys.stdout.write(".\n")
        sys.stdout.flush()


def _fork(ring: Callable[[], int]) -> int:
    """A planner that is rung for ever, as the worker's task is by the clock."""
    child = os.fork()
    if child:
        return child
    tie_to_parent(signal.SIGKILL)
    while True:
        if not ring():
            time.sleep(REST)


if __name__ == "__main__":
    import django

    from config import celery  # noqa: F401 - it arms the tripwire, as in every worker

    django.setup()

    from django.utils import timezone

    from cadence.schedule.calendars import named_by_calendar
    from cadence.tasks import plan_due

    # The calendars take longer to load than a planner here lives.
    for country in ("IE", "GB", "DE", "US"):
        named_by_calendar(timezone.now().date(), country)
    run(plan_due)
