from collections.abc import Iterable, Iterator
from functools import cache

import psycopg
from django.db.backends.postgresql import base, operations

from tests import stand

# Rows of these are made by migrate, not by tests.
KEPT = [
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "prospects_countryrule",
    "prospects_stopsalt",
]
ASIDE = "-c lock_timeout=10s -c session_replication_role=replica"
# To delete some rows is quicker than to make a table's files anew; from here on it is the other way round.
LONG = 2_000_000
ATTEMPTS = 3
TOUCHED = """
SELECT quote_ident(relname), pg_relation_size(oid) FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
  AND pg_relation_size(oid) > 0 AND NOT relname = ANY (%s)
"""


class DatabaseOperations(operations.DatabaseOperations):
    """Empties what a transactional test filled, as a superuser: the owner's guards refuse it, and rightly."""

    def sql_flush(self, *args: object, **options: object) -> list[str]:
        """None of its own: with a list Django would also announce a migration, which takes longer than the test."""
        return []

    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        server = stand.from_environment()
        address = server.url(
            server.superuser, server.password, self.connection.settings_dict["NAME"]
        )
        for attempt in range(1, ATTEMPTS + 1):
            try:
                _empty(address)
            except psycopg.errors.DeadlockDetected:
                # a live server that still reads held what we wait for, and waited for what we held
                if attempt == ATTEMPTS:
                    raise
            else:
                break


def _empty(address: str) -> None:
    superuser = _superuser(address)
    with superuser.transaction():
        touched = superuser.execute(TOUCHED, [KEPT]).fetchall()
        if touched:
            superuser.execute("; ".join(_emptied(touched)).encode())


@cache
def _superuser(address: str) -> psycopg.Connection:
    """One for all tests of this process: to connect takes longer than to find what a test touched."""
    return psycopg.connect(address, options=ASIDE, autocommit=True)


def _emptied(tables: list[tuple[str, int]]) -> Iterator[str]:
    """The locks wait until a live server has ended what it is still about."""
    yield f"LOCK TABLE {', '.join(name for name, _size in tables)} IN ACCESS EXCLUSIVE MODE"
    for name, size in tables:
        yield f"TRUNCATE {name} CASCADE" if size > LONG else f"DELETE FROM {name}"


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def _configure_connection(self, connection: psycopg.Connection) -> bool:
        """A run asks far more different questions than the hundred whose plans a connection keeps by itself."""
        connection.prepared_max = 1_000
        return bool(super()._configure_connection(connection))  # type: ignore[misc]
