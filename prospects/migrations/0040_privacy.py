"""Country rules, what erases a person's data and for how long it is kept, and what a person was told of it."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from prospects.shipped import shipped_rules

SQL = Path(__file__).parent / "sql"


def ship_the_rules(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    rule = apps.get_model("prospects", "CountryRule")
    rule.objects.bulk_create(
        rule(**each._asdict() | {"bases": list(each.bases)}) for each in shipped_rules()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("prospects", "0020_names_alike"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CountryRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("call", "Call"),
                            ("linkedin", "LinkedIn"),
                            ("post", "Post"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "subscriber_type",
                    models.CharField(
                        choices=[
                            ("unknown", "Not known yet"),
                            ("corporate", "At work, for a company"),
                            ("individual", "A private person or sole trader"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("allowed", "Allowed"),
                            ("needs_basis", "Needs a basis"),
                            ("blocked", "Not allowed"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "bases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("unknown", "Not recorded yet"),
                                ("legitimate_interest", "Legitimate interest"),
                                ("consent", "They agreed"),
                                ("contract", "A contract with them"),
                            ],
                            max_length=32,
                        ),
                        default=list,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("source", models.CharField(max_length=300)),
                ("changed_at", models.DateTimeField(null=True)),
                ("why_changed", models.CharField(blank=True, default="", max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("asked", "They asked us to"),
                            ("no_need", "We have no need of it any more"),
                            ("long_enough", "It was kept long enough"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=300)),
                ("at", models.DateTimeField()),
                ("counts", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="RetentionRule",
            fields=[
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("people", "People who never answered, after their last cadence"),
                            ("replies", "The words of replies, after they came"),
                            ("mail", "Mail as it was fetched, after it was read"),
                            ("imports", "Files and their rows, after they came"),
                        ],
                        max_length=12,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("months", models.PositiveSmallIntegerField()),
                ("is_on", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Sweep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("people", "People who never answered, after their last cadence"),
                            ("replies", "The words of replies, after they came"),
                            ("mail", "Mail as it was fetched, after it was read"),
                            ("imports", "Files and their rows, after they came"),
                        ],
                        max_length=12,
                    ),
                ),
                ("rows", models.PositiveIntegerField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="activity",
            name="an_activity_is_of_a_known_kind",
        ),
        migrations.AddField(
            model_name="prospect",
            name="erased_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="prospect",
            name="lawful_basis_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="prospect",
            name="notice_given_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="prospect",
            name="notice_way",
            field=models.CharField(
                blank=True,
                choices=[
                    ("first_letter", "In the first letter"),
                    ("own_letter", "In a letter of its own"),
                    ("spoken", "On the phone or in person"),
                    ("other", "Another way"),
                ],
                db_default="",
                default="",
                max_length=16,
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
                ],
                max_length=32,
            ),
        ),
        migrations.AlterField(
            model_name="suppression",
            name="origin",
            field=models.CharField(
                choices=[
                    ("told_us", "They told one of us"),
                    ("reply", "They wrote it in a reply"),
                    ("unsubscribe", "They used the link in a letter"),
                    ("bounce", "The address does not exist"),
                    ("list", "From a stop list"),
                    ("erased", "They asked us to erase their data"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddIndex(
            model_name="prospect",
            index=models.Index(
                condition=models.Q(("erased_at__isnull", True), ("notice_given_on__isnull", True)),
                fields=["created_at", "id"],
                name="people_not_told_yet",
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
                    models.Q(("notice_given_on__isnull", True), ("notice_way", "")),
                    models.Q(
                        ("notice_given_on__isnull", False),
                        models.Q(("notice_way", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_notice_says_when_and_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="prospect",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at__isnull", True),
                    models.Q(("email", ""), ("linkedin_url", ""), ("phone", "")),
                    _connector="OR",
                ),
                name="an_erased_person_has_no_address",
            ),
        ),
        migrations.AddField(
            model_name="countryrule",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="erasure",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="erasure",
            name="prospect",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="erasure",
                to="prospects.prospect",
            ),
        ),
        migrations.AddField(
            model_name="retentionrule",
            name="changed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="countryrule",
            constraint=models.UniqueConstraint(
                fields=("country", "channel", "subscriber_type"),
                name="a_country_has_one_rule_per_channel_and_kind_of_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="countryrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["allowed", "needs_basis", "blocked"])),
                name="a_country_rule_has_a_known_verdict",
            ),
        ),
        migrations.AddConstraint(
            model_name="countryrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("bases__len__gt", 0), ("verdict", "needs_basis")),
                    models.Q(models.Q(("verdict", "needs_basis"), _negated=True), ("bases", [])),
                    _connector="OR",
                ),
                name="a_rule_that_needs_a_basis_names_which_count",
            ),
        ),
        migrations.AddConstraint(
            model_name="countryrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("changed_at__isnull", True),
                        ("changed_by__isnull", True),
                        ("why_changed", ""),
                    ),
                    models.Q(
                        ("changed_at__isnull", False),
                        ("changed_by__isnull", False),
                        models.Q(("why_changed", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_changed_country_rule_says_who_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="erasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by__isnull", True), ("cause", "long_enough")),
                    models.Q(
                        models.Q(("cause", "long_enough"), _negated=True), ("by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="an_erasure_is_a_persons_or_the_sweeps",
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("months__gte", 1), ("months__lte", 120)),
                name="what_is_kept_is_kept_for_a_month_to_ten_years",
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("what__in", ["people", "replies", "mail", "imports"])),
                name="a_retention_rule_is_of_a_known_kind",
            ),
        ),
        migrations.RunPython(ship_the_rules, migrations.RunPython.noop),
        migrations.RunSQL((SQL / "country_rules.sql").read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "erasing.sql").read_text(), migrations.RunSQL.noop),
    ]
