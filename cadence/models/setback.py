"""What was learned where it led nowhere, for whoever writes to that company next."""

from django.db import models
from django.db.models import OuterRef, Q

from cadence.enums import Ending
from prospects.models import Company
from team.models import User

from .enrollment import Enrollment

# Ten tries without an answer, a no, and an answer that came to nothing: each has something to teach.
TEACHES = (Ending.NOT_REACHED, Ending.NO, Ending.REPLIED)


class SetbackQuerySet(models.QuerySet["Setback"]):
    def at_company(self, company: Company | int | OuterRef) -> "SetbackQuerySet":
        return self.filter(enrollment__prospect__company=company)


class Setback(models.Model):
    """Two questions, answered once: what did we learn about them, and what about us?"""

    enrollment = models.OneToOneField(Enrollment, on_delete=models.PROTECT, related_name="setback")
    about_them = models.TextField(blank=True, default="")
    about_us = models.TextField(blank=True, default="")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SetbackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(about_them="", about_us=""), name="a_setback_teaches_something"
            ),
        ]

    def __str__(self) -> str:
        return f"what {self.enrollment_id} taught"
