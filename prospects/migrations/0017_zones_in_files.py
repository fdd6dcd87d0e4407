"""A file may say in which time zone somebody lives."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("prospects", "0016_regions"),
    ]

    operations = [
        migrations.AddField(
            model_name="stagedrow",
            name="time_zone",
            field=models.TextField(default=""),
        ),
    ]
