"""What proves that a try was made. Only these rows count, and none is ever changed."""

from django.db import models
from django.db.models import Q

from cadence.enums import CallOutcome
from prospects.enums import Channel
from prospects.models import Prospect
from team.models import User

from .enrollment import Enrollment
from .sending import Delivery
from .touch import Touch


class Attempt(models.Model):
    """A try made, with the evidence its channel asks for.

    `looks` are the reasons of what was carried by hand; those of a letter stand on its approval.
    """

    touch = models.OneToOneField(Touch, on_delete=models.PROTECT, related_name="attempt")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="evidence")
    prospect = models.ForeignKey(Prospect, on_delete=models.PROTECT, related_name="attempts")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    at = models.DateTimeField()
    delivery = models.OneToOneField(
        Delivery, on_delete=models.PROTECT, null=True, related_name="attempt"
    )
    outcome = models.CharField(max_length=20, choices=CallOutcome, blank=True, default="")
    words = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    posted_on = models.DateField(null=True)
    call_back_at = models.DateTimeField(null=True)
    looks = models.JSONField(default=dict, db_default={})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(channel=Channel.EMAIL, delivery__isnull=False)
                | (~Q(channel=Channel.EMAIL) & Q(delivery__isnull=True)),
                name="letter_is_proven_by_its_delivery",
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.CALL) | ~Q(outcome=""),
                name="call_is_proven_by_its_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.LINKEDIN) | ~Q(words=""),
                name="linkedin_is_proven_by_its_words",
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.POST) | Q(posted_on__isnull=False),
                name="post_is_proven_by_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["by", "-at"], name="attempt_by_rep"),
            models.Index(fields=["prospect", "-at"], name="attempt_of_person"),
            models.Index(fields=["at"], condition=~Q(looks={}), name="attempt_logged_anyway"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.at:%Y-%m-%d %H:%M}"
