"""One worker process at its bell, with the worker's own role: `python -m bench.world.tick plan`.

It says when it is ready, waits for a line, rings until nothing is left to do, and prints how that went as JSON.
"""

import json
import sys
from collections.abc import Callable
from datetime import datetime
from time import perf_counter, time
from unittest.mock import patch

import django

from bench.world.memory import peak_memory


class Step:
    """A service that counts, and knows how long its longest batch took."""

    def __init__(self, service: Callable[..., int]) -> None:
        self.service, self.longest, self.done = service, 0.0, 0

    def __call__(self, at: datetime, *, limit: int) -> int:
        started = perf_counter()
        taken = self.service(at, limit=limit)
        self.longest = max(self.longest, perf_counter() - started)
        self.done += taken
        return taken


def main(bell: str) -> None:
    from cadence import tasks
    from cadence.services import drafting, planning
    from config.celery import give_way

    module, name, ring = {
        "plan": (planning, "plan_due", tasks.plan_due),
        "draft": (drafting, "draft_due", tasks.draft_due),
    }[bell]
    import holidays.countries  # noqa: F401  a worker that has planned before has loaded them

    give_way()
    step, ticks = Step(getattr(module, name)), 0
    idle = peak_memory(forget=True)
    print("ready", flush=True)
    sys.stdin.readline()
    began = ended = time()
    with patch.object(module, name, step):
        while ring():
            ticks += 1
            ended = time()
    told = {"began": began, "ended": ended, "ticks": ticks, "done": step.done}
    told |= {"longest": step.longest * 1_000, "memory": (peak_memory() - idle) / 1_024}
    print(json.dumps(told))


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1])
