"""A letter may answer them: it is a touch without a step, with guards of its own (sql/answers.sql).

The proof is made here, because it tells the kinds of letters apart.
"""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0005_bounces"),
        ("prospects", "0006_forgotten_stops"),
        ("research", "0001_first"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="touch",
            name="one_open_try_per_enrollment",
        ),
        migrations.AddField(
            model_name="touch",
            name="kind",
            field=models.CharField(
                choices=[
                    ("step", "Try"),
                    ("answer", "Answer"),
                    ("acknowledgement", "Acknowledgement"),
                ],
                db_default="step",
                default="step",
                max_length=15,
            ),
        ),
        migrations.AddField(
            model_name="touch",
            name="reply",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="cadence.reply",
            ),
        ),
        migrations.AlterField(
            model_name="touch",
            name="skip_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("wrong_time", "Wrong time"),
                    ("nothing_new", "Nothing new to say"),
                    ("talk_first", "Talk to someone first"),
                    ("told_them", "I told them another way"),
                    ("want_no_more", "They want no more mail, not even this"),
                    ("other", "Other"),
                ],
                default="",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="touch",
            name="step",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cadence.step",
            ),
        ),
        migrations.AddConstraint(
            model_name="touch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "step"), ("state__in", ("planned", "drafted"))),
                fields=("enrollment",),
                name="one_open_try_per_enrollment",
            ),
        ),
        migrations.AddConstraint(
            model_name="touch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "step"), ("reply__isnull", True), ("step__isnull", False)),
                    models.Q(
                        ("kind__in", ["answer", "acknowledgement"]),
                        ("number", 0),
                        ("reply__isnull", False),
                        ("step__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="a_try_has_its_step_and_an_answer_its_reply",
            ),
        ),
        migrations.AddConstraint(
            model_name="touch",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["skipped", "cancelled"]), _negated=True),
                    ("kind", "acknowledgement"),
                ),
                fields=("reply",),
                name="one_acknowledgement_per_reply",
            ),
        ),
        migrations.AddConstraint(
            model_name="touch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "answer"), ("state__in", ("planned", "drafted"))),
                fields=("reply",),
                name="one_open_answer_per_reply",
            ),
        ),
        migrations.RunSQL((SQL / "answers.sql").read_text()),
        migrations.RunSQL((SQL / "proof.sql").read_text()),
    ]
