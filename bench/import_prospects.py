"""Import of 100,000 people beside COPY's own limit, in one run: `python -m bench.import_prospects [rows]`.

Uses the database of DATABASE_URL and leaves nothing in it: everything happens in one transaction that is rolled back.
"""

from __future__ import annotations

import csv
import io
import os
import random
import sys
import time
from collections.abc import Iterator

import django
import psycopg

FIRST = (
    "Aoife",
    "Seán",
    "Ngozi",
    "José María",
    "Zoë",
    "Łukasz",
    "Ana",
    "Priya",
    "Søren",
    "Thu Hà",
    "Marc",
    "Grace",
)
LAST = (
    "Ní Bhriain",
    "Okafor",
    "García Márquez",
    "van der Berg",
    "Wiśniewski",
    "Byrne",
    "Møller",
    "Nguyễn",
    "Schmidt",
)
HEADER = ("First Name", "Last Name", "Title", "Company", "Email", "Mobile Phone", "Person Linkedin Url", "Website",
          "City", "Country", "Industry", "# Employees")  # fmt: skip


def rows(count: int) -> Iterator[tuple[object, ...]]:
    rng = random.Random(7)
    for number in range(count):
        first, last, company = rng.choice(FIRST), rng.choice(LAST), number // 5
        yield (
            first, last, "Head of Operations", f"Depot {company} Ltd", f"person{number}@depot{company}.example",
            f"+353 91 {number:06d}", f"https://www.linkedin.com/in/person-{number}/?trk=x", f"https://www.depot{company}.example/about",
            "Galway", "Ireland", "Cold storage", "51-200",
        )  # fmt: skip


def csv_of(count: int) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows(rows(count))
    return text.getvalue().encode()


def copy_limit(count: int) -> float:
    """Seconds for COPY into a table with a primary key, unique lower(email) and an owner index."""
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute("DROP TABLE IF EXISTS bare")
        owner.execute(
            "CREATE TABLE bare (id bigint PRIMARY KEY, owner bigint, name text, email text, title text)"
        )
        owner.execute("CREATE UNIQUE INDEX ON bare (lower(email))")
        owner.execute("CREATE INDEX ON bare (owner)")
        start = time.perf_counter()
        with owner.cursor().copy("COPY bare FROM STDIN") as copy:
            for n in range(count):
                copy.write_row(
                    (n, 1, "Aoife Ní Bhriain", f"person{n}@depot.example", "Head of Operations")
                )
        took = time.perf_counter() - start
        owner.execute("DROP TABLE bare")
    return took


def main(count: int) -> None:
    from django.db import connection, transaction
    from django.utils import timezone

    from bench.world.memory import peak_memory
    from prospects.services import importing
    from prospects.services.importing import columns
    from team.models import User

    content, at = csv_of(count), timezone.now()
    with transaction.atomic():
        idle = peak_memory(forget=True)
        user = User.objects.create(email="bench@earnest.example", name="Bench", password="!")
        start = time.perf_counter()
        batch = importing.bring([content], file_name="bench.csv", by=user, at=at)
        brought = time.perf_counter()
        importing.match(batch, mapping=columns.from_json(batch.mapping))
        matched = time.perf_counter()
        people = importing.apply(batch, by=user, at=at)
        with connection.cursor() as cursor:  # what the commit would check
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        applied = time.perf_counter()
        peak = peak_memory()
        transaction.set_rollback(True)
    limit = copy_limit(count)
    report(
        count,
        people,
        (brought - start, matched - brought, applied - matched),
        limit,
        (peak - idle) / 1024,
    )


def report(
    count: int, people: int, steps: tuple[float, float, float], limit: float, memory: float
) -> None:
    total = sum(steps)
    print(
        f"{people:,} of {count:,} people in {total:.2f} s: bring {steps[0]:.2f}, validate {steps[1]:.2f}, apply {steps[2]:.2f}"
    )
    print(
        f"{count / total:,.0f} rows/s; COPY alone {count / limit:,.0f} rows/s; {limit / total:.0%} of its limit"
    )
    print(f"memory over idle: {memory:.0f} MB")


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
