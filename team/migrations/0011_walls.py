"""The day on somebody's wall, asked inside a query (sql/walls.sql)."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("team", "0010_monday_letter")]

    operations = [
        migrations.RunSQL(
            (SQL / "walls.sql").read_text(), "DROP FUNCTION earnest_day_on(text, timestamptz);"
        ),
    ]
