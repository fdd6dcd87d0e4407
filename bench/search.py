"""Search among a million people, a row for each kind of question, as a rep and as an admin: `python -m bench search`. Then the list
without words: its worst filter in each order, the first page and one further on.

SCALE=0.1 makes the world a tenth as large. The times are the server's: the list's own question to the database and what is done
with the answer, without the page around it. Limit: 25 rows by their keys in plain SQL, asked in turns with it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import cycle
from time import perf_counter
from typing import TYPE_CHECKING, Any

import django

from bench.world.table import Row, Times, clocked, print_table

if TYPE_CHECKING:
    from prospects.selectors.asked import Asked
    from team.models import User

SCALE = float(os.environ.get("SCALE", "1"))
PEOPLE = int(1_000_000 * SCALE)
REPS = 500
ADMIN, MANAGER, REP = 1, 3, 4
ROUNDS, TURNS = 15, 3
KINDS = {
    "a common first name": ("aoife", "ngozi", "søren", "grace"),
    "a common surname": ("okafor", "wiśniewski", "haas", "lund"),
    "a rare name": ("marsela", "vandelmor", "hagorlen", "selcaro"),
    "two words": ("aoife okafor", "grace haas", "marc lund", "jose garcia"),
    "a beginning of three letters": ("bri", "mar", "sel", "gor"),
    "a misspelled name": ("okaffor", "wisniewsky", "garcya", "bhrian"),
    "two misspelled words": ("aoffe okaffor", "ngosi wisniewsky", "grase haaas", "mark lundd"),
    "a company": ("corrib cold", "boyne depots", "hudson freight", "clyde marine"),
    "a part of an address": ("depot77.example", "selcla.sa", "@depot901.example", "marsela."),
    "a part of a number": ("0001234", "+35391 0450", "091 000 4711", "500100"),
    "nobody": ("zzqx", "qqqq wwww", "xylophonist", "kzkzkz"),
}
ORDERS = ("name", "newest", "heard")
FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"owner": "okafor 7"},
    {"company": "boyne"},
    {"country": "DE"},
    {"country": "FR"},
    {"channel": "call"},
    {"standing": "stopped"},
    {"heard": "lately"},
    {"heard": "long_ago"},
    {"heard": "never"},
)
LIMIT = "25 people by their keys, with company and rep, in plain SQL"


def rows() -> Iterable[Row]:
    from team.models import User

    for key, role in ((ADMIN, "admin"), (MANAGER, "manager"), (REP, "rep")):
        user = User.objects.get(pk=key)
        for kind, words in KINDS.items():
            ours, limit = asked(user, words)
            yield Row(f"{kind}, {role}, p95", ours.p95, "ms", "≤ 50 ms", limit.p95, LIMIT)
            yield Row(f"{kind}, {role}, p50", ours.p50, "ms", "", limit.p50, LIMIT)


def list_rows() -> Iterable[Row]:
    """One row for each order: of its filters, the one that is slowest."""
    from prospects.selectors.asked import Asked
    from team.models import User

    for key, role in ((ADMIN, "admin"), (REP, "rep")):
        user = User.objects.get(pk=key)
        for order in ORDERS:
            for place, after in (("first page", None), ("further on", somebody(user))):
                lists = [Asked(**each, order=order, after=after) for each in FILTERS]
                timed = [(*answered(user, (each,), turns=1), each.address) for each in lists]
                ours, limit, worst = max(timed, key=lambda row: row[0].p95)
                name = f"list by {order}, {place}, {role}, p95 ({worst})"
                yield Row(name, ours.p95, "ms", "≤ 50 ms", limit.p95, LIMIT)


def somebody(user: User) -> int:
    """In the middle of the names."""
    from prospects.models import Prospect

    middle = Prospect.objects.visible_to(user).filter(name__gte="M", name__lt="N")
    return middle.values_list("pk", flat=True)[100]


def asked(user: User, words: tuple[str, ...]) -> tuple[Times, Times]:
    from prospects.selectors.asked import Asked

    return answered(user, tuple(Asked(q=each) for each in words))


def answered(
    user: User, questions: tuple[Asked, ...], *, turns: int = TURNS
) -> tuple[Times, Times]:
    from django.utils import timezone

    from prospects.selectors.people import page_of_people

    turn = cycle(questions)
    ours: list[float] = []
    limit: list[float] = []
    for _turn in range(turns):
        limit += clocked(by_keys, ROUNDS, warm=2).each
        ours += clocked(
            lambda _: page_of_people(user, next(turn), timezone.now()), ROUNDS, warm=4
        ).each
    return Times(tuple(ours)), Times(tuple(limit))


def by_keys(number: int) -> object:
    from django.db import connection

    first = 1 + number * 997 % (PEOPLE - 25)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.*, c.name, u.name FROM prospects_prospect p JOIN prospects_company c ON c.id = p.company_id"
            " JOIN team_user u ON u.id = p.owner_id WHERE p.id BETWEEN %s AND %s",
            [first, first + 24],
        )
        return cursor.fetchall()


def main() -> None:
    from bench.world import named
    from bench.world.people import Crowd

    started = perf_counter()
    named.make(Crowd(people=PEOPLE, reps=REPS))
    print(f"{PEOPLE:,} people in {perf_counter() - started:.0f} s")
    print_table("Search: one process, one thread, on a warm database.", [*rows(), *list_rows()])
    print("load of the machine:", ", ".join(f"{each:.1f}" for each in os.getloadavg()))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.world.settings"
    django.setup()
    main()
