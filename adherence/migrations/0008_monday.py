"""The Monday letter to our own users, and the guard that it goes to nobody else."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("team", "0010_monday_letter"),
        ("adherence", "0007_coaching"),
        ("prospects", "0006_forgotten_stops"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MondayLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.DateField()),
                ("address", models.CharField(max_length=254)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("claimed", "On its way"),
                            ("sent", "Sent"),
                            ("failed", "Not sent"),
                        ],
                        db_default="claimed",
                        default="claimed",
                        max_length=10,
                    ),
                ),
                ("claimed_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, db_default="", default="", max_length=300)),
                ("db_role", models.CharField(db_default="", default="", max_length=63)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "claimed")),
                        fields=["address"],
                        name="monday_letter_under_way",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "week"), name="one_monday_letter_of_a_user_and_week"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("week__iso_week_day", 1)),
                        name="a_monday_letter_is_of_a_monday",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("state", "claimed")),
                            models.Q(
                                ("finished_at__isnull", False), ("state__in", ["sent", "failed"])
                            ),
                            _connector="OR",
                        ),
                        name="a_monday_letter_is_finished_once",
                    ),
                ],
            },
        ),
        migrations.RunSQL((SQL / "monday.sql").read_text(), migrations.RunSQL.noop),
    ]
