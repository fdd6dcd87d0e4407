from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, Self

from django.db import models
from django.db.models import F, Q

from prospects.models import Prospect
from research.enums import INTRODUCTION_MOVES, IntroductionState
from team.models import User

LONGEST_WAIT: Final = timedelta(days=7)


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def waited_for(self, at: datetime) -> Self:
        """Asks without an answer that still keep us from coming cold."""
        return self.filter(state=IntroductionState.ASKED, waits_until__gt=at)

    def granted(self) -> Self:
        return self.filter(state=IntroductionState.GRANTED)

    def of(self, people: Iterable[int]) -> Self:
        return self.filter(prospect__in=list(people))


class Introduction(models.Model):
    """Somebody we asked to introduce us, and what came of it. An ask is not a try.

    `words` are what we asked, `note` is what they said. Until `waits_until` nobody comes cold.
    """

    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="introductions")
    introducer = models.CharField(max_length=200)
    state = models.CharField(
        max_length=12, choices=IntroductionState, default=IntroductionState.ASKED
    )
    words = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    waits_until = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = IntroductionQuerySet.as_manager()

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
            models.CheckConstraint(
                name="an_introduction_is_waited_for_at_most_seven_days",
                condition=Q(waits_until__lte=F("asked_at") + LONGEST_WAIT),
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

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What may still be noted of it, to choose from: a late yes comes after no answer, too."""
        moves = INTRODUCTION_MOVES[IntroductionState(self.state)]
        return [(state.value, str(state.label)) for state in IntroductionState if state in moves]

    def is_waited_for(self, at: datetime) -> bool:
        return self.is_open and self.waits_until > at
