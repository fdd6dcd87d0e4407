"""A try may wait for the day after a mail that one of us wrote by hand."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cadence", "0013_setbacks")]

    operations = [
        migrations.AlterField(
            model_name="touch",
            name="gap_cause",
            field=models.CharField(
                blank=True,
                choices=[
                    ("rep", "We were late"),
                    ("time_off", "Time off"),
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
    ]
