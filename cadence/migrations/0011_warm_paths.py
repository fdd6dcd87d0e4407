"""Nobody comes cold while somebody may introduce us, and no letter rests on a fact that no longer stands."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"

DROP = """
DROP TRIGGER letter_rests_on_a_fact_that_stands ON cadence_delivery;
DROP TRIGGER review_rests_on_a_fact_that_stands ON cadence_approval;
DROP FUNCTION earnest_letter_rests();
DROP TRIGGER try_rests_on_a_fact_that_stands ON cadence_touch;
DROP FUNCTION earnest_touch_rests();
DROP FUNCTION earnest_finding_serves(bigint, bigint);
DROP TRIGGER evidence_waits_for_the_introduction ON cadence_attempt;
DROP TRIGGER letter_waits_for_the_introduction ON cadence_delivery;
DROP TRIGGER review_waits_for_the_introduction ON cadence_approval;
DROP FUNCTION earnest_not_cold();
DROP FUNCTION earnest_waits_for_introduction(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("cadence", "0010_talking"), ("research", "0004_warm_paths")]

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
                    ("introduction", "We waited for an introduction"),
                    ("provider", "The mail provider"),
                    ("template_change", "The cadence changed"),
                ],
                default="",
                max_length=20,
            ),
        ),
        migrations.RunSQL((SQL / "warm_paths.sql").read_text(), DROP),
    ]
