from django.db import models
from django.db.models import Q

from prospects.models import Prospect
from research.enums import IntroductionState
from team.models import User


class Introduction(models.Model):
    """Somebody we asked to introduce us, and what came of it. An ask is not a try."""

    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="introductions")
    introducer = models.CharField(max_length=200)
    state = models.CharField(
        max_length=12, choices=IntroductionState, default=IntroductionState.ASKED
    )
    note = models.TextField(blank=True, default="")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_introduction_names_the_introducer", condition=~Q(introducer="")
            ),
            models.CheckConstraint(
                name="an_introduction_is_in_a_known_state",
                condition=Q(state__in=IntroductionState.values),
            ),
            models.CheckConstraint(
                name="an_answered_introduction_says_when",
                condition=Q(state=IntroductionState.ASKED, answered_at__isnull=True)
                | (~Q(state=IntroductionState.ASKED) & Q(answered_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="one_open_ask_per_introducer_and_person",
                fields=["prospect", "introducer"],
                condition=Q(state=IntroductionState.ASKED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.introducer} for {self.prospect}"

    @property
    def is_open(self) -> bool:
        return self.state == IntroductionState.ASKED
