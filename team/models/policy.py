"""The rules' numbers. An admin may make them stricter; the floors and caps stand in the database."""

from decimal import Decimal
from typing import Final

from django.db import models
from django.db.models import F, Q

# The least and the most that each number may be; docs/decisions/which-numbers-are-promises.md says why.
LIMITS: Final[dict[str, tuple[int | Decimal, int | Decimal]]] = {
    "min_attempts": (10, 30),
    "longest_gap_days": (1, 7),
    "most_emails": (1, 5),
    "most_calls": (1, 6),
    "most_voicemails": (0, 2),
    "min_channels": (3, 4),
    "first_letter_words": (40, 120),
    "later_letter_words": (30, 90),
    "subject_words": (2, 6),
    "novelty": (Decimal("0.70"), Decimal("0.95")),
    "finding_fresh_days": (7, 90),
    "finding_max_days": (14, 180),
    "people_per_company": (1, 3),
    "days_between_colleagues": (2, 7),
    "rest_days": (180, 1825),
    "rest_after_no_days": (365, 3650),
    "mailbox_daily_cap": (1, 60),
    "bounces_warn": (0, 2),
    "bounces_stop": (1, 5),
    "daily_capacity": (1, 500),
    "new_people_a_day": (1, 100),
    "away_days": (1, 90),
}
# Named before the others were, and by the processes that refuse to start without them.
_NAMES = {
    "longest_gap_days": "policy_gap_is_at_most_seven_days",
    "min_attempts": "policy_asks_at_least_ten_attempts",
    "people_per_company": "policy_allows_at_most_three_at_a_company",
}


class Policy(models.Model):
    """One row, or none: without one the defaults below hold. `version` grows with every change."""

    longest_gap_days = models.PositiveSmallIntegerField(default=7)
    min_attempts = models.PositiveSmallIntegerField(default=10)
    most_emails = models.PositiveSmallIntegerField(default=5, db_default=5)
    most_calls = models.PositiveSmallIntegerField(default=6, db_default=6)
    most_voicemails = models.PositiveSmallIntegerField(default=2, db_default=2)
    min_channels = models.PositiveSmallIntegerField(default=3, db_default=3)
    first_letter_words = models.PositiveSmallIntegerField(default=120)
    later_letter_words = models.PositiveSmallIntegerField(default=90)
    subject_words = models.PositiveSmallIntegerField(default=6)
    novelty = models.DecimalField(max_digits=3, decimal_places=2, default=Decimal("0.70"))
    finding_fresh_days = models.PositiveSmallIntegerField(default=90)
    finding_max_days = models.PositiveSmallIntegerField(default=180)
    people_per_company = models.PositiveSmallIntegerField(default=3)
    days_between_colleagues = models.PositiveSmallIntegerField(default=2)
    mailbox_daily_cap = models.PositiveSmallIntegerField(default=60)
    bounces_warn = models.PositiveSmallIntegerField(default=2, db_default=2)
    bounces_stop = models.PositiveSmallIntegerField(default=5, db_default=5)
    daily_capacity = models.PositiveSmallIntegerField(default=40)
    new_people_a_day = models.PositiveSmallIntegerField(default=4)
    away_days = models.PositiveSmallIntegerField(default=14)
    rest_days = models.PositiveSmallIntegerField(default=180)
    rest_after_no_days = models.PositiveSmallIntegerField(default=365)
    version = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="policy_is_one_row"),
            *(
                models.CheckConstraint(
                    condition=Q((f"{name}__gte", least), (f"{name}__lte", most)),
                    name=_NAMES.get(name, f"policy_limits_{name}"),
                )
                for name, (least, most) in LIMITS.items()
            ),
            models.CheckConstraint(
                condition=Q(finding_fresh_days__lte=F("finding_max_days")),
                name="policy_facts_are_fresh_before_they_are_too_old",
            ),
            models.CheckConstraint(
                condition=Q(rest_days__lte=F("rest_after_no_days")),
                name="policy_rests_longer_after_a_no",
            ),
            models.CheckConstraint(
                condition=Q(bounces_warn__lte=F("bounces_stop")),
                name="policy_warns_before_it_stops_a_mailbox",
            ),
        ]
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return "The rules' numbers"

    @classmethod
    def current(cls) -> "Policy":
        """The company's numbers, or the defaults where nobody has changed any."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
