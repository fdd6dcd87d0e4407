"""How late an answer was named is asked by its index."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0028_cover"),
        ("mailbox", "0006_outages"),
        ("prospects", "0015_asking_colleagues"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(
                condition=models.Q(("named_at__isnull", False)),
                fields=["named_at"],
                name="reply_by_naming",
            ),
        ),
    ]
