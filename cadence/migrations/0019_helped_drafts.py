"""A draft can be worded with help."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cadence", "0018_undecided_mail")]

    operations = [
        migrations.AlterField(
            model_name="draft",
            name="origin",
            field=models.CharField(
                choices=[
                    ("template", "From the step's template"),
                    ("rep", "Written by the rep"),
                    ("helped", "Worded with help"),
                ],
                max_length=10,
            ),
        ),
    ]
