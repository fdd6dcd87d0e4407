"""What a person had from us already, under whichever of their records: somebody imported twice is one reader."""

from datetime import date

from django.db.models import QuerySet

from cadence.models import Touch
from cadence.models.touch import USED
from prospects.selectors.suppressions import records_of


def closed_tries(touch: Touch) -> QuerySet[Touch]:
    """Every other try that brought this person something, or may have."""
    theirs = Touch.objects.filter(USED, prospect__in=records_of(touch.prospect))
    return theirs.filter(closed_at__isnull=False).exclude(pk=touch.pk)


def had_on(touch: Touch, kind: str, item: int) -> date | None:
    """The day they last had it, by their own wall clock."""
    tries = closed_tries(touch).filter(**{kind: item}).order_by("-closed_at")
    at = tries.values_list("closed_at", flat=True).first()
    return at.astimezone(touch.prospect.zone).date() if at else None
