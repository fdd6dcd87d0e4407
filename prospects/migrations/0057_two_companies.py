"""Two records that may be one company, and what somebody said of them."""

from typing import Any

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def company(name: str = "+") -> Any:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=name, to="prospects.company"
    )


def likened() -> Any:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="prospects.company"
    )


def colleague(*, null: bool = False) -> Any:
    return models.ForeignKey(
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("prospects", "0066_rules_accounted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="company",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="prospects.company",
            ),
        ),
        AddConstraintNotValid(
            model_name="company",
            constraint=models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
                name="no_company_stands_for_itself",
            ),
        ),
        migrations.CreateModel(
            name="CompanyLikeness",
            fields=[
                ("id", ID.clone()),
                ("why", django.contrib.postgres.fields.ArrayField(base_field=models.TextField())),
                ("found_at", models.DateTimeField()),
                ("parted_at", models.DateTimeField(null=True)),
                ("one", likened()),
                ("other", likened()),
                ("parted_by", colleague(null=True)),
            ],
            options={"verbose_name_plural": "company likenesses"},
        ),
        migrations.CreateModel(
            name="CompanyMerge",
            fields=[
                ("id", ID.clone()),
                (
                    "swapped",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField()),
                ),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField()),
                ),
                (
                    "facts",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField()),
                ),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("kept", company("merges")),
                ("other", company()),
                ("by", colleague()),
                ("undone_by", colleague(null=True)),
            ],
        ),
        migrations.AddConstraint(
            model_name="companylikeness",
            constraint=models.UniqueConstraint(
                fields=("one", "other"), name="two_companies_are_compared_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="companylikeness",
            constraint=models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")),
                name="a_company_likeness_names_the_older_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="companylikeness",
            constraint=models.CheckConstraint(
                condition=models.Q(parted_at=None, parted_by=None)
                | models.Q(parted_at__isnull=False, parted_by__isnull=False),
                name="who_parts_two_companies_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="companymerge",
            constraint=models.UniqueConstraint(
                fields=("other",),
                condition=models.Q(undone_at=None),
                name="a_company_record_is_merged_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="companymerge",
            constraint=models.CheckConstraint(
                condition=~models.Q(kept=models.F("other")), name="no_company_is_merged_with_itself"
            ),
        ),
    ]
