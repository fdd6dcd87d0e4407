"""A no has its reason, in a few words of theirs; a week of replies is found by its days."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cadence", "0006_answers")]

    operations = [
        migrations.AddField(
            model_name="reply",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("price", "Price or budget"),
                    ("timing", "Timing"),
                    ("has_solution", "Has a solution"),
                    ("no_need", "No need, or not a fit"),
                    ("wrong_person", "Wrong person"),
                    ("trust", "Trust, or too pushy"),
                    ("other", "Something else"),
                ],
                db_default="",
                default="",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="reason_note",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(fields=["received_at"], name="reply_by_day"),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), ("reason_note", "")),
                    models.Q(
                        ("kind", "no"),
                        (
                            "reason__in",
                            [
                                "price",
                                "timing",
                                "has_solution",
                                "no_need",
                                "wrong_person",
                                "trust",
                                "other",
                            ],
                        ),
                    ),
                    _connector="OR",
                ),
                name="only_a_no_has_a_reason",
            ),
        ),
    ]
