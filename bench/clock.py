"""What the clock does by itself: plan and draft, as worker processes do at their bells; then once more beside a rep's open queue.

`python -m bench clock`. SCALE=0.1 makes the world a tenth as large. A world of half the size goes first, so that
growth is measured in the same run.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

from bench.world.table import Row, print_table
from tests import stand

SCALE = float(os.environ.get("SCALE", "1"))
ENROLLMENTS = int(200_000 * SCALE)
ONE_STATEMENT = "the same rows by one INSERT … SELECT without triggers"
IDLE = "the same page while the clock is silent"
PAGES = 10


@dataclass(frozen=True, slots=True)
class Work:
    """What one kind of bell did: milliseconds the longest batch took and a queue page beside it, if one was asked; MB over idle."""

    done: int
    seconds: float
    ticks: int
    longest: float
    memory: float
    limit: float
    load: float
    page: tuple[float, float]
    idle: tuple[float, float]

    @property
    def per_second(self) -> float:
        return self.done / self.seconds


def measured(enrollments: int, pages: int = 0) -> dict[str, Work]:
    """Everything over a world of this size, in a database and processes of its own, with so many pages a second beside it."""
    database = stand.join(stand.from_environment(), worker=f"clock_{enrollments}_{pages}")
    environment = os.environ | database | {"DJANGO_SETTINGS_MODULE": "bench.world.settings"}
    command = [sys.executable, "-m", "bench.world.beside", str(enrollments), str(pages)]
    told = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    return {bell: Work(**work) for bell, work in json.loads(told.stdout).items()}


def planning_rows(half: Work, whole: Work, watched: Work) -> list[Row]:
    name = f"plan {whole.done:,} due of {ENROLLMENTS:,} by two processes"
    limit, goal = whole.done / whole.limit, "≥ 4,000/s, two cores"
    return [
        Row(f"{name}, {_ticks(whole)}", whole.seconds, "s", "≤ 5 s", whole.limit, ONE_STATEMENT),
        Row("tries planned", whole.per_second, "/s", goal, limit, ONE_STATEMENT),
        *_rows_of_both("planning", half, whole, watched),
    ]


def drafting_rows(half: Work, whole: Work, watched: Work) -> list[Row]:
    name = f"{whole.done:,} first drafts by two processes, {_ticks(whole)}"
    limit = whole.done / whole.limit
    return [
        Row(name, whole.per_second, "/s", "≥ 3,000/s, two cores", limit, ONE_STATEMENT),
        *_rows_of_both("drafting", half, whole, watched),
    ]


def _rows_of_both(what: str, half: Work, whole: Work, watched: Work) -> list[Row]:
    (p50, p95), (idle50, idle95) = watched.page, watched.idle
    page = f"a queue page beside {what}, {PAGES} a second"
    growth = whole.seconds / half.seconds * (2 * half.done / whole.done)
    return [
        Row(f"{what} twice the data", growth, "times the time", "≤ 2.2"),
        Row(f"{what}, memory over idle", whole.memory, "MB", "flat", half.memory, "half the data"),
        Row(f"{what}, the longest batch", whole.longest, "ms", "≤ 1 s"),
        Row(
            f"{what} beside the page", watched.per_second, "/s", "", whole.per_second, "without it"
        ),
        Row(f"{page}, p50", p50, "ms", "", idle50, IDLE),
        Row(f"{page}, p95", p95, "ms", "≤ 1.5 × idle", idle95, IDLE),
        Row(f"load average after {what}", whole.load, "", "two cores"),
    ]


def _ticks(work: Work) -> str:
    return "one tick" if work.ticks == 1 else f"{work.ticks} ticks"


def main() -> None:
    worlds = (measured(ENROLLMENTS // 2), measured(ENROLLMENTS), measured(ENROLLMENTS, PAGES))
    rows = planning_rows(*(world["plan"] for world in worlds))
    rows += drafting_rows(*(world["draft"] for world in worlds))
    print_table("Worker processes of their own, with the worker's role and rank.", rows)


if __name__ == "__main__":
    main()
