"""A try knows when its rep chose what it brings, and keeps that when its words are prepared anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cadence", "0021_hands")]

    operations = [
        migrations.AddField(
            model_name="touch",
            name="chosen_at",
            field=models.DateTimeField(null=True),
        ),
    ]
