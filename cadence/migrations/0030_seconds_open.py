"""How long a try was open before it was made."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0029_replies_by_naming"),
        ("prospects", "0016_regions"),
        ("research", "0004_warm_paths"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="touch",
            name="opened_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="touch",
            name="seconds_open",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name="touch",
            index=models.Index(
                condition=models.Q(("seconds_open__isnull", False)),
                fields=["owner", "channel", "-closed_at"],
                include=("seconds_open",),
                name="touch_that_took_so_long",
            ),
        ),
    ]
