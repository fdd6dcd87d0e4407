"""How far a large file is, what holds for its people, and whom its rows are like."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("prospects", "0062_near"),
        ("prospects", "0065_sources"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="importbatch",
            name="an_import_is_in_a_known_state",
        ),
        migrations.AddField(
            model_name="importbatch",
            name="compared",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="landed",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="lawful_basis",
            field=models.CharField(
                choices=[
                    ("unknown", "Not recorded yet"),
                    ("legitimate_interest", "Legitimate interest"),
                    ("consent", "They agreed"),
                    ("contract", "A contract with them"),
                ],
                db_default="unknown",
                default="unknown",
                max_length=32,
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="rows_found",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="source",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="source_date",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="subscriber_type",
            field=models.CharField(
                choices=[
                    ("unknown", "Not known yet"),
                    ("corporate", "At work, for a company"),
                    ("individual", "A private person or sole trader"),
                ],
                db_default="unknown",
                default="unknown",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="stagedrow",
            name="lawful_basis",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AddField(
            model_name="stagedrow",
            name="like_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="stagedrow",
            name="source_date",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="stagedrow",
            name="subscriber_type",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="state",
            field=models.CharField(
                choices=[
                    ("brought", "Columns to match"),
                    ("reading", "Being read"),
                    ("checked", "To look over"),
                    ("applying", "Being brought in"),
                    ("applied", "Brought in"),
                    ("taken_back", "Taken back"),
                ],
                default="brought",
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="stagedrow",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("accepted", "To bring in"),
                    ("rejected", "Left out"),
                    ("duplicate", "Known already"),
                    ("aside", "From an earlier reading"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["brought", "reading", "checked", "applying", "applied", "taken_back"],
                    )
                ),
                name="an_import_is_in_a_known_state",
            ),
        ),
    ]
