from collections.abc import Iterable

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base, operations

# Rows of these are made by migrate, not by tests.
KEPT = ["auth_permission", "django_content_type", "django_migrations", "prospects_stopsalt"]
TOUCHED = """
SELECT quote_ident(relname) FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
  AND pg_relation_size(oid) > 0 AND NOT relname = ANY (%s)
"""


class DatabaseOperations(operations.DatabaseOperations):
    """Empties what a transactional test filled, through a connection of the owner's."""

    def sql_flush(self, *args: object, **options: object) -> list[str]:
        """None of its own: with a list Django would also announce a migration, which takes longer than the test."""
        return []

    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        with psycopg.connect(settings.OWNER_DATABASE_URL, options="-c lock_timeout=10s") as owner:
            tables = ", ".join(name for (name,) in owner.execute(TOUCHED, [KEPT]))
            if tables:
                owner.execute(f"TRUNCATE {tables} CASCADE".encode())


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
