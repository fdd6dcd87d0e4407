"""What an admin adds to the checks, and why no reason sends what is a stop here."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"

DROP = """
DROP TRIGGER letter_has_no_reason_for_a_stop ON cadence_delivery;
DROP TRIGGER review_has_no_reason_for_a_stop ON cadence_approval;
DROP TRIGGER house_rules_are_never_emptied ON cadence_houserule;
DROP TRIGGER house_rule_is_an_admins ON cadence_houserule;
DROP FUNCTION earnest_no_reason_for_a_stop();
DROP FUNCTION earnest_house_rule_guard();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0014_by_hand"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HouseRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("raised", "A look that is a stop here"),
                            ("worn", "Worn phrases"),
                            ("guilt", "Phrases that ask them to feel bad"),
                            ("jargon", "Words of a brochure"),
                            ("calendar", "Calendars that people book in"),
                            ("shortener", "Addresses that hide where they lead"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.CharField(max_length=120)),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("kind", "text"),
                        name="a_house_rule_stands_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "raised"), _negated=True),
                            ("removed_at", None),
                            _connector="OR",
                        ),
                        name="a_stop_is_never_lowered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("removed_at", None),
                            ("removed_by", None),
                        )
                        | models.Q(
                            ("removed_at__isnull", False),
                            ("removed_by__isnull", False),
                        ),
                        name="a_removed_house_rule_says_by_whom",
                    ),
                ],
            },
        ),
        migrations.RunSQL((SQL / "house_rules.sql").read_text(), DROP),
    ]
