"""What the open tries of a rep were last planned with, and which edits of people the plan has followed."""

from django.db import models

from team.models import User


class PlanMark(models.Model):
    """`made_with` is a fingerprint of the rep's days, the rules' numbers and the tables of zones and holidays.

    While their open tries are planned anew, `making` is the new one, and tries up to `done_to` are through.
    """

    rep = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="+")
    made_with = models.CharField(max_length=64, blank=True, default="")
    making = models.CharField(max_length=64, blank=True, default="")
    done_to = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.rep_id} {self.made_with[:8]}"


class EditMark(models.Model):
    """One row: the plan has followed what was edited about people up to this `activity`."""

    activity = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="edit_mark_is_one_row")
        ]

    def __str__(self) -> str:
        return f"up to {self.activity}"
