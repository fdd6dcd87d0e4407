"""Records of one person are swept together, what came after an erasure goes as well, and Monday's process erases nothing."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("adherence", "0040_erasing"),
        ("prospects", "0032_one_person"),
        ("cadence", "0060_merged"),
    ]

    operations = [
        migrations.RunSQL((SQL / "erasing_again.sql").read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "sweeping_records.sql").read_text(), migrations.RunSQL.noop),
    ]
