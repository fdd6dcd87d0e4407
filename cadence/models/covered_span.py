"""When a colleague had a try in place of its rep."""

from django.db import models
from django.db.models import F, Q

from team.models import User

from .touch import Touch


class CoveredSpan(models.Model):
    """Written by a trigger when a try is given to whoever covers, and ended when it goes back or on to another cover.

    A try that the cover made keeps its span without an end: what closed it ends it.
    """

    touch = models.ForeignKey(Touch, on_delete=models.PROTECT, related_name="covered_spans")
    cover = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["touch"],
                condition=Q(ended_at__isnull=True),
                name="a_try_has_one_cover_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")),
                name="a_cover_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.touch_id} with {self.cover_id} from {self.began_at}"
