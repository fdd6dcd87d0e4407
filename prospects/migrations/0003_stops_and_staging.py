"""The question every guard asks, and the staging table without a log."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"

DROP_STOPS = """
DROP FUNCTION earnest_is_suppressed(bigint, text);
ALTER TABLE prospects_stagedrow SET LOGGED;
"""


class Migration(migrations.Migration):
    dependencies = [("prospects", "0002_people")]

    operations = [migrations.RunSQL((SQL / "stops.sql").read_text(), DROP_STOPS)]
