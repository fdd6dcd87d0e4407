"""How many letters may come back before a mailbox stops is a number of the rules."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0035_fewer_indexes"),
        ("team", "0013_rules_within_limits"),
    ]

    operations = [
        migrations.RunSQL((SQL / "bounces_allowed.sql").read_text(), migrations.RunSQL.noop)
    ]
