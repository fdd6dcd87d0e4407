"""The rules' numbers. An admin may make them stricter; the floors stand in the database."""

from decimal import Decimal

from django.db import models
from django.db.models import Q


class Policy(models.Model):
    """One row, or none: without one the defaults below hold."""

    longest_gap_days = models.PositiveSmallIntegerField(default=7)
    min_attempts = models.PositiveSmallIntegerField(default=10)
    first_letter_words = models.PositiveSmallIntegerField(default=120)
    later_letter_words = models.PositiveSmallIntegerField(default=90)
    subject_words = models.PositiveSmallIntegerField(default=6)
    novelty = models.DecimalField(max_digits=3, decimal_places=2, default=Decimal("0.70"))
    finding_fresh_days = models.PositiveSmallIntegerField(default=90)
    finding_max_days = models.PositiveSmallIntegerField(default=180)
    people_per_company = models.PositiveSmallIntegerField(default=3)
    days_between_colleagues = models.PositiveSmallIntegerField(default=2)
    mailbox_daily_cap = models.PositiveSmallIntegerField(default=60)
    daily_capacity = models.PositiveSmallIntegerField(default=40)
    new_people_a_day = models.PositiveSmallIntegerField(default=4)
    away_days = models.PositiveSmallIntegerField(default=14)
    rest_days = models.PositiveSmallIntegerField(default=180)
    rest_after_no_days = models.PositiveSmallIntegerField(default=365)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="policy_is_one_row"),
            models.CheckConstraint(
                condition=Q(longest_gap_days__gte=1, longest_gap_days__lte=7),
                name="policy_gap_is_at_most_seven_days",
            ),
            models.CheckConstraint(
                condition=Q(min_attempts__gte=10),
                name="policy_asks_at_least_ten_attempts",
            ),
            models.CheckConstraint(
                condition=Q(people_per_company__lte=3),
                name="policy_allows_at_most_three_at_a_company",
            ),
        ]
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return "The rules' numbers"

    @classmethod
    def current(cls) -> "Policy":
        """The company's numbers, or the defaults where nobody has changed any."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
