"""Another number of the rules is nobody's to count again by; only how many tries are promised is."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("adherence", "0005_sums_by_place")]

    operations = [migrations.RunSQL((SQL / "promise.sql").read_text(), migrations.RunSQL.noop)]
