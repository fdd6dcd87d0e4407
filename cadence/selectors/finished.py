"""Cadences that nothing moves by itself any more: the rep goes on by hand, or says how it ends."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from cadence.enums import EnrollmentState
from cadence.models import Enrollment, Reply, Step, Touch
from cadence.selectors.day import Day
from cadence.selectors.talking import talks_due
from team.models import User

LONGEST = 20


@dataclass(frozen=True, slots=True)
class ByHand:
    """`talks` head the list today, of all that are `due`, each with its `newest_reply`; `to_end` have had every try."""

    talks: list[Enrollment]
    due: int
    to_end: list[Enrollment]


def all_tries_made() -> QuerySet[Enrollment]:
    """Planned to the end: no try is open, none wants planning, and no step is left."""
    left = Step.objects.filter(version=OuterRef("version"), number__gte=OuterRef("next_step"))
    waiting = Touch.objects.open().steps().filter(enrollment=OuterRef("pk"))
    return Enrollment.objects.filter(
        ~Exists(left), ~Exists(waiting), state=EnrollmentState.ACTIVE, plan_at=None
    )


def by_hand(user: User, day: Day) -> ByHand:
    """Of this rep, from one query: the talk whose day came first, then the longest silent."""
    made = all_tries_made().filter(owner=user)
    said = Reply.objects.filter(enrollment=OuterRef("pk")).order_by("-received_at", "-pk")
    found = (
        Enrollment.objects.filter(
            Q(pk__in=made.values("pk")) | Q(pk__in=talks_due(user, day).values("pk"))
        )
        .annotate(newest_reply=Subquery(said.values("pk")[:1]))
        .prefetch_related("prospect__company")
        .order_by(F("paused_until").asc(nulls_last=True), "last_attempt_at", "pk")
    )
    everybody = list(found)
    talks = [each for each in everybody if each.is_talking]
    return ByHand(
        talks=talks[:LONGEST],
        due=len(talks),
        to_end=[each for each in everybody if not each.is_talking][:LONGEST],
    )
