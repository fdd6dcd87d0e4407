"""Mail of which nobody can tell from which of several companies it is waits for a person."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0017_drafts_of_plans"),
        ("mailbox", "0005_mail_not_taken_in"),
        ("prospects", "0009_stops_by_domain"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="UndecidedMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "companies",
                    models.ManyToManyField(related_name="undecided_mails", to="prospects.company"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undecided",
                        to="mailbox.inboundmessage",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.prospect",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at", None)),
                        fields=["id"],
                        name="mail_to_decide",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at__isnull", True),
                            ("decided_by__isnull", True),
                            ("prospect__isnull", True),
                        )
                        | models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                        name="whose_mail_it_is_says_a_person",
                    )
                ],
            },
        ),
    ]
