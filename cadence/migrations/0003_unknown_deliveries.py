"""Letters of unknown fate are few and shown on every queue: find them without reading all that ever left."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cadence", "0002_guards")]

    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "unknown")),
                fields=["touch"],
                name="delivery_of_unknown_fate",
            ),
        ),
    ]
