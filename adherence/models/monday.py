"""The Monday letter: a week's numbers, to one of our own users who asked for it. Its guards stand in sql/monday.sql."""

from django.db import models
from django.db.models import Q

from adherence.enums import MondayState
from team.models import User

MONDAY = 1


class MondayLetter(models.Model):
    """One user's letter of the Monday `week`, written down before it is handed over. Address and times are the database's.

    What a dead process left claimed is not sent again.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    week = models.DateField()
    address = models.CharField(max_length=254)
    state = models.CharField(
        max_length=10, choices=MondayState, default=MondayState.CLAIMED, db_default="claimed"
    )
    claimed_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True, default="", db_default="")
    db_role = models.CharField(max_length=63, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "week"], name="one_monday_letter_of_a_user_and_week"
            ),
            models.CheckConstraint(
                condition=Q(week__iso_week_day=MONDAY), name="a_monday_letter_is_of_a_monday"
            ),
            models.CheckConstraint(
                condition=Q(state=MondayState.CLAIMED, finished_at__isnull=True)
                | Q(state__in=[MondayState.SENT, MondayState.FAILED], finished_at__isnull=False),
                name="a_monday_letter_is_finished_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["address"], condition=Q(state="claimed"), name="monday_letter_under_way"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.week}: {self.state}"
