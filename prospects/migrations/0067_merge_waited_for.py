"""Whoever brings somebody to a company waits for whoever makes two records one."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "merge_waited_for.sql"


class Migration(migrations.Migration):
    dependencies = [("prospects", "0063_by_country")]

    # Whoever goes back keeps the newer words: they stand on the tables of both.
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
