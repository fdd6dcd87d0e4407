"""The process of the Monday letter forgets no file."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "forgotten_by_the_clock.sql"


class Migration(migrations.Migration):
    dependencies = [("prospects", "0067_merge_waited_for")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
