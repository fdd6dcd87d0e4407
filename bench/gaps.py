"""The gap ledger: everything from the beginning, the next day's late ones, and a bell that finds nothing.

`python -m bench gaps`: 1,000,000 tries of 200 reps to 100,000 people. SCALE=0.1 makes it a tenth.
"""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from time import perf_counter

import django

from bench.world.table import Row, print_table

SCALE = float(os.environ.get("SCALE", "1"))
TRIES = int(1_000_000 * SCALE)
REPS = max(4, int(200 * min(SCALE, 1)))


def rows() -> list[Row]:
    from bench.rollups import as_worker
    from cadence.services import clock

    at = clock.now()
    with as_worker():
        first, counted = _counted(at)
        late, found = _late_days()
        morrow, again = _counted(at + timedelta(days=1))
        idle = _seconds(lambda: _bell(at + timedelta(days=1)))
    return [
        Row(f"everything counted, {counted:,} cadences", first, "s", ""),
        Row("late days found", late, "days", ""),
        Row(f"causes of them ({found})", len(found.split(", ")), "causes", "≤ 8"),
        Row(f"a day later, {again:,} that are late or may be", morrow, "s", ""),
        Row("a bell that finds nothing", idle * 1000, "ms", ""),
    ]


def _counted(at: datetime) -> tuple[float, int]:
    """All new tries read, and whatever wants it counted; how long, and how many cadences."""
    from adherence.services import counting

    counted = 0

    def all_of_it() -> None:
        nonlocal counted
        while counting.read_facts(at) == counting.TRIES_AT_ONCE:
            pass
        counting.read_days_off(at)
        while taken := counting.count_gaps(at, limit=200):
            counted += taken

    return _seconds(all_of_it), counted


def _bell(at: datetime) -> None:
    from adherence.services import counting

    counting.keep_ledger(lambda: at)


def _late_days() -> tuple[int, str]:
    from django.db.models import Count

    from adherence.models import GapDay

    causes = GapDay.objects.values_list("cause").annotate(days=Count("pk")).order_by("-days")
    found = list(causes)
    return sum(days for _cause, days in found), ", ".join(
        f"{cause} {days:,}" for cause, days in found
    )


def _seconds(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def main() -> None:
    django.setup()
    from bench.world import team_history

    cadences, tries = team_history.make(TRIES, REPS)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    what = f"{cadences:,} cadences, {tries:,} tries; one process of the worker's code; load average {load}."
    print_table(what, rows())


if __name__ == "__main__":
    main()
