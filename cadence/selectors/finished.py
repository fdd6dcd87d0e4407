"""Cadences whose tries are all made: nothing comes by itself any more, and the rep says how it ends."""

from django.db.models import Exists, OuterRef, QuerySet

from cadence.enums import EnrollmentState
from cadence.models import Enrollment, Step, Touch
from team.models import User

LONGEST = 20


def all_tries_made() -> QuerySet[Enrollment]:
    """Planned to the end: no try is open, none wants planning, and no step is left."""
    left = Step.objects.filter(version=OuterRef("version"), number__gte=OuterRef("next_step"))
    waiting = Touch.objects.open().steps().filter(enrollment=OuterRef("pk"))
    return Enrollment.objects.filter(
        ~Exists(left), ~Exists(waiting), state=EnrollmentState.ACTIVE, plan_at=None
    )


def to_end(user: User) -> list[Enrollment]:
    """Of this rep, the longest silent first."""
    own = all_tries_made().filter(owner=user).select_related("prospect__company")
    return list(own.order_by("last_attempt_at", "pk")[:LONGEST])
