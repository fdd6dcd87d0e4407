"""Whom a sweep takes is found by when their cadences ended."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "kept_by_their_end.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("adherence", "0043_mentions_of_imports"),
        ("cadence", "0070_by_their_end"),
    ]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
