"""A file may say in which region of their country somebody lives."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("prospects", "0017_zones_in_files"),
    ]

    operations = [
        migrations.AddField(
            model_name="stagedrow",
            name="subdivision",
            field=models.TextField(default=""),
        ),
    ]
