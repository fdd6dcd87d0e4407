"""Sheets of a workbook, what is left out, and an import that is taken back."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("prospects", "0040_privacy"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="importbatch",
            name="an_import_is_in_a_known_state",
        ),
        migrations.RemoveConstraint(
            model_name="importbatch",
            name="an_applied_import_knows_when",
        ),
        migrations.RemoveConstraint(
            model_name="importpart",
            name="a_part_of_an_import_is_stored_once",
        ),
        migrations.AddField(
            model_name="company",
            name="import_batch",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="companies",
                to="prospects.importbatch",
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="columns_key",
            field=models.CharField(db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="left_out",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), db_default=[], default=list
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="sheet",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="sheets",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), db_default=[], default=list
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="taken_back_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="importpart",
            name="of_workbook",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="stagedrow",
            name="name_settled",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="stagedrow",
            name="suggested",
            field=models.TextField(default=""),
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="state",
            field=models.CharField(
                choices=[
                    ("brought", "Columns to match"),
                    ("checked", "To look over"),
                    ("applied", "Brought in"),
                    ("taken_back", "Taken back"),
                ],
                default="brought",
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["brought", "checked", "applied", "taken_back"])),
                name="an_import_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["applied", "taken_back"]), ("applied_at", None), _connector="XOR"
                ),
                name="an_applied_import_knows_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "taken_back"), ("taken_back_at", None), _connector="XOR"
                ),
                name="an_import_taken_back_knows_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="importpart",
            constraint=models.UniqueConstraint(
                fields=("batch", "of_workbook", "number"), name="a_part_of_an_import_is_stored_once"
            ),
        ),
    ]
