"""What the ledger says of a late day is counted: a change of it leaves its mark, too."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("adherence", "0003_gaps")]

    operations = [
        migrations.RunSQL(
            (SQL / "late_marks.sql").read_text(),
            "DROP FUNCTION earnest_mark_of_late_days CASCADE;",
        ),
        migrations.RunSQL(
            "INSERT INTO adherence_mark (enrollment_id) SELECT DISTINCT enrollment_id FROM adherence_gapday",
            migrations.RunSQL.noop,
        ),
    ]
