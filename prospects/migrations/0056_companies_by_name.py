"""The list of companies walks along their names, and a domain is found by how it begins."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Collate, Lower


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("prospects", "0050_after_erasing")]

    operations = [
        AddIndexConcurrently(
            model_name="company",
            index=models.Index(
                Collate(Lower("name"), "C"), "id", "owner", name="companies_by_name"
            ),
        ),
        AddIndexConcurrently(
            model_name="company",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass(Lower("domain"), "text_pattern_ops"),
                name="company_by_beginning",
            ),
        ),
    ]
