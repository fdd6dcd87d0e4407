"""Fill tables by the million: one INSERT … SELECT each, triggers off, secondary indexes built afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg

from tests import stand

# What a column that must hold something holds when a world says nothing of it.
EMPTY = {
    "character varying": "''",
    "text": "''",
    "boolean": "false",
    "smallint": "0",
    "integer": "0",
    "bigint": "0",
    "jsonb": "'{}'",
}


def superuser() -> psycopg.Connection:
    """A connection that may put triggers aside, which no role of the product may."""
    server, database = stand.from_environment(), urlsplit(os.environ["DATABASE_URL"]).path[1:]
    url = server.url(server.superuser, server.password, database)
    return psycopg.connect(url, autocommit=True)


@contextmanager
def filling(*tables: str) -> Iterator[psycopg.Connection]:
    """A connection without triggers and foreign keys; afterwards keys, indexes and statistics are right."""
    with superuser() as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET maintenance_work_mem = '256MB'")
        indexes = [_drop_indexes(connection, table) for table in tables]
        yield connection
        for definition in (each for definitions in indexes for each in definitions):
            connection.execute(definition.encode())
        for table in tables:
            _continue_keys(connection, table)
        connection.execute("VACUUM ANALYZE")


def fill(connection: psycopg.Connection, table: str, rows: str, /, **values: str) -> None:
    """Insert a row for each of `rows`; each value is an SQL expression over it."""
    required = connection.execute(
        """SELECT column_name, data_type FROM information_schema.columns
           WHERE table_schema = 'public' AND table_name = %s AND is_nullable = 'NO'
             AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER'""",
        (table,),
    ).fetchall()
    silent = {name: EMPTY[kind] for name, kind in required if name not in values}
    columns = values | silent
    names, expressions = ", ".join(columns), ", ".join(columns.values())
    connection.execute(f"INSERT INTO {table} ({names}) SELECT {expressions} FROM {rows}".encode())


def _drop_indexes(connection: psycopg.Connection, table: str) -> list[str]:
    """Drop what no constraint stands on; answers how to make each again."""
    found = connection.execute(
        """SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
           WHERE indrelid = %s::regclass
             AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)""",
        (table,),
    ).fetchall()
    for name, _definition in found:
        connection.execute(f"DROP INDEX {name}".encode())
    return [definition for _name, definition in found]


def _continue_keys(connection: psycopg.Connection, table: str) -> None:
    (sequence,) = _one(connection, f"SELECT pg_get_serial_sequence('{table}', 'id')")
    if sequence:
        connection.execute(
            f"SELECT setval('{sequence}', coalesce(max(id), 1)) FROM {table}".encode()
        )


def _one(connection: psycopg.Connection, query: str) -> tuple[str | None]:
    row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return (row[0],)
