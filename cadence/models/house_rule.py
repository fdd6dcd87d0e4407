"""What an admin added to the checks. It only ever makes them stricter; the guards stand in migrations/sql/house_rules.sql."""

from django.db import models
from django.db.models import Q

from cadence.enums import HouseRuleKind
from team.models import User


class HouseRuleQuerySet(models.QuerySet["HouseRule"]):
    def standing(self) -> "HouseRuleQuerySet":
        return self.filter(removed_at=None)


class HouseRule(models.Model):
    """A look made a stop, for good, or a line added to a list, until somebody takes it off again."""

    kind = models.CharField(max_length=12, choices=HouseRuleKind)
    text = models.CharField(max_length=120)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    objects = HouseRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "text"],
                condition=Q(removed_at=None),
                name="a_house_rule_stands_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind=HouseRuleKind.RAISED) | Q(removed_at=None),
                name="a_stop_is_never_lowered",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="a_removed_house_rule_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"
