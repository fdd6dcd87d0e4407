"""Two records that may be one person, and what somebody said of them."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("prospects", "0030_imports_in_full"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Likeness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("why", django.contrib.postgres.fields.ArrayField(base_field=models.TextField())),
                ("found_at", models.DateTimeField()),
                ("parted_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name_plural": "likenesses",
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "swapped",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField()),
                ),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="activity",
            name="an_activity_is_of_a_known_kind",
        ),
        migrations.AddField(
            model_name="prospect",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="prospects.prospect",
            ),
        ),
        migrations.AlterField(
            model_name="activity",
            name="kind",
            field=models.CharField(
                choices=[
                    ("note", "Note"),
                    ("added", "Added by hand"),
                    ("imported", "Brought in from a file"),
                    ("edited", "Details changed"),
                    ("handed_over", "Handed over"),
                    ("suppressed", "Asked us to stop"),
                    ("suppression_lifted", "May be written to again"),
                    ("researched", "Research saved"),
                    ("name_confirmed", "Name confirmed"),
                    ("finding_added", "Fact added"),
                    ("finding_retracted", "Fact taken back"),
                    ("introduction", "Introduction"),
                    ("colleague_asked", "Asked a colleague"),
                    ("colleague_answered", "A colleague answered"),
                    ("enrolled", "Joined a cadence"),
                    ("moved_on", "Goes on by a newer version"),
                    ("enrollment_ended", "Cadence ended"),
                    ("wrote", "Wrote by hand"),
                    ("letter_sent", "Letter sent"),
                    ("letter_failed", "Letter did not leave"),
                    ("letter_unknown", "Letter may have left"),
                    ("letter_left", "Said that the letter left"),
                    ("letter_stayed", "Said that the letter didn't leave"),
                    ("call_made", "Called"),
                    ("linkedin_done", "On LinkedIn"),
                    ("posted", "Posted a letter"),
                    ("skipped", "Try skipped"),
                    ("postponed", "Moved to another day"),
                    ("replied", "They wrote back"),
                    ("pressed", "They pressed the unsubscribe link"),
                    ("mail_decided", "Said whose mail it was"),
                    ("bounced", "Letter came back"),
                    ("held", "On hold"),
                    ("hold_lifted", "Hold lifted"),
                    ("answered", "Answered"),
                    ("acknowledged", "Acknowledged"),
                    ("answer_left_out", "Answer left out"),
                    ("basis_recorded", "Data details changed"),
                    ("notice_given", "Told them about their data"),
                    ("erased", "Data erased"),
                    ("merged", "Made one person of two records"),
                    ("unmerged", "Parted the two records again"),
                ],
                max_length=32,
            ),
        ),
        migrations.AddIndex(
            model_name="prospect",
            index=models.Index(
                models.F("merged_into"),
                condition=models.Q(("merged_into__isnull", False)),
                name="people_merged",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "note",
                            "added",
                            "imported",
                            "edited",
                            "handed_over",
                            "suppressed",
                            "suppression_lifted",
                            "researched",
                            "name_confirmed",
                            "finding_added",
                            "finding_retracted",
                            "introduction",
                            "colleague_asked",
                            "colleague_answered",
                            "enrolled",
                            "moved_on",
                            "enrollment_ended",
                            "wrote",
                            "letter_sent",
                            "letter_failed",
                            "letter_unknown",
                            "letter_left",
                            "letter_stayed",
                            "call_made",
                            "linkedin_done",
                            "posted",
                            "skipped",
                            "postponed",
                            "replied",
                            "pressed",
                            "mail_decided",
                            "bounced",
                            "held",
                            "hold_lifted",
                            "answered",
                            "acknowledged",
                            "answer_left_out",
                            "basis_recorded",
                            "notice_given",
                            "erased",
                            "merged",
                            "unmerged",
                        ],
                    )
                ),
                name="an_activity_is_of_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="prospect",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None),
                    models.Q(("merged_into", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_stands_for_themselves",
            ),
        ),
        migrations.AddField(
            model_name="likeness",
            name="one",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="prospects.prospect",
            ),
        ),
        migrations.AddField(
            model_name="likeness",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="prospects.prospect",
            ),
        ),
        migrations.AddField(
            model_name="likeness",
            name="parted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="kept",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges",
                to="prospects.prospect",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="prospects.prospect",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="undone_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="likeness",
            constraint=models.UniqueConstraint(
                fields=("one", "other"), name="two_records_are_compared_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="likeness",
            constraint=models.CheckConstraint(
                condition=models.Q(("one__lt", models.F("other"))),
                name="a_likeness_names_the_older_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="likeness",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("parted_at", None), ("parted_by", None)),
                    models.Q(("parted_at__isnull", False), ("parted_by__isnull", False)),
                    _connector="OR",
                ),
                name="who_parts_two_records_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)),
                fields=("other",),
                name="a_record_is_merged_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept", models.F("other")), _negated=True),
                name="nobody_is_merged_with_themselves",
            ),
        ),
    ]
