"""What was learned where it led nowhere."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"

DROP = """
DROP TRIGGER setback_is_of_an_ending_and_never_changes ON cadence_setback;
DROP FUNCTION earnest_setback_guard();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0012_points_to"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Setback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about_them", models.TextField(blank=True, default="")),
                ("about_us", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enrollment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="setback",
                        to="cadence.enrollment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("about_them", ""), ("about_us", ""), _negated=True),
                        name="a_setback_teaches_something",
                    )
                ],
            },
        ),
        migrations.RunSQL((SQL / "setbacks.sql").read_text(), DROP),
    ]
