"""In which language somebody reads Earnest; empty is their browser's."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("team", "0013_rules_within_limits")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=10, verbose_name="language"
            ),
        ),
    ]
