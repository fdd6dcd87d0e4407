"""Pages of a rep's day in a database with a past, beside a bare Django page of the same database.

`python -m bench pages`. SCALE=0.1 makes the world a tenth as large, SCALE=10 ten times as large.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, cycle
from time import perf_counter
from typing import Any

import django

from bench.world.table import Row, Times, clocked, print_table

SCALE = float(os.environ.get("SCALE", "1"))
PEOPLE = int(100_000 * SCALE)
REP = 2
ROUNDS, FLOOR_ROUNDS, TURNS = 60, 20, 3
HTMX = {
    "HX-Request": "true",
    "HX-Request-Type": "partial",
    "HX-Current-URL": "http://localhost/queue/",
}
WORDS = ("Aoife", "Okafor", "Zoë", "person77", "Corrib Cold", "García", "Hudson", "Wiśniewski Ana")
FLOOR = "a bare Django page of the same fifty tries: session, one template, four queries"
BARE = "the same fifty tries joined to person and company in plain SQL"


@dataclass(frozen=True, slots=True)
class Asked:
    """`floor` was asked in turns with it, so that a noisy minute falls on both."""

    times: Times
    floor: Times
    queries: int
    kilobytes: float


def queue_rows() -> list[Row]:
    page = ask(lambda client, _: client.get("/queue/"))
    name, floor = "queue, whole page", page.floor
    return [
        Row(f"{name}, p50", page.times.p50, "ms", "≤ 2 × the floor", floor.p50, FLOOR),
        Row(name, page.times.per_second, "/s", "≥ 0.5 × the floor", floor.per_second, FLOOR),
        Row(f"{name}, SQL", page.queries, "queries", ""),
        Row(f"{name}, size", page.kilobytes, "KB", ""),
    ]


def fragment_rows() -> list[Row]:
    touches = cycle(open_touches())
    turn = ask(lambda client, _: client.get(f"/queue/{next(touches)}/", headers=HTMX))
    leaving = cycle(open_touches()[-35:])
    acted = ask(lambda client, _: skip(client, next(leaving)), rounds=24)
    return [
        Row(
            "next person, the fragment, p50", turn.times.p50, "ms", "≤ 10 ms", turn.floor.p50, FLOOR
        ),
        Row("next person, SQL", turn.queries, "queries", ""),
        Row("an act and the next person, p50", acted.times.p50, "ms", "", acted.floor.p50, FLOOR),
    ]


def skip(client: Any, touch: int) -> Any:
    given = {"reason": "wrong_time", "note": "They are moving this week."}
    return client.post(f"/touches/{touch}/skip/", given, headers=HTMX)


def writing_rows() -> list[Row]:
    """One letter typed on and on: every pause saves a new draft and judges it by ten earlier letters."""
    from django.utils import timezone

    from cadence.models import Touch
    from cadence.selectors.earlier import earlier_letters

    touch = next(
        each for each in Touch.objects.filter(pk__in=open_touches()) if each.channel == "email"
    )
    earlier = len(earlier_letters(touch, at=timezone.now()))
    numbers = count(1)
    saved = ask(lambda client, _: type_on(client, touch.pk, next(numbers)))
    name = f"a pause while typing: save and {earlier} earlier letters"
    return [
        Row(f"{name}, p95", saved.times.p95, "ms", "≤ 30 ms", saved.floor.p95, FLOOR),
        Row("the same, p50", saved.times.p50, "ms", "", saved.floor.p50, FLOOR),
        Row("the same, SQL", saved.queries, "queries", ""),
    ]


def type_on(client: Any, touch: int, number: int) -> Any:
    body = (
        "Hi Aoife,\n\nYour second dock opens in January, says the trade paper. A team I know had three crews on "
        f"such a night and lost {number} readings at the door, not on the road.\n\nWho looks at that curve first "
        "with you?\n\nIf it isn't you, tell me and I'll stop.\n\nMaya"
    )
    given = {"subject": "The second dock", "body": body, "base_number": number}
    return client.post(f"/touches/{touch}/draft/", given, headers=HTMX)


def people_rows() -> list[Row]:
    from prospects.models import Prospect

    mine = cycle(Prospect.objects.filter(owner=REP).values_list("pk", flat=True)[: ROUNDS + 5])
    person = ask(lambda client, _: client.get(f"/people/{next(mine)}/"))
    panel = ask(lambda client, _: client.get(f"/people/{next(mine)}/panel/", headers=HTMX))
    words = cycle(WORDS)
    found = ask(lambda client, _: client.get("/people/", {"q": next(words)}))
    listed = ask(lambda client, _: client.get("/people/"))
    return [
        Row("person, whole page, p50", person.times.p50, "ms", "≤ 20 ms", person.floor.p50, FLOOR),
        Row("person, SQL", person.queries, "queries", ""),
        Row(
            "person, thread and conversation, p50",
            panel.times.p50,
            "ms",
            "",
            panel.floor.p50,
            FLOOR,
        ),
        Row(
            f"search among {PEOPLE:,} people, p95",
            found.times.p95,
            "ms",
            "≤ 50 ms",
            found.floor.p95,
            FLOOR,
        ),
        Row("search, p50", found.times.p50, "ms", "", found.floor.p50, FLOOR),
        Row("search, SQL", found.queries, "queries", ""),
        Row("people, first page, p50", listed.times.p50, "ms", "", listed.floor.p50, FLOOR),
    ]


def heard_rows() -> list[Row]:
    """What the team heard in a whole week, the first page of its noes and one further on."""
    from django.utils import timezone

    from adherence.schedule import Week
    from bench.world.plans import widest_of_page
    from cadence.models import Reply
    from team.models import User

    rep = User.objects.get(pk=REP)
    week = Week.of(timezone.now(), rep.zone).before
    start, end = week.span(rep.zone)
    noes = Reply.objects.filter(kind="no", received_at__gte=start, received_at__lt=end)
    after = noes.order_by("-pk").values_list("pk", flat=True)[10]
    first = ask(lambda client, _: client.get("/team/heard/", {"week": week.name}))
    further = ask(lambda client, _: client.get("/team/heard/", {"week": week.name, "after": after}))
    browser = signed_in()
    widest, step = widest_of_page(lambda: browser.get("/team/heard/", {"week": week.name}))
    name = f"what we heard, a week of {noes.count()} noes"
    return [
        Row(f"{name}, p50", first.times.p50, "ms", "", first.floor.p50, FLOOR),
        Row("the same further on, p50", further.times.p50, "ms", "", further.floor.p50, FLOOR),
        Row("the same, SQL", first.queries, "queries", ""),
        Row("the same, size", first.kilobytes, "KB", ""),
        Row(f"most rows a step of its plans reads ({step})", widest, "rows", "a week"),
    ]


def sql_rows() -> list[Row]:
    from django.utils import timezone

    from bench.world.plans import widest_step
    from cadence.selectors.day import day_of
    from cadence.selectors.order import PLACED, WAITING, asked_of
    from cadence.selectors.queue import _counted, _progress, queue_of
    from team.models import User

    rep, at = User.objects.get(pk=REP), timezone.now()
    day = day_of(rep, at)
    bare, counted = bare_queue(rep.pk), bare_counts(rep.pk)
    rows = clocked(lambda _: queue_of(rep, at), ROUNDS)
    head = clocked(lambda _: _progress(_counted(rep, day), talks=0), ROUNDS)
    widest, step = widest_step(WAITING + PLACED, asked_of(rep, day, limit=51))
    in_words = "the same numbers in plain SQL"
    return [
        Row("fifty due tries from the database, p50", rows.p50, "ms", "", bare.p50, BARE),
        Row("counts of the queue's head, p50", head.p50, "ms", "", counted.p50, in_words),
        Row(f"most rows a step of the queue's plan reads ({step})", widest, "rows", "not history"),
    ]


def bare_queue(rep: int) -> Times:
    return bare_sql(
        f"""SELECT t.id, t.channel, t.due_at, p.name, c.name FROM cadence_touch t
            JOIN prospects_prospect p ON p.id = t.prospect_id JOIN prospects_company c ON c.id = p.company_id
            WHERE t.owner_id = {rep} AND t.state IN ('planned', 'drafted')
            AND t.due_at < date_trunc('day', now()) + interval '1 day' ORDER BY t.due_at LIMIT 50"""
    )


def bare_counts(rep: int) -> Times:
    return bare_sql(
        f"""SELECT (SELECT count(*) FROM cadence_touch WHERE owner_id = {rep} AND state IN ('planned', 'drafted')
            AND due_at < date_trunc('day', now()) + interval '1 day'),
            (SELECT count(*) FROM cadence_touch WHERE owner_id = {rep} AND closed_at >= date_trunc('day', now()))"""
    )


def bare_sql(query: str) -> Times:
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as web:
        return clocked(lambda _: web.execute(query.encode()).fetchall(), ROUNDS)


def open_touches() -> list[int]:
    from django.utils import timezone

    from cadence.models import Touch

    mine = Touch.objects.open().filter(owner=REP, due_on__lte=timezone.now().date())
    return list(mine.order_by("pk").values_list("pk", flat=True))


def ask(request: Callable[[Any, int], Any], rounds: int = ROUNDS, who: int = REP) -> Asked:
    """`who` asks again and again, in turns with the floor; one more time to count the queries and the bytes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, bare = signed_in(who), signed_in()
    ours: list[float] = []
    floor: list[float] = []
    for _turn in range(TURNS):
        with on_the_floor():
            floor += clocked(lambda _: answered(bare.get("/queue/")), FLOOR_ROUNDS, warm=2).each
        ours += clocked(
            lambda number: answered(request(client, number)), rounds // TURNS, warm=2
        ).each
    with CaptureQueriesContext(connection) as queries:
        response = answered(request(client, rounds))
    kilobytes = len(response.content) / 1024
    return Asked(Times(tuple(ours)), Times(tuple(floor)), len(queries), kilobytes)


def answered(response: Any) -> Any:
    assert response.status_code == 200, f"{response.request['PATH_INFO']}: {response.status_code}"
    return response


def signed_in(who: int = REP) -> Any:
    from django.test import Client

    from team.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(pk=who))
    return client


@contextmanager
def on_the_floor() -> Iterator[None]:
    from django.test import override_settings

    from bench.world import floor

    with override_settings(ROOT_URLCONF="bench.world.floor", MIDDLEWARE=floor.MIDDLEWARE):
        yield


def main() -> None:
    from bench.world import history
    from bench.world.people import Crowd

    started = perf_counter()
    history.make(Crowd(people=PEOPLE, reps=max(1, PEOPLE // 2_000)))
    print(
        f"{PEOPLE:,} people, {PEOPLE * history.TRIES:,} tries in {perf_counter() - started:.0f} s"
    )
    groups = (sql_rows, heard_rows, queue_rows, people_rows, writing_rows, fragment_rows)
    rows = [row for group in groups for row in group()]
    print_table(
        "A rep with fifty due; one process and one thread, through Django's test client.", rows
    )


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.world.settings"
    django.setup()
    main()
