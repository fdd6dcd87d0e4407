"""Names of companies are found by likeness, and records by the one that stands for them."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("prospects", "0057_two_companies")]

    operations = [
        ValidateConstraint(model_name="company", name="no_company_stands_for_itself"),
        AddIndexConcurrently(
            model_name="company",
            index=models.Index(
                "merged_into",
                condition=models.Q(merged_into__isnull=False),
                name="companies_merged",
            ),
        ),
        AddIndexConcurrently(
            model_name="company",
            index=GinIndex(OpClass(Lower("name"), "gin_trgm_ops"), name="company_alike"),
        ),
    ]
