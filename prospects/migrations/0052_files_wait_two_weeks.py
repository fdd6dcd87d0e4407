"""Files that wait are forgotten after two weeks by the worker's clock."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "forgotten_files.sql"


class Migration(migrations.Migration):
    dependencies = [("prospects", "0051_imports_by_slices")]

    operations = [
        migrations.RunSQL(SQL.read_text(), "DROP FUNCTION earnest_forget_files();"),
    ]
