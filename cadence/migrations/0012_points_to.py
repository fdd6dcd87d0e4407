"""A reply keeps the address of whoever it points us to, so that the rep need not type it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cadence", "0011_warm_paths")]

    operations = [
        migrations.AddField(
            model_name="reply",
            name="points_to",
            field=models.CharField(blank=True, db_default="", default="", max_length=254),
        ),
    ]
