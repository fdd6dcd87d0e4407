"""Cadences that ended are walked by when they did."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("cadence", "0068_answers_while_merging")]

    operations = [
        AddIndexConcurrently(
            model_name="enrollment",
            index=models.Index(
                fields=["ended_at", "id"],
                condition=models.Q(("ended_at__isnull", False)),
                name="enrollment_by_end",
            ),
        ),
    ]
