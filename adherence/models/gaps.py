"""The gap ledger (R16): every day beyond the seventh since the last try, and the one cause it belongs to."""

from django.db import models
from django.db.models import Q

from adherence.enums import LateCause
from cadence.models import Enrollment
from team.models import User


class GapDay(models.Model):
    """One day of one person's way on which the seventh had passed. `rep` had them on that day, or covered, and keeps it."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="gap_days")
    day = models.DateField()
    cause = models.CharField(max_length=20, choices=LateCause)
    rep = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrollment", "day"], name="a_late_day_belongs_to_one_cause"
            ),
            models.CheckConstraint(
                condition=Q(cause__in=LateCause.values), name="a_late_day_has_a_known_cause"
            ),
        ]
        indexes = [models.Index(fields=["rep", "day"], name="late_days_of_a_rep")]

    def __str__(self) -> str:
        return f"{self.enrollment_id} {self.day}: {self.cause}"


class GapCount(models.Model):
    """When an enrollment's days are counted again; never, while nothing about them can change by itself."""

    enrollment = models.OneToOneField(
        Enrollment, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    look_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["look_at"], condition=Q(look_at__isnull=False), name="gaps_to_count"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id} at {self.look_at}"


class GapClock(models.Model):
    """How far new facts have been read: tries by their key, answers by when somebody named them. One row."""

    attempts_to = models.BigIntegerField(default=0)
    answers_to = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="gaps_have_one_clock")]

    def __str__(self) -> str:
        return f"{self.attempts_to}, {self.answers_to}"


class GapMark(models.Model):
    """With which days off a rep's late days were counted, as a fingerprint."""

    rep = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="+")
    days_off = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.rep_id} {self.days_off[:8]}"
