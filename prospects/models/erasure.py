"""That somebody's data went, when, and at whose word. Nothing here names them."""

from django.db import models
from django.db.models import Q

from prospects.enums import ErasureCause
from prospects.models.prospect import Prospect
from team.models import User


class Erasure(models.Model):
    """Written by the database's own `earnest_erase` alone; `counts` says how many rows of what were emptied."""

    prospect = models.OneToOneField(Prospect, on_delete=models.PROTECT, related_name="erasure")
    cause = models.CharField(max_length=12, choices=ErasureCause)
    reason = models.CharField(max_length=300, blank=True, default="")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cause=ErasureCause.KEPT_LONG_ENOUGH, by__isnull=True)
                | (~Q(cause=ErasureCause.KEPT_LONG_ENOUGH) & Q(by__isnull=False)),
                name="an_erasure_is_a_persons_or_the_sweeps",
            ),
        ]

    def __str__(self) -> str:
        return f"erasure of {self.prospect_id}"
