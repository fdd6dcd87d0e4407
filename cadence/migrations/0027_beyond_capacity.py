"""A manager may let a rep take on more than a day holds, and says why."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0026_requests"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BeyondCapacity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("people", models.PositiveIntegerField()),
                ("day", models.DateField()),
                ("tries", models.PositiveIntegerField()),
                ("capacity", models.PositiveIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rep",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="beyond_capacity",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "beyond capacity",
                "indexes": [models.Index(fields=["rep", "-at"], name="beyond_capacity_of_a_rep")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="beyond_capacity_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tries__gt", models.F("capacity"))),
                        name="beyond_capacity_is_beyond_it",
                    ),
                ],
            },
        ),
    ]
