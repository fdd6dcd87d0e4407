"""Companies, people, stops, the timeline, and files on their way in."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import prospects.models.words


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("prospects", "0001_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Company",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("domain", models.CharField(blank=True, default="", max_length=253)),
                ("website", models.CharField(blank=True, default="", max_length=500)),
                ("industry", models.CharField(blank=True, default="", max_length=200)),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                ("city", models.CharField(blank=True, default="", max_length=200)),
                ("employees", models.PositiveIntegerField(blank=True, null=True)),
                ("time_zone", models.CharField(blank=True, default="", max_length=64)),
                ("phone", models.CharField(blank=True, default="", max_length=16)),
                ("postal_address", models.TextField(blank=True, default="")),
                ("created_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="companies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "companies",
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("brought", "Columns to match"),
                            ("checked", "To look over"),
                            ("applied", "Brought in"),
                        ],
                        default="brought",
                        max_length=16,
                    ),
                ),
                ("encoding", models.CharField(max_length=32)),
                ("delimiter", models.CharField(max_length=1)),
                ("mapping", models.JSONField(default=dict)),
                ("total", models.PositiveIntegerField(default=0)),
                ("accepted", models.PositiveIntegerField(default=0)),
                ("rejected", models.PositiveIntegerField(default=0)),
                ("duplicate", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="prospects.importbatch",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Prospect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("preferred_name", models.CharField(blank=True, default="", max_length=200)),
                ("pronunciation", models.CharField(blank=True, default="", max_length=200)),
                ("title", models.CharField(blank=True, default="", max_length=200)),
                ("email", models.CharField(blank=True, default="", max_length=254)),
                ("email_bounced_at", models.DateTimeField(blank=True, null=True)),
                ("phone", models.CharField(blank=True, default="", max_length=16)),
                ("linkedin_url", models.CharField(blank=True, default="", max_length=300)),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                ("city", models.CharField(blank=True, default="", max_length=200)),
                ("time_zone", models.CharField(blank=True, default="", max_length=64)),
                ("language", models.CharField(blank=True, default="", max_length=12)),
                (
                    "subscriber_type",
                    models.CharField(
                        choices=[
                            ("unknown", "Not known yet"),
                            ("corporate", "At work, for a company"),
                            ("individual", "A private person or sole trader"),
                        ],
                        default="unknown",
                        max_length=16,
                    ),
                ),
                (
                    "lawful_basis",
                    models.CharField(
                        choices=[
                            ("unknown", "Not recorded yet"),
                            ("legitimate_interest", "Legitimate interest"),
                            ("consent", "They agreed"),
                            ("contract", "A contract with them"),
                        ],
                        default="unknown",
                        max_length=32,
                    ),
                ),
                ("lawful_basis_note", models.TextField(blank=True, default="")),
                ("source", models.CharField(blank=True, default="", max_length=200)),
                ("source_date", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("revision", models.PositiveIntegerField(default=0)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prospects",
                        to="prospects.company",
                    ),
                ),
                (
                    "import_batch",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="prospects",
                        to="prospects.importbatch",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prospects",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
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
                            ("enrolled", "Joined a cadence"),
                            ("enrollment_ended", "Cadence ended"),
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
                            ("bounced", "Letter came back"),
                            ("held", "On hold"),
                            ("hold_lifted", "Hold lifted"),
                            ("acknowledged", "Acknowledged"),
                        ],
                        max_length=32,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("detail", models.JSONField(default=dict)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activities",
                        to="prospects.company",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activities",
                        to="prospects.prospect",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "activities",
            },
        ),
        migrations.CreateModel(
            name="StagedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.IntegerField()),
                ("line", models.IntegerField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("accepted", "To bring in"),
                            ("rejected", "Left out"),
                            ("duplicate", "Known already"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "errors",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField()),
                ),
                ("looks", django.contrib.postgres.fields.ArrayField(base_field=models.TextField())),
                ("original", models.TextField()),
                ("name", models.TextField()),
                ("preferred_name", models.TextField()),
                ("pronunciation", models.TextField()),
                ("title", models.TextField()),
                ("email", models.TextField()),
                ("phone", models.TextField()),
                ("linkedin_url", models.TextField()),
                ("city", models.TextField()),
                ("country", models.TextField()),
                ("language", models.TextField()),
                ("company_name", models.TextField()),
                ("website", models.TextField()),
                ("domain", models.TextField()),
                ("industry", models.TextField()),
                ("employees", models.IntegerField(null=True)),
                ("source", models.TextField()),
                ("known_id", models.BigIntegerField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="prospects.importbatch",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("email", "E-mail address"),
                            ("domain", "Domain"),
                            ("phone", "Phone number"),
                            ("profile", "LinkedIn profile"),
                            ("person", "Person"),
                        ],
                        max_length=16,
                    ),
                ),
                ("value", models.CharField(max_length=300)),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("email", "E-mail"),
                            ("call", "Call"),
                            ("linkedin", "LinkedIn"),
                            ("post", "Post"),
                        ],
                        default="",
                        max_length=16,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("told_us", "They told one of us"),
                            ("reply", "They wrote it in a reply"),
                            ("unsubscribe", "They used the link in a letter"),
                            ("bounce", "The address does not exist"),
                            ("list", "From a stop list"),
                        ],
                        max_length=16,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ("lift_reason", models.CharField(blank=True, default="", max_length=500)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="company",
            index=models.Index(
                django.db.models.functions.text.Lower("name"), name="company_by_name"
            ),
        ),
        migrations.AddIndex(
            model_name="company",
            index=django.contrib.postgres.indexes.GinIndex(
                prospects.models.words.Words("name"), name="company_search"
            ),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("domain"),
                condition=models.Q(("domain", ""), _negated=True),
                name="a_domain_belongs_to_one_company",
            ),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                condition=models.Q(("domain", "")),
                name="a_name_without_domain_belongs_to_one_company",
            ),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="a_company_has_a_name"
            ),
        ),
        migrations.AddIndex(
            model_name="importbatch",
            index=models.Index(fields=["owner", "-created_at"], name="imports_of_a_person"),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "total",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("accepted"), "+", models.F("rejected")
                            ),
                            "+",
                            models.F("duplicate"),
                        ),
                    )
                ),
                name="every_row_of_an_import_is_accounted_for",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["brought", "checked", "applied"])),
                name="an_import_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "applied"), ("applied_at", None), _connector="XOR"),
                name="an_applied_import_knows_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="importpart",
            constraint=models.UniqueConstraint(
                fields=("batch", "number"), name="a_part_of_an_import_is_stored_once"
            ),
        ),
        migrations.AddIndex(
            model_name="prospect",
            index=models.Index(
                django.db.models.functions.comparison.Collate(
                    django.db.models.functions.text.Lower("name"), "C"
                ),
                models.F("id"),
                models.F("owner"),
                name="people_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="prospect",
            index=models.Index(
                models.F("linkedin_url"),
                condition=models.Q(("linkedin_url", ""), _negated=True),
                name="people_by_profile",
            ),
        ),
        migrations.AddIndex(
            model_name="prospect",
            index=django.contrib.postgres.indexes.GinIndex(
                prospects.models.words.Words("name", "preferred_name", "email"),
                gin_pending_list_limit=16384,
                name="people_search",
            ),
        ),
        migrations.AddConstraint(
            model_name="prospect",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="an_address_belongs_to_one_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="prospect",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="a_person_has_a_name"
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["prospect", "-at"], name="activity_of_a_person"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["company", "-at"], name="activity_of_a_company"),
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
                            "enrolled",
                            "enrollment_ended",
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
                            "bounced",
                            "held",
                            "hold_lifted",
                            "acknowledged",
                        ],
                    )
                ),
                name="an_activity_is_of_a_known_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="stagedrow",
            index=models.Index(fields=["batch", "number"], name="staged_rows_in_order"),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at", None)),
                fields=("kind", "value", "channel"),
                name="a_stop_stands_once_per_value_and_channel",
            ),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["email", "domain", "phone", "profile", "person"])),
                name="a_stop_is_of_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.CheckConstraint(
                condition=models.Q(("value", ""), _negated=True), name="a_stop_names_what_it_stops"
            ),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lift_reason", ""), ("lifted_at", None), ("lifted_by", None)),
                    models.Q(
                        ("lifted_at__isnull", False),
                        ("lifted_by__isnull", False),
                        models.Q(("lift_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_lifted_stop_says_who_and_why",
            ),
        ),
    ]
