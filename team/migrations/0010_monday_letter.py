"""Whether somebody wants a letter on Monday morning: not until they say so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("team", "0009_days_gone_in_the_audit"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="monday_letter",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="a letter on Monday morning"
            ),
        ),
    ]
