"""Letters that came back, counted against their mailbox; a mailbox of which many came back stops."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "bounces.sql"
DROP = """
DROP TRIGGER delivery_leaves_a_sound_mailbox ON cadence_delivery;
DROP FUNCTION earnest_delivery_of_a_sound_mailbox(), earnest_bounce_stop(bigint), earnest_bounced(bigint);
DROP TRIGGER bounce_never_changes ON cadence_bounce;
DROP TRIGGER bounce_look_never_changes ON cadence_bouncelook;
DROP TRIGGER bounce_look_is_of_now ON cadence_bouncelook;
DROP FUNCTION earnest_bounce_look();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0004_sent_copies"),
        ("mailbox", "0004_sign_in_with_a_provider"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bounce",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "delivery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bounce",
                        to="cadence.delivery",
                    ),
                ),
                (
                    "mailbox",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bounces",
                        to="mailbox.mailbox",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mailbox.inboundmessage",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BounceLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mailbox",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bounce_looks",
                        to="mailbox.mailbox",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["mailbox", "-at"], name="newest_look_of_a_mailbox")
                ],
            },
        ),
        migrations.RunSQL(SQL.read_text(), DROP),
    ]
