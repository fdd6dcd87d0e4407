"""Which mail the provider filed as sent, what it was called before, and when that folder was last read through."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mailbox", "0002_guard")]

    operations = [
        migrations.AddField(
            model_name="foldercursor",
            name="holds_own_mail",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="foldercursor",
            name="read_through_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="inboundmessage",
            name="in_own_folder",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="inboundmessage",
            name="original_ids",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=600), blank=True, default=list, size=None
            ),
        ),
    ]
