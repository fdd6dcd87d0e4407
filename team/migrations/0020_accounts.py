"""Ways to sign in, links that let somebody in once, and of whom a second factor is asked (sql/accounts.sql)."""

import datetime as dt
from pathlib import Path

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"
BACK = """
DROP TRIGGER ways_to_sign_in_are_accounted_for ON mfa_authenticator;
DROP TRIGGER sign_in_link_is_used_once ON team_signinlink;
DROP FUNCTION earnest_sign_in_link_guard();
DROP TRIGGER an_admin_remains ON team_user;
DROP FUNCTION earnest_an_admin_remains();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("mfa", "0003_authenticator_type_uniq"),
        ("team", "0040_language"),
    ]

    operations = [
        migrations.CreateModel(
            name="SecondFactorDemand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("rep", "Rep"),
                            ("manager", "Manager"),
                            ("admin", "Admin"),
                            ("auditor", "Auditor"),
                        ],
                        max_length=10,
                        unique=True,
                    ),
                ),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SignInLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_sha256", models.BinaryField(max_length=32, unique=True)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("taken_back_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="humansession",
            name="session_begins_with_a_password",
        ),
        migrations.AddField(
            model_name="humansession",
            name="browser",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
        migrations.AddField(
            model_name="humansession",
            name="second_factor",
            field=models.CharField(
                blank=True,
                choices=[
                    ("totp", "code from an app"),
                    ("webauthn", "passkey"),
                    ("recovery_codes", "recovery code"),
                ],
                db_default="",
                default="",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("user_added", "let somebody in"),
                    ("user_changed", "changed what somebody may do"),
                    ("signed_in", "signed in"),
                    ("signed_out", "signed out"),
                    ("approved", "reviewed a try"),
                    ("withdrawn", "took a review back"),
                    ("delivered", "sent a try"),
                    ("delivery_resolved", "said whether a try left"),
                    ("suppressed", "added to the stop list"),
                    ("suppression_lifted", "lifted a stop"),
                    ("policy_changed", "changed a rule"),
                    ("exported", "exported data"),
                    ("imported", "brought people in"),
                    ("mailbox_connected", "connected a mailbox"),
                    ("mailbox_disconnected", "disconnected a mailbox"),
                    ("bounces_looked_at", "looked why letters came back"),
                    ("library_approved", "approved something for the library"),
                    ("library_taken_out", "took something out of the library"),
                    ("handed_over", "gave a person to a colleague"),
                    ("capacity_exceeded", "let a rep take on more than a day holds"),
                    ("cadence_published", "published a cadence"),
                    ("days_gone_entered", "entered time off for days that were gone"),
                    ("link_made", "made a link to sign in with"),
                    ("link_taken_back", "took a link to sign in back"),
                    ("sign_in_changed", "changed a way to sign in"),
                    ("second_factor_asked", "changed who needs a second factor"),
                    ("team_changed", "changed a team"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="humansession",
            name="auth_method",
            field=models.CharField(
                choices=[
                    ("password", "password"),
                    ("passkey", "passkey"),
                    ("single_sign_on", "single sign-on"),
                ],
                default="password",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="humansession",
            constraint=models.CheckConstraint(
                condition=models.Q(("auth_method__in", ["password", "passkey", "single_sign_on"])),
                name="session_begins_with_a_known_sign_in",
            ),
        ),
        migrations.AddConstraint(
            model_name="humansession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("second_factor__in", ["", "totp", "webauthn", "recovery_codes"])
                ),
                name="session_knows_its_second_factor",
            ),
        ),
        migrations.AddField(
            model_name="secondfactordemand",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="signinlink",
            name="made_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="signinlink",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sign_in_links",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="secondfactordemand",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["rep", "manager", "admin", "auditor"])),
                name="a_second_factor_is_asked_of_a_known_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="signinlink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at", None), ("used_at", None)),
                fields=("user",),
                name="one_open_sign_in_link_per_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="signinlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("used_at", None), ("taken_back_at", None), _connector="OR"),
                name="a_used_sign_in_link_is_not_taken_back",
            ),
        ),
        migrations.AddConstraint(
            model_name="signinlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "expires_at__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("made_at"), "+", models.Value(dt.timedelta(days=7))
                        ),
                    )
                ),
                name="sign_in_link_lasts_seven_days",
            ),
        ),
        migrations.RunSQL((SQL / "accounts.sql").read_text(), BACK),
    ]
