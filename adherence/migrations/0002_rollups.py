"""What the team page reads: facts an enrollment, sums a rep, version and week, and the marks that keep them right."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"
DROP_MARKS = """
DROP FUNCTION earnest_mark_of_enrollment, earnest_mark_of_changed_enrollment, earnest_mark_of_touch,
    earnest_mark_of_changed_touch, earnest_mark_of_attempt, earnest_mark_of_reply, earnest_mark_of_hold,
    earnest_mark_of_finding, earnest_mark_of_move, earnest_mark_of_wall, earnest_mark_of_promise CASCADE;
DROP FUNCTION earnest_monday(date);
"""
MARK_ALL = "INSERT INTO adherence_mark (enrollment_id) SELECT id FROM cadence_enrollment"


class Migration(migrations.Migration):
    dependencies = [
        ("adherence", "0001_first"),
        ("cadence", "0027_beyond_capacity"),
        ("mailbox", "0005_mail_not_taken_in"),
        ("prospects", "0015_asking_colleagues"),
        ("research", "0004_warm_paths"),
        ("team", "0007_capacity_in_the_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Counting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("counted_at", models.DateTimeField(null=True)),
                ("recounted_at", models.DateTimeField(null=True)),
                ("differences", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="counting_is_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "enrollment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cadence.enrollment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                (
                    "enrollment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="cadence.enrollment",
                    ),
                ),
                ("is_running", models.BooleanField()),
                ("given_up_on", models.DateField(null=True)),
                ("again_at", models.DateTimeField(null=True)),
                (
                    "reps",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField()),
                ),
                ("weeks", django.contrib.postgres.fields.ArrayField(base_field=models.DateField())),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField()
                    ),
                ),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField()
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadence.cadenceversion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("again_at__isnull", False)),
                        fields=["again_at"],
                        name="fact_to_count_again",
                    ),
                    models.Index(
                        condition=models.Q(("is_running", True)),
                        fields=["owner"],
                        name="fact_of_running_by_rep",
                    ),
                    models.Index(
                        condition=models.Q(("given_up_on__isnull", False)),
                        fields=["owner", "given_up_on"],
                        name="fact_of_given_up_by_rep",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WeekCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.DateField()),
                (
                    "tries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=16
                    ),
                ),
                (
                    "gaps",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=13
                    ),
                ),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=2
                    ),
                ),
                (
                    "starts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=2
                    ),
                ),
                (
                    "answers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=16
                    ),
                ),
                (
                    "replies",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=2
                    ),
                ),
                (
                    "seen_through",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=16
                    ),
                ),
                (
                    "given_up",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=16
                    ),
                ),
                (
                    "stops",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=16
                    ),
                ),
                (
                    "endings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=8
                    ),
                ),
                (
                    "weeks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=3
                    ),
                ),
                (
                    "rep",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadence.cadenceversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("week", "rep", "version"),
                        name="a_week_of_a_rep_and_version_is_counted_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("week__iso_week_day", 1)),
                        name="a_counted_week_begins_on_monday",
                    ),
                ],
            },
        ),
        migrations.RunSQL((SQL / "marks.sql").read_text(), DROP_MARKS),
        migrations.RunSQL(MARK_ALL, migrations.RunSQL.noop),
    ]
