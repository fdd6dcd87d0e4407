"""A page that changes a draft step by step is known again by its token."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cadence", "0020_introductions_brought")]

    operations = [
        migrations.AddField(
            model_name="cadenceversion",
            name="hand",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AddField(
            model_name="cadenceversion",
            name="hand_since",
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
    ]
