"""Whoever is erased is named no more in where a file is said to come from."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "mentions_of_imports.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("adherence", "0049_mentions_of_one_company"),
        ("prospects", "0051_imports_by_slices"),
    ]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
