"""The account is found by whom it concerns; the whole of it is read once a day."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("team", "0041_erased_in_the_audit"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditConcern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("user", "colleague"),
                            ("person", "person"),
                            ("company", "company"),
                        ],
                        max_length=8,
                    ),
                ),
                ("key", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="AuditLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("length", models.PositiveBigIntegerField()),
                ("broken", models.PositiveBigIntegerField(default=0)),
                ("breaks", models.JSONField(default=list)),
            ],
        ),
        migrations.AddField(
            model_name="auditconcern",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                db_constraint=False,
                related_name="concerns",
                to="team.auditevent",
            ),
        ),
        migrations.AddIndex(
            model_name="auditlook",
            index=models.Index(fields=["at"], name="audit_look_newest"),
        ),
        migrations.AddIndex(
            model_name="auditconcern",
            index=models.Index(
                fields=["about", "key", "at", "event"], name="audit_of_whom_it_concerns"
            ),
        ),
    ]
