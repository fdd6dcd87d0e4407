"""No Monday letter to an address on the stop list."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("adherence", "0008_monday"), ("prospects", "0006_forgotten_stops")]

    operations = [migrations.RunSQL((SQL / "monday_stops.sql").read_text(), migrations.RunSQL.noop)]
