"""The counting: a day's events, everything from the beginning, and what the team page asks of the sums.

`python -m bench rollups`: 1,000,000 tries of 200 reps to 100,000 people. SCALE=10 makes it ten times as many.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import django

from bench.world.table import Row, clocked, print_table

if TYPE_CHECKING:
    from adherence.schedule import Period
    from team.models import User

SCALE = float(os.environ.get("SCALE", "1"))
TRIES = int(1_000_000 * SCALE)
REPS = max(4, int(200 * min(SCALE, 1)))
EVENTS = int(20_000 * min(SCALE, 1))
ROUNDS = 60


def recount_rows() -> list[Row]:
    from adherence.services import rolling_up
    from cadence.services import clock

    with as_worker():
        took = seconds(lambda: rolling_up.recount(clock.now()))
        again = seconds(lambda: rolling_up.recount(clock.now()))
    return [
        Row(f"everything counted, {TRIES:,} tries", took, "s", "≤ 300 s of 10,000,000"),
        Row("everything counted again, as every night", again, "s", "≤ 300 s of 10,000,000"),
    ]


def day_rows() -> list[Row]:
    """A day of tries, each written with its triggers, then counted as the worker's bell does."""
    from adherence.services import rolling_up
    from cadence.services import clock, rounds

    written = seconds(lambda: write_a_day(EVENTS))
    with as_worker():
        took = seconds(
            lambda: rounds.until_done(
                rolling_up.count_changed, now=clock.now, limit=rolling_up.BATCH
            )
        )
    return [
        Row(f"a day of {EVENTS:,} tries counted", took, "s", "≤ 10 s"),
        Row("the same tries written, marks and guards included", written, "s", ""),
    ]


def write_a_day(events: int) -> None:
    """As many open calls, notes and pages are made now, with all triggers."""
    from bench.world.loading import superuser

    with superuser() as owner:
        owner.execute("CREATE TEMP TABLE today AS SELECT t.* FROM cadence_touch t WHERE t.state = 'drafted' AND t.channel <> 'email'"
                      f" ORDER BY t.id LIMIT {events}")  # fmt: skip
        owner.execute(
            """INSERT INTO cadence_attempt (touch_id, enrollment_id, prospect_id, by_id, channel, at, outcome, words,
                   note, posted_on)
               SELECT id, enrollment_id, prospect_id, owner_id, channel, now(), 'no_answer', 'On their page.', '',
                   current_date FROM today"""
        )
        owner.execute(
            "UPDATE cadence_touch SET state = 'done', closed_at = now() WHERE id IN (SELECT id FROM today)"
        )


@contextmanager
def as_worker() -> Iterator[None]:
    """The counting is the worker's alone; the page is read by web."""
    from django.db import connection

    worker = urlsplit(os.environ["TEST_WORKER_DATABASE_URL"])
    web = connection.settings_dict["USER"], connection.settings_dict["PASSWORD"]
    sign_in(worker.username, worker.password)
    yield
    sign_in(*web)


def sign_in(user: str, password: str) -> None:
    from django.db import connection

    connection.close()
    pooled: Any = connection
    pooled.close_pool()
    connection.settings_dict |= {"USER": user, "PASSWORD": password}


def page_rows() -> list[Row]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from adherence.schedule import Period, Week
    from adherence.selectors.team_counts import team_counts
    from cadence.services import clock
    from team.models import User

    admin = User.objects.get(role="admin")
    rows = []
    for name, weeks in (("four weeks", 4), ("a quarter", 13)):
        period = Period(Week.of(clock.now(), admin.zone), weeks)
        times = clocked(partial(look, admin, period), ROUNDS)
        rows += [
            Row(f"what the team page asks, {name}, p50", times.p50, "ms", ""),
            Row(f"what the team page asks, {name}, p95", times.p95, "ms", "≤ 60 ms for the page"),
        ]
    with CaptureQueriesContext(connection) as queries:
        found = team_counts(admin, period)
    finished = found.promises.finished
    return [
        *rows,
        Row(
            f"the same, SQL ({len(found.reps)} reps, {finished:,} finished)",
            len(queries),
            "queries",
            "≤ 12",
        ),
    ]


def look(viewer: "User", period: "Period", _round: int) -> object:
    from adherence.selectors.team_counts import team_counts

    return team_counts(viewer, period).by_need


def seconds(act: Callable[[], object]) -> float:
    started = perf_counter()
    act()
    return perf_counter() - started


def main() -> None:
    from bench.world import team_history

    started = perf_counter()
    cadences, tries = team_history.make(TRIES, REPS)
    print(f"{cadences:,} cadences, {tries:,} tries in {perf_counter() - started:.0f} s", flush=True)
    rows = [row for group in (recount_rows, page_rows, day_rows) for row in group()]
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print_table(f"One process of the worker's code; load average of the machine {load}.", rows)


if __name__ == "__main__":
    django.setup()
    main()
