"""The region whose public holidays somebody keeps."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("prospects", "0015_asking_colleagues"),
    ]

    operations = [
        migrations.AddField(
            model_name="prospect",
            name="subdivision",
            field=models.CharField(blank=True, db_default="", default="", max_length=30),
        ),
    ]
