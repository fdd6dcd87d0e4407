"""What the team page reads, so that it never reads history. Written by the worker's counting alone."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from adherence.enums import Counted
from cadence.models import CadenceVersion, Enrollment
from team.models import User


class Mark(models.Model):
    """The history of this enrollment changed. Written by triggers, in the transaction that changed it."""

    enrollment = models.ForeignKey(
        Enrollment, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )

    def __str__(self) -> str:
        return f"mark of {self.enrollment_id}"


class Fact(models.Model):
    """What one enrollment's history adds to the counts: four lists, side by side, of one length.

    `again_at` is when the count changes by time alone: a week is over, or an open try has lain too long.
    """

    enrollment = models.OneToOneField(
        Enrollment, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(CadenceVersion, on_delete=models.PROTECT, related_name="+")
    is_running = models.BooleanField()
    given_up_on = models.DateField(null=True)
    again_at = models.DateTimeField(null=True)
    reps = ArrayField(models.BigIntegerField())
    weeks = ArrayField(models.DateField())
    kinds = ArrayField(models.SmallIntegerField())
    places = ArrayField(models.SmallIntegerField())

    class Meta:
        indexes = [
            models.Index(
                fields=["again_at"], condition=Q(again_at__isnull=False), name="fact_to_count_again"
            ),
            models.Index(
                fields=["owner"], condition=Q(is_running=True), name="fact_of_running_by_rep"
            ),
            models.Index(
                fields=["owner", "given_up_on"],
                condition=Q(given_up_on__isnull=False),
                name="fact_of_given_up_by_rep",
            ),
        ]

    def __str__(self) -> str:
        return f"what {self.enrollment_id} adds"


class WeekCount(models.Model):
    """One rep's week in one version of a cadence: the sum of the facts, a column for each place (see Counted)."""

    rep = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(CadenceVersion, on_delete=models.PROTECT, related_name="+")
    week = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["week", "rep", "version"],
                name="a_week_of_a_rep_and_version_is_counted_once",
            ),
            models.CheckConstraint(
                condition=Q(week__iso_week_day=1), name="a_counted_week_begins_on_monday"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rep_id} in {self.version_id}, week of {self.week}"

    def of(self, what: Counted) -> list[int]:
        return [getattr(self, name) for name in what.columns]


# Columns, not lists: Postgres adds up columns four times as fast.
for _what in Counted:
    for _name in _what.columns:
        WeekCount.add_to_class(_name, models.IntegerField(default=0, db_default=0))


class Counting(models.Model):
    """When all that had changed was counted, and what the last full recount found. One row, or none."""

    counted_at = models.DateTimeField(null=True)
    recounted_at = models.DateTimeField(null=True)
    differences = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="counting_is_one_row")]

    def __str__(self) -> str:
        return f"counted at {self.counted_at}"
