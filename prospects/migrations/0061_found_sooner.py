"""Lists walk along those alone whom they show, and a short misspelled word is held against short words."""

import django.contrib.postgres.indexes
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models.lookups import LessThanOrEqual


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("prospects", "0056_companies_by_name")]

    operations = [
        AddIndexConcurrently(
            model_name="prospect",
            index=models.Index(
                django.db.models.functions.comparison.Collate(
                    django.db.models.functions.text.Lower("name"), "C"
                ),
                "id",
                "owner",
                condition=models.Q(("erased_at", None), ("merged_into", None)),
                name="listed_by_name",
            ),
        ),
        AddIndexConcurrently(
            model_name="prospect",
            index=models.Index(
                models.OrderBy(models.F("created_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("erased_at", None), ("merged_into", None)),
                name="listed_by_arrival",
            ),
        ),
        RemoveIndexConcurrently(model_name="prospect", name="people_by_name"),
        RemoveIndexConcurrently(model_name="prospect", name="people_by_arrival"),
        AddIndexConcurrently(
            model_name="nameword",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(
                    LessThanOrEqual(django.db.models.functions.text.Length("word"), 5)
                ),
                fields=["word"],
                name="name_word_short",
                opclasses=["gin_trgm_ops"],
            ),
        ),
    ]
