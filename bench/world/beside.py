"""Make a world, ring the bells in worker processes, and open a rep's queue some times a second beside them.

Ten a second is a team of three hundred who each open it every half minute.

`python -m bench.world.beside ENROLLMENTS PAGES` prints what was measured as JSON, with so many pages a second, or none at 0. The
benchmark `clock` calls it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from time import sleep
from typing import Any

import django

from bench.world.table import Times, milliseconds
from tests import stand

IDLE_ROUNDS, PROCESSES = 100, 2


class Worker:
    """A worker process that has made itself ready for its bell."""

    def __init__(self, bell: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.world.tick", bell],
            env=stand.environment_of("worker", os.environ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.to, self.told = self.process.stdin, self.process.stdout
        self.told.readline()

    def ring(self) -> None:
        self.to.write("now\n")
        self.to.flush()

    @property
    def is_at_work(self) -> bool:
        return self.process.poll() is None

    def result(self) -> dict[str, Any]:
        told, _ = self.process.communicate()
        result: dict[str, Any] = json.loads(told)
        return result


def work(
    bell: str, limit: Callable[[], float], ask: Callable[[int], object], pages: int
) -> dict[str, Any]:
    """Everything that waits, by both of the worker's processes at once, with so many pages a second asked all the while."""
    workers = [Worker(bell) for _each in range(PROCESSES)]
    idle = Times(tuple(milliseconds(ask) for _round in range(IDLE_ROUNDS)))
    at_least = limit()
    for worker in workers:
        worker.ring()
    beside = []
    while pages and all(worker.is_at_work for worker in workers):
        beside.append(milliseconds(ask))
        sleep(max(0, 1 / pages - beside[-1] / 1_000))
    results = [worker.result() for worker in workers]
    done = sum(each["done"] for each in results)
    page = Times(tuple(beside) or (0.0, 0.0))
    return {
        "done": done,
        "seconds": max(each["ended"] for each in results) - min(each["began"] for each in results),
        "ticks": max(each["ticks"] for each in results),
        "longest": max(each["longest"] for each in results),
        "memory": max(each["memory"] for each in results),
        "limit": at_least,
        "load": os.getloadavg()[0],
        "page": (page.p50, page.p95),
        "idle": (idle.p50, idle.p95),
    }


def main() -> None:
    from bench.pages import answered, signed_in
    from bench.world import waiting
    from bench.world.people import Crowd

    people, pages = map(int, sys.argv[1:])
    with redirect_stdout(sys.stderr):
        waiting.make(Crowd(people=people, reps=max(5, people // 2_000), colleagues=3))
        browser = signed_in()

        def ask(_round: int) -> object:
            return answered(browser.get("/queue/"))

        for number in range(10):
            ask(number)
        worked = {
            "plan": work("plan", waiting.insert_tries, ask, pages),
            "draft": work("draft", waiting.insert_drafts, ask, pages),
        }
    print(json.dumps(worked))


if __name__ == "__main__":
    django.setup()
    main()
