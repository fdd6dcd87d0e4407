from collections.abc import Iterable

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base, operations

# Rows of these are made by migrate, not by tests.
KEPT = frozenset({"django_content_type", "auth_permission", "django_migrations"})


class DatabaseOperations(operations.DatabaseOperations):
    """Empties the tables after a transactional test through a connection of the owner's."""

    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        with psycopg.connect(settings.OWNER_DATABASE_URL, options="-c lock_timeout=10s") as owner:
            found = owner.execute(
                "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
            )
            tables = ", ".join(sorted(name for (name,) in found if name not in KEPT))
            owner.execute(f"TRUNCATE {tables}".encode())


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
