"""A second rep asks before they talk with somebody where a colleague's conversation runs."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"

DROP = """
DROP TRIGGER whom_we_talk_with_keeps_their_company ON prospects_prospect;
DROP FUNCTION earnest_company_guard();
DROP TRIGGER request_is_answered_once ON cadence_companyrequest;
DROP FUNCTION earnest_request_guard();
DROP TRIGGER colleague_was_asked ON cadence_enrollment;
DROP FUNCTION earnest_colleague_was_asked();
DROP FUNCTION earnest_conversation_owner(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0025_moved_by_the_plan"),
        ("prospects", "0015_asking_colleagues"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CompanyRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("why", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "Not now")],
                        db_default="",
                        default="",
                        max_length=3,
                    ),
                ),
                ("note", models.CharField(blank=True, db_default="", default="", max_length=300)),
                ("answered_at", models.DateTimeField(null=True)),
                ("lapsed_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="prospects.company",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="prospects.prospect",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("answer", ""), ("lapsed_at__isnull", True)),
                        fields=["company"],
                        name="request_to_answer",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answer", ""), ("lapsed_at__isnull", True)),
                        fields=("prospect", "asker"),
                        name="a_person_is_asked_for_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="a_request_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                            ),
                            models.Q(
                                ("answer__in", ["yes", "no"]),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                ("lapsed_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_request_is_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "no"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_no_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by__isnull", True),
                            models.Q(("answered_by", models.F("asker")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_answers_their_own_request",
                    ),
                ],
            },
        ),
        migrations.RunSQL((SQL / "requests.sql").read_text(), DROP),
    ]
