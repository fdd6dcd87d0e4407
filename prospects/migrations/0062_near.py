"""A short word that is misspelled is held against short words alone."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "near.sql"


class Migration(migrations.Migration):
    dependencies = [("prospects", "0061_found_sooner")]

    # Whoever goes back keeps the newer words: they stand on the tables of both.
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
