"""Whoever is to be planned at the same moment is planned in one order."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0032_edits_followed"),
        ("prospects", "0017_zones_in_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="enrollment",
            name="enrollment_to_plan",
        ),
        migrations.AddIndex(
            model_name="enrollment",
            index=models.Index(
                condition=models.Q(
                    ("plan_at__isnull", False), models.Q(("state", "ended"), _negated=True)
                ),
                fields=["plan_at", "id"],
                name="enrollment_to_plan",
            ),
        ),
    ]
