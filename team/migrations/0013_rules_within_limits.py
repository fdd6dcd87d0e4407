"""Every number of the rules has its floor or its cap, and a change says who made it."""

from decimal import Decimal
from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("team", "0012_auditors")]

    operations = [
        migrations.AddField(
            model_name="policy",
            name="most_emails",
            field=models.PositiveSmallIntegerField(db_default=5, default=5),
        ),
        migrations.AddField(
            model_name="policy",
            name="most_calls",
            field=models.PositiveSmallIntegerField(db_default=6, default=6),
        ),
        migrations.AddField(
            model_name="policy",
            name="most_voicemails",
            field=models.PositiveSmallIntegerField(db_default=2, default=2),
        ),
        migrations.AddField(
            model_name="policy",
            name="min_channels",
            field=models.PositiveSmallIntegerField(db_default=3, default=3),
        ),
        migrations.AddField(
            model_name="policy",
            name="bounces_warn",
            field=models.PositiveSmallIntegerField(db_default=2, default=2),
        ),
        migrations.AddField(
            model_name="policy",
            name="bounces_stop",
            field=models.PositiveSmallIntegerField(db_default=5, default=5),
        ),
        migrations.AddField(
            model_name="policy",
            name="version",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.RemoveConstraint("policy", "policy_asks_at_least_ten_attempts"),
        migrations.RemoveConstraint("policy", "policy_allows_at_most_three_at_a_company"),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("min_attempts__gte", 10), ("min_attempts__lte", 30)),
                name="policy_asks_at_least_ten_attempts",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("most_emails__gte", 1), ("most_emails__lte", 5)),
                name="policy_limits_most_emails",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("most_calls__gte", 1), ("most_calls__lte", 6)),
                name="policy_limits_most_calls",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("most_voicemails__gte", 0), ("most_voicemails__lte", 2)),
                name="policy_limits_most_voicemails",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("min_channels__gte", 3), ("min_channels__lte", 4)),
                name="policy_limits_min_channels",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(
                    ("first_letter_words__gte", 40), ("first_letter_words__lte", 120)
                ),
                name="policy_limits_first_letter_words",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(
                    ("later_letter_words__gte", 30), ("later_letter_words__lte", 90)
                ),
                name="policy_limits_later_letter_words",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("subject_words__gte", 2), ("subject_words__lte", 6)),
                name="policy_limits_subject_words",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(
                    ("novelty__gte", Decimal("0.70")), ("novelty__lte", Decimal("0.95"))
                ),
                name="policy_limits_novelty",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("finding_fresh_days__gte", 7), ("finding_fresh_days__lte", 90)),
                name="policy_limits_finding_fresh_days",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("finding_max_days__gte", 14), ("finding_max_days__lte", 180)),
                name="policy_limits_finding_max_days",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("people_per_company__gte", 1), ("people_per_company__lte", 3)),
                name="policy_allows_at_most_three_at_a_company",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(
                    ("days_between_colleagues__gte", 2), ("days_between_colleagues__lte", 7)
                ),
                name="policy_limits_days_between_colleagues",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("rest_days__gte", 180), ("rest_days__lte", 1825)),
                name="policy_limits_rest_days",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(
                    ("rest_after_no_days__gte", 365), ("rest_after_no_days__lte", 3650)
                ),
                name="policy_limits_rest_after_no_days",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("mailbox_daily_cap__gte", 1), ("mailbox_daily_cap__lte", 60)),
                name="policy_limits_mailbox_daily_cap",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("bounces_warn__gte", 0), ("bounces_warn__lte", 2)),
                name="policy_limits_bounces_warn",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("bounces_stop__gte", 1), ("bounces_stop__lte", 5)),
                name="policy_limits_bounces_stop",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("daily_capacity__gte", 1), ("daily_capacity__lte", 500)),
                name="policy_limits_daily_capacity",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("new_people_a_day__gte", 1), ("new_people_a_day__lte", 100)),
                name="policy_limits_new_people_a_day",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("away_days__gte", 1), ("away_days__lte", 90)),
                name="policy_limits_away_days",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("finding_fresh_days__lte", models.F("finding_max_days"))),
                name="policy_facts_are_fresh_before_they_are_too_old",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("rest_days__lte", models.F("rest_after_no_days"))),
                name="policy_rests_longer_after_a_no",
            ),
        ),
        migrations.AddConstraint(
            "policy",
            models.CheckConstraint(
                condition=models.Q(("bounces_warn__lte", models.F("bounces_stop"))),
                name="policy_warns_before_it_stops_a_mailbox",
            ),
        ),
        migrations.RunSQL((SQL / "accounted_actor.sql").read_text(), migrations.RunSQL.noop),
    ]
