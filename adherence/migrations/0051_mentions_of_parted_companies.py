"""Whoever is erased is mentioned nowhere in what was told while two records were one company, either."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "mentions_of_parted_companies.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("adherence", "0050_kept_by_their_end"),
        ("prospects", "0057_two_companies"),
    ]

    # Whoever goes back keeps the newer words: they stand on the tables of both.
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
