"""Erasing what we know of a person, at somebody's word or because it was kept long enough."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
YIELDING = """
SELECT earnest_let_erasures_pass('{comment_is_answered_by_the_rep, example_stands_with_the_reps_yes}')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("adherence", "0008_monday"),
        ("cadence", "0050_privacy"),
    ]

    operations = [
        migrations.RunSQL(YIELDING, migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "erasing.sql").read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "sweeping.sql").read_text(), migrations.RunSQL.noop),
    ]
