"""The gap ledger: every day beyond the seventh, and the one cause it belongs to."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("adherence", "0002_rollups"),
        ("cadence", "0026_requests"),
        ("team", "0006_absences"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GapMark",
            fields=[
                (
                    "rep",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("days_off", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="GapClock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("attempts_to", models.BigIntegerField(default=0)),
                ("answers_to", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="gaps_have_one_clock"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GapCount",
            fields=[
                (
                    "enrollment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="cadence.enrollment",
                    ),
                ),
                ("look_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("look_at__isnull", False)),
                        fields=["look_at"],
                        name="gaps_to_count",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GapDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("hold", "On hold"),
                            ("asked_to_wait", "They asked us to wait"),
                            ("introduction", "Waiting for an introduction"),
                            ("template_change", "The cadence changed"),
                            ("provider", "The mail provider"),
                            ("time_off", "Time off"),
                            ("holiday", "Holiday"),
                            ("rep", "We were late"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gap_days",
                        to="cadence.enrollment",
                    ),
                ),
                (
                    "rep",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["rep", "day"], name="late_days_of_a_rep")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrollment", "day"), name="a_late_day_belongs_to_one_cause"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "cause__in",
                                [
                                    "hold",
                                    "asked_to_wait",
                                    "introduction",
                                    "template_change",
                                    "provider",
                                    "time_off",
                                    "holiday",
                                    "rep",
                                ],
                            )
                        ),
                        name="a_late_day_has_a_known_cause",
                    ),
                ],
            },
        ),
    ]
