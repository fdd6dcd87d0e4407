"""A manager's word that a rep may take on more than a day holds."""

from django.db import models
from django.db.models import F, Q

from team.models import User


class BeyondCapacity(models.Model):
    """Who allowed how many people to begin, and why. `day` is the first day that they make too much."""

    rep = models.ForeignKey(User, on_delete=models.PROTECT, related_name="beyond_capacity")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()
    people = models.PositiveIntegerField()
    day = models.DateField()
    tries = models.PositiveIntegerField()
    capacity = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "beyond capacity"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="beyond_capacity_says_why"),
            models.CheckConstraint(
                condition=Q(tries__gt=F("capacity")), name="beyond_capacity_is_beyond_it"
            ),
        ]
        indexes = [models.Index(fields=["rep", "-at"], name="beyond_capacity_of_a_rep")]

    def __str__(self) -> str:
        return f"{self.people} people of {self.rep_id} on {self.day}"
