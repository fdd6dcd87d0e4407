"""Whom we promised to ring is rung whatever their country's rule says, and written to only as it says."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("cadence", "0060_merged")]

    operations = [
        migrations.RunSQL((SQL / "promised_calls.sql").read_text(), migrations.RunSQL.noop)
    ]
