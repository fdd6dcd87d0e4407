import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cadence.models.draft

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("mailbox", "0001_mailboxes"),
        ("prospects", "0003_stops_and_staging"),
        ("research", "0001_first"),
        ("team", "0002_clock_and_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(
            (SQL / "digest.sql").read_text(),
            "DROP FUNCTION earnest_letter_digest(text, text, text)",
        ),
        migrations.CreateModel(
            name="SendProofViolation",
            fields=[
                ("rule", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("delivery", models.UUIDField(db_column="delivery_id")),
            ],
            options={
                "db_table": "cadence_sendproof",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Cadence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True, verbose_name="name")),
                (
                    "description",
                    models.TextField(blank=True, default="", verbose_name="description"),
                ),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name_plural": "cadences",
            },
        ),
        migrations.CreateModel(
            name="CadenceVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "cadence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="cadence.cadence",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("template", "From the step's template"),
                            ("rep", "Written by the rep"),
                        ],
                        max_length=10,
                    ),
                ),
                ("to_address", models.CharField(blank=True, default="", max_length=320)),
                ("subject", models.CharField(blank=True, default="", max_length=1000)),
                ("body", models.TextField(blank=True, default="")),
                ("made_at", models.DateTimeField()),
                (
                    "content_sha256",
                    models.GeneratedField(
                        db_persist=True,
                        expression=cadence.models.draft.LetterDigest(
                            models.F("to_address"), models.F("subject"), models.F("body")
                        ),
                        output_field=models.BinaryField(),
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("to_address", models.CharField(max_length=320)),
                ("content_sha256", models.BinaryField(max_length=32)),
                ("looks", models.JSONField(default=dict)),
                ("read_aloud", models.BooleanField(default=False)),
                ("approved_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("consumed_at", models.DateTimeField(null=True)),
                (
                    "mailbox",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mailbox.mailbox",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="team.humansession",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="cadence.draft",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Enrollment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "In a cadence"),
                            ("paused", "Waiting, as they asked"),
                            ("ended", "Ended"),
                        ],
                        default="active",
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("next_step", models.PositiveSmallIntegerField(default=1)),
                ("plan_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("last_attempt_at", models.DateTimeField(null=True)),
                ("call_back_at", models.DateTimeField(null=True)),
                ("paused_until", models.DateField(null=True)),
                ("pause_reason", models.CharField(blank=True, default="", max_length=300)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_reached", "Not reached after ten good tries"),
                            ("replied", "They wrote back"),
                            ("met", "We talked"),
                            ("no", "No, thanks"),
                            ("not_a_fit", "Not a fit"),
                            ("stopped", "Asked us to stop"),
                            ("unreachable", "No channel works"),
                            ("company_closed", "The company closed"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("ending_note", models.TextField(blank=True, default="")),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrollments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrollments",
                        to="prospects.prospect",
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
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                ("received_at", models.DateTimeField()),
                ("text", models.TextField()),
                (
                    "suggested_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("interested", "Interested"),
                            ("not_now", "Not now"),
                            ("no", "No, thanks"),
                            ("referral", "Wrong person, or pointed us to someone"),
                            ("away", "Out of office"),
                            ("automatic", "Automatic"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("interested", "Interested"),
                            ("not_now", "Not now"),
                            ("no", "No, thanks"),
                            ("referral", "Wrong person, or pointed us to someone"),
                            ("away", "Out of office"),
                            ("automatic", "Automatic"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("named_at", models.DateTimeField(null=True)),
                ("until", models.DateField(null=True)),
                ("note", models.TextField(blank=True, default="")),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="prospects.company",
                    ),
                ),
                (
                    "enrollment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="cadence.enrollment",
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reply",
                        to="mailbox.inboundmessage",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="prospects.prospect",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "replies",
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("placed_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lift_reason", models.CharField(blank=True, default="", max_length=300)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="prospects.company",
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
                (
                    "reply",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="cadence.reply",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("day", models.PositiveSmallIntegerField(verbose_name="day")),
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
                        verbose_name="channel",
                    ),
                ),
                ("purpose", models.SlugField(max_length=60, verbose_name="purpose")),
                ("title", models.CharField(max_length=200, verbose_name="what is new")),
                ("guidance", models.TextField(blank=True, default="", verbose_name="guidance")),
                (
                    "value_kind",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="brings"),
                ),
                (
                    "subject_template",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="subject"
                    ),
                ),
                ("body_template", models.TextField(blank=True, default="", verbose_name="text")),
                (
                    "call_hour",
                    models.TimeField(blank=True, null=True, verbose_name="hour of the call"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="cadence.cadenceversion",
                    ),
                ),
            ],
            options={
                "ordering": ["version", "number"],
            },
        ),
        migrations.CreateModel(
            name="Touch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
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
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("drafted", "Drafted"),
                            ("done", "Made"),
                            ("skipped", "Skipped"),
                            ("cancelled", "Stopped"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("planned_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("due_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("deadline_on", models.DateField()),
                ("promised_at", models.DateTimeField(null=True)),
                (
                    "gap_cause",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("rep", "We were late"),
                            ("time_off", "Time off"),
                            ("holiday", "Holiday"),
                            ("weekend", "Weekend"),
                            ("asked_to_wait", "They asked us to wait"),
                            ("colleague", "A colleague was talking with the company"),
                            ("provider", "The mail provider"),
                            ("template_change", "The cadence changed"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("moved_on", models.DateField(null=True)),
                ("moved_note", models.CharField(blank=True, default="", max_length=300)),
                (
                    "skip_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wrong_time", "Wrong time"),
                            ("nothing_new", "Nothing new to say"),
                            ("talk_first", "Talk to someone first"),
                            ("other", "Other"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("skip_note", models.CharField(blank=True, default="", max_length=300)),
                ("nothing_to_say", models.CharField(blank=True, default="", max_length=300)),
                ("look_again_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("lease_until", models.DateTimeField(null=True)),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="touches",
                        to="cadence.enrollment",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="research.finding",
                    ),
                ),
                (
                    "lease_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="touches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="touches",
                        to="prospects.prospect",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="research.question",
                    ),
                ),
                (
                    "resource",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="research.resource",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadence.step",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="research.impactstory",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "touches",
            },
        ),
        migrations.AddField(
            model_name="reply",
            name="touch",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cadence.touch",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="touch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="drafts",
                to="cadence.touch",
            ),
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("content_sha256", models.BinaryField(max_length=32)),
                ("message_id", models.CharField(max_length=255, unique=True)),
                ("mime_sha256", models.BinaryField(max_length=32, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reserved", "Getting ready"),
                            ("sending", "Sending"),
                            ("sent", "Sent"),
                            ("failed", "Not sent"),
                            ("unknown", "We can't tell whether it left"),
                        ],
                        default="reserved",
                        max_length=10,
                    ),
                ),
                ("smtp_code", models.PositiveSmallIntegerField(null=True)),
                ("smtp_reply", models.CharField(blank=True, default="", max_length=500)),
                ("explanation", models.CharField(blank=True, default="", max_length=300)),
                ("reserved_at", models.DateTimeField()),
                ("sending_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("db_role", models.CharField(default="", max_length=63)),
                (
                    "approval",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delivery",
                        to="cadence.approval",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resolved_session",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="team.humansession",
                    ),
                ),
                (
                    "touch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="cadence.touch",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deliveries",
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                ("at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spoke", "Spoke with them"),
                            ("voicemail", "Left a voicemail"),
                            ("no_answer", "No answer"),
                            ("gatekeeper", "Spoke with a colleague of theirs"),
                            ("wrong_number", "Wrong number"),
                            ("asked_to_stop", "Asked us to stop"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True, default="")),
                ("note", models.TextField(blank=True, default="")),
                ("posted_on", models.DateField(null=True)),
                ("call_back_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="prospects.prospect",
                    ),
                ),
                (
                    "delivery",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempt",
                        to="cadence.delivery",
                    ),
                ),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="cadence.enrollment",
                    ),
                ),
                (
                    "touch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempt",
                        to="cadence.touch",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="approval",
            name="touch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="approvals",
                to="cadence.touch",
            ),
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "approval",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="cadence.approval",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="cadenceversion",
            constraint=models.UniqueConstraint(
                fields=("cadence", "number"), name="version_number_once_per_cadence"
            ),
        ),
        migrations.AddConstraint(
            model_name="cadenceversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"), ("published_at__isnull", False), _connector="OR"
                ),
                name="published_version_says_when",
            ),
        ),
        migrations.AddIndex(
            model_name="enrollment",
            index=models.Index(
                condition=models.Q(
                    ("plan_at__isnull", False), models.Q(("state", "ended"), _negated=True)
                ),
                fields=["plan_at"],
                name="enrollment_to_plan",
            ),
        ),
        migrations.AddIndex(
            model_name="enrollment",
            index=models.Index(fields=["owner", "state"], name="enrollment_by_owner"),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "ended"), _negated=True),
                fields=("prospect",),
                name="person_is_in_one_cadence_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", False),
                        ("state", "ended"),
                        models.Q(("ending", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "ended"), _negated=True),
                        ("ended_at__isnull", True),
                        ("ending", ""),
                    ),
                    _connector="OR",
                ),
                name="enrollment_ends_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "paused"), _negated=True),
                    ("paused_until__isnull", False),
                    _connector="OR",
                ),
                name="paused_enrollment_knows_until_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at__isnull", True)),
                fields=("company",),
                name="company_is_on_hold_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lifted_at__isnull", True),
                    models.Q(
                        ("lifted_by__isnull", False), models.Q(("lift_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="hold_is_lifted_by_a_person_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                fields=("version", "number"), name="step_number_once_per_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                fields=("version", "purpose"), name="step_purpose_once_per_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                fields=("version", "day"), name="step_day_once_per_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(("day__gte", 1), ("number__gte", 1)), name="step_counts_from_one"
            ),
        ),
        migrations.AddIndex(
            model_name="touch",
            index=models.Index(
                condition=models.Q(("state__in", ("planned", "drafted"))),
                fields=["owner", "due_at"],
                name="touch_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="touch",
            index=models.Index(
                condition=models.Q(("state", "planned")),
                fields=["due_at"],
                name="touch_to_draft",
            ),
        ),
        migrations.AddIndex(
            model_name="touch",
            index=models.Index(fields=["prospect", "closed_at"], name="touch_of_person"),
        ),
        migrations.AddIndex(
            model_name="touch",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False)),
                fields=["owner", "closed_at"],
                name="touch_done_by_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="touch",
            constraint=models.UniqueConstraint(
                fields=("enrollment", "step"), name="step_is_tried_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="touch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("planned", "drafted"))),
                fields=("enrollment",),
                name="one_open_try_per_enrollment",
            ),
        ),
        migrations.AddConstraint(
            model_name="touch",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__lte", models.F("deadline_on"))),
                name="try_is_due_by_day_seven",
            ),
        ),
        migrations.AddConstraint(
            model_name="touch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("moved_on__isnull", True),
                    ("moved_on__lte", models.F("deadline_on")),
                    models.Q(("moved_note", ""), _negated=True),
                    _connector="OR",
                ),
                name="moving_past_day_seven_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="touch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "skipped"), _negated=True),
                    models.Q(("skip_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="skipped_try_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="touch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["skipped", "cancelled"]), _negated=True),
                fields=("prospect", "finding"),
                name="finding_is_new_to_the_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="touch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["skipped", "cancelled"]), _negated=True),
                fields=("prospect", "story"),
                name="story_is_new_to_the_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="touch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["skipped", "cancelled"]), _negated=True),
                fields=("prospect", "question"),
                name="question_is_new_to_the_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="touch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["skipped", "cancelled"]), _negated=True),
                fields=("prospect", "resource"),
                name="resource_is_new_to_the_person",
            ),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(
                condition=models.Q(("kind", "")),
                fields=["owner", "received_at"],
                name="reply_to_read",
            ),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(fields=["prospect", "-received_at"], name="reply_of_person"),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", ""), ("named_at__isnull", True)),
                    models.Q(
                        models.Q(("kind", ""), _negated=True),
                        ("named_at__isnull", False),
                        ("named_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="reply_kind_is_named_by_a_person",
            ),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["touch", "-number"], name="draft_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                fields=("touch", "number"), name="draft_number_once_per_try"
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("origin", "template"), ("author__isnull", False), _connector="OR"
                ),
                name="rewritten_draft_has_an_author",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state__in", ["reserved", "sending"])),
                fields=["reserved_at"],
                name="delivery_under_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "failed"), _negated=True),
                fields=("touch",),
                name="one_live_delivery_per_try",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("message_id__regex", "^<[^<>@\\s]+@[^<>@\\s]+>$")),
                name="delivery_has_a_message_id",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["reserved", "failed"]),
                    models.Q(("mime_sha256__isnull", False), ("sending_at__isnull", False)),
                    _connector="OR",
                ),
                name="sending_records_the_exact_bytes",
            ),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["by", "-at"], name="attempt_by_rep"),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["prospect", "-at"], name="attempt_of_person"),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "email"), ("delivery__isnull", False)),
                    models.Q(
                        models.Q(("channel", "email"), _negated=True), ("delivery__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="letter_is_proven_by_its_delivery",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "call"), _negated=True),
                    models.Q(("outcome", ""), _negated=True),
                    _connector="OR",
                ),
                name="call_is_proven_by_its_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "linkedin"), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="linkedin_is_proven_by_its_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "post"), _negated=True),
                    ("posted_on__isnull", False),
                    _connector="OR",
                ),
                name="post_is_proven_by_its_day",
            ),
        ),
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(fields=["mailbox", "approved_at"], name="approval_by_mailbox"),
        ),
    ]
