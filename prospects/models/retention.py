"""How long we keep what, and each sweep that took away what was kept long enough."""

from django.db import models
from django.db.models import Q

from prospects.enums import Kept
from team.models import User


class RetentionRule(models.Model):
    """One of what is kept for so many months. Off until an admin switches it on."""

    what = models.CharField(max_length=12, choices=Kept, primary_key=True)
    months = models.PositiveSmallIntegerField()
    is_on = models.BooleanField(default=False)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=120),
                name="what_is_kept_is_kept_for_a_month_to_ten_years",
            ),
            models.CheckConstraint(
                condition=Q(what__in=Kept.values), name="a_retention_rule_is_of_a_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.months} months"


class Sweep(models.Model):
    """One sweep that took something away, by kind."""

    at = models.DateTimeField()
    what = models.CharField(max_length=12, choices=Kept)
    rows = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.what}: {self.rows} at {self.at:%Y-%m-%d %H:%M}"
