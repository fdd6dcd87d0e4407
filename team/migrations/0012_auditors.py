"""A fourth role: reads all, changes nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("team", "0011_walls")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="role",
            field=models.CharField(
                choices=[
                    ("rep", "Rep"),
                    ("manager", "Manager"),
                    ("admin", "Admin"),
                    ("auditor", "Auditor"),
                ],
                default="rep",
                max_length=10,
                verbose_name="role",
            ),
        ),
    ]
