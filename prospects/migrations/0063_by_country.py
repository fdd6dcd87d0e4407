"""The people of one country are walked in order of their names, however few they are."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Collate, Lower


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("prospects", "0060_what_two_records_became")]

    operations = [
        AddIndexConcurrently(
            model_name="prospect",
            index=models.Index(
                "country",
                Collate(Lower("name"), "C"),
                "id",
                "owner",
                condition=models.Q(("erased_at", None), ("merged_into", None)),
                name="listed_by_country",
            ),
        )
    ]
