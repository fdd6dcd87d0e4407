"""How people stand in their cadences, for the list of people."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from cadence.enums import Ending
from cadence.models import Enrollment
from cadence.models.enrollment import EnrollmentQuerySet
from prospects.enums import Standing
from prospects.selectors.standings import tell
from team.models import Policy


def tell_standings() -> None:
    tell(Standing.FREE, lambda _at: ~Q(Exists(_theirs().running())))
    tell(Standing.IN, lambda _at: Q(Exists(_theirs().planned())))
    tell(Standing.TALKING, lambda _at: Q(Exists(_theirs().talking())))
    tell(Standing.RESTING, _resting)


def _resting(at: datetime) -> Q:
    """After a finished cadence, and longer after a no (R18)."""
    policy = Policy.current()
    rest, after_no = timedelta(days=policy.rest_days), timedelta(days=policy.rest_after_no_days)
    ended = _theirs().filter(
        Q(ended_at__gt=at - rest) | Q(ended_at__gt=at - after_no, ending=Ending.NO)
    )
    return Q(Exists(ended)) & ~Q(Exists(_theirs().running()))


def _theirs() -> EnrollmentQuerySet:
    return Enrollment.objects.filter(prospect=OuterRef("pk"))
