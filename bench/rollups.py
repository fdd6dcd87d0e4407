"""The counting: a day's events, everything from the beginning; and the team page, which reads the sums.

`python -m bench rollups`: 1,000,000 tries of 200 reps to 100,000 people. SCALE=10 makes it ten times as many.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

import django

from bench.pages import FLOOR, ask, signed_in
from bench.world.table import Row, print_table

SCALE = float(os.environ.get("SCALE", "1"))
TRIES = int(1_000_000 * SCALE)
REPS = max(4, int(200 * min(SCALE, 1)))
EVENTS = int(20_000 * min(SCALE, 1))
MADE = int(12_000 * min(SCALE, 1))  # of them; the others are answers


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock on the wall, and those of them for which a processor worked in the database."""

    wall: float
    processor: float

    def rows(self, what: str, goal: str) -> list[Row]:
        return [
            Row(what, self.wall, "s", goal),
            Row("the same, time of the processor", self.processor, "s", ""),
        ]


def recount_rows() -> list[Row]:
    from adherence.services import rolling_up
    from bench.world.loading import superuser
    from cadence.services import clock

    with as_worker():
        first, again = (spent(lambda: rolling_up.recount(clock.now())) for _ in range(2))
    with superuser() as owner:  # what the server does by itself before long
        owner.execute("VACUUM ANALYZE adherence_fact, adherence_weekcount")
    goal = "≤ 300 s of 10,000,000"
    return [
        *first.rows(f"everything counted, {TRIES:,} tries", goal),
        *again.rows("everything counted again, as every night", goal),
    ]


def day_rows() -> list[Row]:
    """A day of tries and answers, each written with its triggers, then counted as the worker's bells do."""
    written = perf_counter()
    made, heard = write_a_day(EVENTS)
    written = perf_counter() - written
    with as_worker():
        took = spent(count_all)
    return [
        *took.rows(f"a day of {made:,} tries and {heard:,} answers counted", "≤ 10 s"),
        Row("the same written, marks and guards included", written, "s", ""),
    ]


def count_all() -> None:
    from adherence.services import rolling_up
    from cadence.services import clock

    while rolling_up.count_changed(clock.now()) >= rolling_up.BATCH:
        pass


def write_a_day(events: int) -> tuple[int, int]:
    """Open calls, notes and pages are made now, and people who were tried before answer, with all triggers."""
    from bench.world.loading import fill, superuser

    with superuser() as owner:
        owner.execute("CREATE TEMP TABLE today AS SELECT t.* FROM cadence_touch t WHERE t.state = 'drafted' AND t.channel <> 'email'"
                      f" ORDER BY t.id LIMIT {MADE}")  # fmt: skip
        made = owner.execute(
            """INSERT INTO cadence_attempt (touch_id, enrollment_id, prospect_id, by_id, channel, at, outcome, words,
                   note, posted_on)
               SELECT id, enrollment_id, prospect_id, owner_id, channel, now(), 'no_answer', 'On their page.', '',
                   current_date FROM today"""
        ).rowcount
        owner.execute(
            "UPDATE cadence_touch SET state = 'done', closed_at = now() WHERE id IN (SELECT id FROM today)"
        )
        heard = events - made
        fill(
            owner,
            "cadence_reply",
            f"""(SELECT e.id AS enrollment, e.owner_id AS rep, p.id AS person, p.company_id
                FROM cadence_enrollment e JOIN prospects_prospect p ON p.id = e.prospect_id
                WHERE e.attempts > 0 AND e.id NOT IN (SELECT enrollment_id FROM today)
                ORDER BY e.id LIMIT {heard}) tried""",
            prospect_id="person",
            company_id="company_id",
            enrollment_id="enrollment",
            owner_id="rep",
            channel="'email'",
            received_at="now()",
            text="'Not this year.'",
            kind="'no'",
            named_by_id="rep",
            named_at="now()",
        )
    return made, heard


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
    from bench.world.plans import widest_of_page
    from team.models import User

    admin = User.objects.get(role="admin").pk
    rows = []
    for weeks, words in ((4, "four weeks"), (13, "a quarter")):
        page = ask(partial(team_page, weeks), who=admin)
        name = f"team page of {REPS} reps, {words}"
        rows += [
            Row(f"{name}, p50", page.times.p50, "ms", "", page.floor.p50, FLOOR),
            Row(f"{name}, p95", page.times.p95, "ms", "≤ 60 ms", page.floor.p95, FLOOR),
        ]
    beneath = ask(lambda client, _: client.get("/team/beneath/"), rounds=12, who=admin)
    browser = signed_in(admin)
    widest, step = widest_of_page(lambda: browser.get("/team/?weeks=13"))
    return [
        *rows,
        Row("the same, SQL", page.queries, "queries", "≤ 12"),
        Row("the same, size", page.kilobytes, "KB", ""),
        Row("the part beneath that it brings along, p50", beneath.times.p50, "ms", ""),
        Row("the same, SQL", beneath.queries, "queries", ""),
        Row(f"most rows a step of the page's plans reads ({step})", widest, "rows", "not history"),
    ]


def team_page(weeks: int, client: Any, _round: int) -> Any:
    return client.get("/team/", {"weeks": weeks})


def spent(act: Callable[[], object]) -> Spent:
    """Of what the database does for us; it runs on this machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        process = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    started, worked = perf_counter(), processor_time(process)
    act()
    return Spent(perf_counter() - started, processor_time(process) - worked)


def processor_time(process: Path) -> float:
    """Its fourteenth and fifteenth field, in ticks of the system; a name may have blanks, and ends with a bracket."""
    fields = process.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    from bench.world import team_history

    started = perf_counter()
    cadences, tries = team_history.make(TRIES, REPS)
    print(f"{cadences:,} cadences, {tries:,} tries in {perf_counter() - started:.0f} s", flush=True)
    rows = [row for group in (recount_rows, page_rows, day_rows) for row in group()]
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print_table(f"One process of the worker's code; load average of the machine {load}.", rows)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.world.settings"
    django.setup()
    main()
