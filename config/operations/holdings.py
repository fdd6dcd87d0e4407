"""What a database holds, in figures that a copy of it must show again."""

from dataclasses import dataclass, fields
from typing import Any, Self

from django.db import connection
from psycopg import sql

from adherence.selectors.monday_proof import prove_mondays
from cadence.selectors.proof import prove
from config.operations import programs
from config.version import version
from team.selectors.audit import verify

# What it is about changes when a backup does: 2 would be a file that this release cannot read.
FORMAT = 1
TABLES = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1
"""


@dataclass(frozen=True)
class Holdings:
    """`rows` counts every table, `head` is the end of the account's chain, `faults` what its proofs found broken."""

    format: int
    version: str
    postgresql: int
    migrations: list[list[str]]
    rows: dict[str, int]
    head: str
    deliveries: int
    monday_letters: int
    faults: list[str]

    @classmethod
    def of(cls, told: dict[str, Any]) -> Self:
        """Read what was written down. Raises KeyError where something is missing."""
        return cls(**{field.name: told[field.name] for field in fields(cls)})


def take() -> Holdings:
    """Of the database as this transaction sees it: every table is counted, every proof is asked."""
    chain, proof, mondays = verify(), prove(), prove_mondays()
    faults = [f"The audit chain is broken: {each}." for each in chain.breaks]
    faults += [f"Delivery {each.delivery.pk} breaks {each.code}." for each in proof.violations]
    faults += [f"Monday letter {each.letter} breaks {each.code}." for each in mondays.violations]
    return Holdings(
        format=FORMAT,
        version=version(),
        postgresql=programs.server_major(),
        migrations=applied(),
        rows=rows(),
        head=str(chain.head),
        deliveries=proof.deliveries,
        monday_letters=mondays.letters,
        faults=faults,
    )


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return [name for (name,) in cursor.fetchall()]


def rows() -> dict[str, int]:
    """How many each table has."""
    counted = {}
    with connection.cursor() as cursor:
        for name in tables():
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
            counted[name] = cursor.fetchone()[0]
    return counted


def applied() -> list[list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2")
        return [[app, name] for app, name in cursor.fetchall()]
