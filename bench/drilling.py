"""The rows behind the numbers: a page of a list, of one rep and of all, and the whole of one as a file.

`python -m bench drilling`: 1,000,000 tries of 200 reps to 100,000 people. SCALE=0.1 makes it a tenth of that.
"""

import os
from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

import django

from bench.rollups import REPS, TRIES, as_worker
from bench.world.table import Row, clocked, print_table

if TYPE_CHECKING:
    from adherence.schedule import Period
    from adherence.selectors.lists import Listed
    from team.models import User

ROUNDS = 20
QUARTER = 13


def page_rows() -> list[Row]:
    """Of every list its dearest page: the first or the last one, of what was not kept and of all."""
    from adherence.selectors.lists import Listed
    from team.models import User

    admin = User.objects.get(role="admin")
    reps = list(User.objects.filter(role="rep").order_by("name", "pk"))
    rows = []
    for whose, people in (("one rep", reps[3:4]), (f"{len(reps)} reps", reps)):
        slowest, name = max(dearest(admin, people, listed) for listed in Listed)
        rows.append(
            Row(
                f"a page of rows, {whose}, the dearest list: {name}, p95", slowest, "ms", "≤ 200 ms"
            )
        )
    return rows


def dearest(viewer: "User", reps: "Sequence[User]", listed: "Listed") -> tuple[float, str]:
    from adherence.selectors.lists import BROKEN, things_of
    from adherence.selectors.rows import PAGE, Behind

    found = []
    for every in (False, True) if listed in BROKEN else (False,):
        things = things_of(listed, every=every)
        number = Behind(reps, quarter(), things).number
        for page in {1, max(1, -(-number // PAGE))}:
            times = clocked(partial(look, viewer, reps, things, page), ROUNDS)
            found.append((times.p95, f"{listed}{', all' if every else ''} ({number:,} rows)"))
            print(
                f"   {found[-1][1]}, page {page}: p50 {times.p50:.0f}, p95 {times.p95:.0f} ms",
                flush=True,
            )
    return max(found)


def look(viewer: "User", reps: "Sequence[User]", things: Any, page: int, _round: int) -> object:
    from adherence.selectors.listing import rows_of
    from adherence.selectors.rows import Behind

    return rows_of(Behind(reps, quarter(), things), page, viewer)


def file_rows() -> list[Row]:
    from adherence.selectors.listing import all_rows
    from adherence.selectors.lists import Listed, things_of
    from adherence.selectors.rows import Behind
    from team.models import User

    reps = list(User.objects.filter(role="rep").order_by("name", "pk"))
    behind = Behind(reps, quarter(), things_of(Listed.GAPS))
    took = seconds(lambda: [row.told for row in all_rows(behind, User.objects.get(role="admin"))])
    return [Row(f"a file of {behind.number:,} gaps", took, "s", "")]


def quarter() -> "Period":
    from adherence.schedule import Period, Week
    from cadence.services import clock
    from team.models import User

    return Period(Week.of(clock.now(), User.objects.get(role="admin").zone), QUARTER)


def seconds(act: Callable[[], object]) -> float:
    started = perf_counter()
    act()
    return perf_counter() - started


def main() -> None:
    from adherence.services import rolling_up
    from bench.world import team_history
    from cadence.services import clock

    cadences, tries = team_history.make(TRIES, REPS)
    print(f"{cadences:,} cadences, {tries:,} tries", flush=True)
    with as_worker():
        rolling_up.recount(clock.now())
    rows = [*page_rows(), *file_rows()]
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print_table(f"Read by web, one after another; load average of the machine {load}.", rows)


if __name__ == "__main__":
    django.setup()
    main()
