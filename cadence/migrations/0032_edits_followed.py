"""Which edits of people the plan has followed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0031_what_is_read"),
    ]

    operations = [
        migrations.CreateModel(
            name="EditMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("activity", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="edit_mark_is_one_row"
                    )
                ],
            },
        ),
    ]
