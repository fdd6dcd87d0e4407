"""Mail that could not be settled waits for its next turn, and its owner sees it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mailbox", "0004_sign_in_with_a_provider")]

    operations = [
        migrations.AddField(
            model_name="inboundmessage",
            name="settle_again_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="inboundmessage",
            name="settle_failures",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name="inboundmessage",
            index=models.Index(
                condition=models.Q(("settle_failures__gt", 0), ("settled_at", None)),
                fields=["mailbox", "received_at"],
                name="inbound_not_taken_in",
            ),
        ),
    ]
