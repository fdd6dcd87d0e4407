"""Signing in with a provider: how, what expires, and what renews it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mailbox", "0003_sent_mail"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("renewed_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="mailbox",
            name="provider",
            field=models.CharField(
                blank=True,
                choices=[("google", "Google"), ("microsoft", "Microsoft")],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="mailbox",
            name="sign_in",
            field=models.CharField(
                choices=[("password", "Password"), ("oauth", "Signed in with the provider")],
                default="password",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="readsecret",
            name="expires_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="sendsecret",
            name="expires_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="mailbox",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("provider", ""), ("sign_in", "password")),
                    models.Q(("provider__in", ["google", "microsoft"]), ("sign_in", "oauth")),
                    _connector="OR",
                ),
                name="a_mailbox_signs_in_in_a_known_way",
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="mailbox",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="consent",
                to="mailbox.mailbox",
            ),
        ),
    ]
