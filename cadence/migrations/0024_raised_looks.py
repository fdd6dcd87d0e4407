"""A look that is a stop in one step of a plan goes out with no reason either, nor by hand."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("cadence", "0023_logged_anyway")]

    operations = [
        migrations.RunSQL(
            (SQL / "raised_looks.sql").read_text(),
            "DROP TRIGGER evidence_has_no_reason_for_a_stop ON cadence_attempt;",
        )
    ]
