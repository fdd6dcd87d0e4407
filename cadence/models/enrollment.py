"""One person's way through one version of a cadence."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from cadence.enums import Ending, EnrollmentState
from prospects.models import Prospect
from team.models import User

from .design import CadenceVersion


class EnrollmentQuerySet(models.QuerySet["Enrollment"]):
    def running(self) -> "EnrollmentQuerySet":
        return self.exclude(state=EnrollmentState.ENDED)

    def planned(self) -> "EnrollmentQuerySet":
        """Those that the plan drives: neither ended nor gone on with by hand."""
        return self.filter(state__in=[EnrollmentState.ACTIVE, EnrollmentState.PAUSED])

    def talking(self) -> "EnrollmentQuerySet":
        return self.filter(state=EnrollmentState.TALKING)

    def to_plan(self, at: datetime) -> "EnrollmentQuerySet":
        return self.exclude(state=EnrollmentState.ENDED).filter(plan_at__lte=at)


class Enrollment(models.Model):
    """`plan_at` is the moment from which the next try wants planning; none while one is open.

    While we talk with them by hand, `paused_until` is the day on which they come back to the rep's queue.

    `stood_on` is the day of a try that was let go for a newer version, until the planner has made the next one.

    `attempts` and `last_attempt_at` are kept by the trigger that accepts an Attempt.
    """

    prospect = models.ForeignKey(Prospect, on_delete=models.PROTECT, related_name="enrollments")
    version = models.ForeignKey(CadenceVersion, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="enrollments", db_index=False
    )
    state = models.CharField(max_length=10, choices=EnrollmentState, default=EnrollmentState.ACTIVE)
    started_at = models.DateTimeField()
    next_step = models.PositiveSmallIntegerField(default=1)
    plan_at = models.DateTimeField(null=True)
    stood_on = models.DateField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_attempt_at = models.DateTimeField(null=True)
    call_back_at = models.DateTimeField(null=True)
    paused_until = models.DateField(null=True)
    pause_reason = models.CharField(max_length=300, blank=True, default="")
    ending = models.CharField(max_length=20, choices=Ending, blank=True, default="")
    ending_note = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["prospect"],
                condition=~Q(state=EnrollmentState.ENDED),
                name="person_is_in_one_cadence_at_a_time",
            ),
            models.CheckConstraint(
                condition=(Q(state=EnrollmentState.ENDED, ended_at__isnull=False) & ~Q(ending=""))
                | (~Q(state=EnrollmentState.ENDED) & Q(ending="", ended_at__isnull=True)),
                name="enrollment_ends_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=EnrollmentState.PAUSED) | Q(paused_until__isnull=False),
                name="paused_enrollment_knows_until_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=EnrollmentState.TALKING)
                | Q(paused_until__isnull=False, plan_at__isnull=True),
                name="whoever_talks_with_us_has_a_day_and_no_plan",
            ),
        ]
        indexes = [
            models.Index(
                fields=["plan_at", "id"],
                condition=Q(plan_at__isnull=False) & ~Q(state=EnrollmentState.ENDED),
                name="enrollment_to_plan",
            ),
            models.Index(fields=["owner", "state"], name="enrollment_by_owner"),
            models.Index(
                fields=["ended_by"], condition=Q(ended_by__isnull=False), name="enrollment_ended_by"
            ),
            models.Index(
                fields=["ended_at", "id"],
                condition=Q(ended_at__isnull=False),
                name="enrollment_by_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prospect_id} in {self.version_id}: {self.state}"

    @property
    def is_talking(self) -> bool:
        return self.state == EnrollmentState.TALKING
