"""The guards in SQL, each taken away or weakened by itself, and how to put it back.

Where two guards hold the same promise, taking away one alone changes nothing that anybody could see; those are taken away together,
and `Mutant.why` says so. Texts are cut out of the migrations' own files, and a text that is not there any more is an error.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    name: ROOT / room / "migrations" / "sql" / f"{name}.sql"
    for room, names in {
        "cadence": (
            "method", "sending", "answers", "bounces", "bounces_allowed", "talking", "library", "warm_paths", "introductions", "setbacks", "house_rules",
            "raised_looks", "sent_today", "cover", "requests", "one_conversation",
        ),
        "prospects": ("forgotten", "merged", "one_company"),
        "team": ("sessions", "audit"),
        "mailbox": ("mailbox",),
        "adherence": ("coaching", "monday"),
    }.items()
    for name in names
} | {"approvals": ROOT / "research" / "migrations" / "sql" / "library.sql"}  # fmt: skip
FUNCTION = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION .*?\$\$.*?\$\$;", re.DOTALL)

Apply = Callable[[psycopg.Connection], str]


@dataclass(frozen=True, slots=True)
class Mutant:
    """`parts` each change the database and answer the statement that undoes it.

    `by` is the act of the machine that shows it soonest, or the test that must fail without this guard.
    """

    name: str
    by: str
    parts: tuple[Apply, ...]
    why: str = ""


def cut(file: str, old: str, new: str = "") -> Apply:
    """The one function of `file` with this text, without it."""

    def apply(owner: psycopg.Connection) -> str:
        text = FILES[file].read_text()
        holding = [each for each in FUNCTION.findall(text) if old in each]
        if len(holding) != 1 or holding[0].count(old) != 1:
            raise LookupError(f"{file}.sql does not have once: {old}")
        stands = "SELECT FROM pg_proc WHERE prosrc = %s"
        if owner.execute(stands, (holding[0].split("$$")[1],)).fetchone() is None:
            raise LookupError(f"A later migration made anew what {file}.sql has: {old}")
        whole = holding[0].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)
        owner.execute(whole.replace(old, new).encode())
        return str(whole)

    return apply


def cut_proof(old: str, new: str = "") -> Apply:
    """The view of the proof as the last migration made it, without this text."""

    def apply(owner: psycopg.Connection) -> str:
        text: str = import_module("cadence.migrations.0050_privacy").PROOF_OF_ERASED
        if text.count(old) != 1:
            raise LookupError(f"The proof does not have once: {old}")
        owner.execute(text.replace(old, new).encode())
        return text

    return apply


def without_trigger(file: str, name: str) -> Apply:
    def apply(owner: psycopg.Connection) -> str:
        found = re.findall(rf"CREATE TRIGGER {name}\b.*?;", FILES[file].read_text(), re.DOTALL)
        if len(found) != 1:
            raise LookupError(f"{file}.sql makes no trigger {name}")
        table = found[0].split(" ON ")[1].split()[0]
        owner.execute(f"DROP TRIGGER {name} ON {table}".encode())
        return str(found[0])

    return apply


def without_constraint(table: str, name: str) -> Apply:
    def apply(owner: psycopg.Connection) -> str:
        row = owner.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND conname = %s",
            (table, name),
        ).fetchone()
        if row is None:
            raise LookupError(f"{table} has no constraint {name}")
        owner.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}".encode())
        # What the mutant let in stays; what comes after it must keep the promise again.
        valid = " NOT VALID" if row[0].startswith(("CHECK", "FOREIGN")) else ""
        return f"ALTER TABLE {table} ADD CONSTRAINT {name} {row[0]}{valid}"

    return apply


def without_index(name: str) -> Apply:
    def apply(owner: psycopg.Connection) -> str:
        row = owner.execute("SELECT pg_get_indexdef(%s::regclass)", (name,)).fetchone()
        assert row is not None
        owner.execute(f"DROP INDEX {name}".encode())
        return str(row[0])

    return apply


def allowed(role: str, privilege: str, table: str) -> Apply:
    def apply(owner: psycopg.Connection) -> str:
        owner.execute(f"GRANT {privilege} ON {table} TO earnest_{role}".encode())
        return f"REVOKE {privilege} ON {table} FROM earnest_{role}"

    return apply


@contextmanager
def mutated(owner: psycopg.Connection, mutant: Mutant) -> Iterator[None]:
    """The database without this guard, and with it again. What broke a key must be cleaned up before it can stand again."""
    undone = []
    try:
        undone = [part(owner) for part in mutant.parts]
        yield
    finally:
        for statement in undone:
            owner.execute(statement.encode())
