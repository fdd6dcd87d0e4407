"""Whoever is interested is gone on with by hand, comes back on a day, and ends as met only after a talk (sql/talking.sql)."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("cadence", "0009_library_uses")]

    operations = [
        migrations.AlterField(
            model_name="enrollment",
            name="state",
            field=models.CharField(
                choices=[
                    ("active", "In a cadence"),
                    ("paused", "Waiting, as they asked"),
                    ("talking", "Talking with them"),
                    ("ended", "Ended"),
                ],
                default="active",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "talking"), _negated=True),
                    models.Q(("paused_until__isnull", False), ("plan_at__isnull", True)),
                    _connector="OR",
                ),
                name="whoever_talks_with_us_has_a_day_and_no_plan",
            ),
        ),
        migrations.RunSQL((SQL / "talking.sql").read_text()),
    ]
