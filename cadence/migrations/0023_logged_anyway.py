"""Evidence of what was carried by hand keeps why it went over a look."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cadence", "0022_chosen")]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="looks",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(
                condition=models.Q(("looks", {}), _negated=True),
                fields=["at"],
                name="attempt_logged_anyway",
            ),
        ),
    ]
