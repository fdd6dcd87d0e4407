"""Why and from which day the plan moved a try, and what the plan was last made with."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0024_raised_looks"),
        ("prospects", "0014_whose_mail"),
        ("research", "0004_warm_paths"),
        ("team", "0006_absences"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanMark",
            fields=[
                (
                    "rep",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_with", models.CharField(blank=True, default="", max_length=64)),
                ("making", models.CharField(blank=True, default="", max_length=64)),
                ("done_to", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="touch",
            name="moving_past_day_seven_says_why",
        ),
        migrations.AddField(
            model_name="enrollment",
            name="stood_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="touch",
            name="moved_cause",
            field=models.CharField(
                blank=True,
                choices=[
                    ("rep", "We were late"),
                    ("time_off", "Time off"),
                    ("closure", "We were closed"),
                    ("holiday", "Holiday"),
                    ("weekend", "Weekend"),
                    ("asked_to_wait", "They asked us to wait"),
                    ("colleague", "A colleague was talking with the company"),
                    ("by_hand", "We wrote to them by hand that day"),
                    ("introduction", "We waited for an introduction"),
                    ("provider", "The mail provider"),
                    ("template_change", "The cadence changed"),
                ],
                db_default="",
                default="",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="touch",
            name="moved_from",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="touch",
            name="gap_cause",
            field=models.CharField(
                blank=True,
                choices=[
                    ("rep", "We were late"),
                    ("time_off", "Time off"),
                    ("closure", "We were closed"),
                    ("holiday", "Holiday"),
                    ("weekend", "Weekend"),
                    ("asked_to_wait", "They asked us to wait"),
                    ("colleague", "A colleague was talking with the company"),
                    ("by_hand", "We wrote to them by hand that day"),
                    ("introduction", "We waited for an introduction"),
                    ("provider", "The mail provider"),
                    ("template_change", "The cadence changed"),
                ],
                default="",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="touch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("moved_on__isnull", True),
                    ("moved_on__lte", models.F("deadline_on")),
                    models.Q(
                        models.Q(("moved_note", ""), _negated=True),
                        models.Q(("moved_cause", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="moving_past_day_seven_says_why",
            ),
        ),
    ]
