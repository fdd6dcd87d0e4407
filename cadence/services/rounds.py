"""Repeat a batch until nothing is left to do, for a bounded time: the next bell goes on."""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Protocol

BATCH = 200
LONGEST = timedelta(seconds=15)


class Step(Protocol):
    """A service that takes up to `limit` rows and says how many it looked at."""

    def __call__(self, at: datetime, *, limit: int) -> int: ...


def until_done(step: Step, *, now: Callable[[], datetime], limit: int = BATCH) -> int:
    """Run the step, each time in its own transaction, until a batch comes back short.

    Stops after LONGEST, so that a bell never rings into the one after it for long.
    """
    began, looked_at = monotonic(), 0
    while True:
        taken = step(now(), limit=limit)
        looked_at += taken
        if taken < limit or monotonic() - began > LONGEST.total_seconds():
            return looked_at
