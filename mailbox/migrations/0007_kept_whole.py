"""Mail that is still kept whole is walked by when it came."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("mailbox", "0006_outages")]

    operations = [
        AddIndexConcurrently(
            model_name="inboundmessage",
            index=models.Index(
                fields=["received_at", "id"],
                condition=models.Q(("settled_at__isnull", False))
                & (~models.Q(("full_text", "")) | ~models.Q(("html", ""))),
                name="inbound_kept_whole",
            ),
        ),
    ]
