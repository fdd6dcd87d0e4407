"""Whom a stop would reach here: asked before it is kept, so that nobody is surprised."""

from dataclasses import dataclass

from cadence.models import Enrollment, Touch
from prospects.addresses import Reach
from prospects.enums import Channel
from prospects.models import Prospect
from prospects.selectors.suppressions import reached_by
from team.models import User

NAMED = 5


@dataclass(frozen=True, slots=True)
class StopReach:
    """`named` are some of the people, those whom the viewer may see; `letters` wait on the desk."""

    people: int
    named: list[Prospect]
    running: int
    letters: int


def reach_here(reach: Reach, viewer: User) -> StopReach:
    people = reached_by(reach)
    waiting = Touch.objects.open().filter(prospect__in=people, channel=Channel.EMAIL)
    seen = Prospect.objects.visible_to(viewer).filter(pk__in=people.values("pk"))
    return StopReach(
        people=people.count(),
        named=list(seen.select_related("company").order_by("name", "pk")[:NAMED]),
        running=Enrollment.objects.running().filter(prospect__in=people).count(),
        letters=waiting.filter(drafts__isnull=False).distinct().count(),
    )
