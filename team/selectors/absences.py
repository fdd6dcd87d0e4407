"""Who is away when: as the pages of time off and of the company's closures show it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from team.models import Closure, TimeOff, User
from team.permissions import planned_by


@dataclass(frozen=True, slots=True)
class Absences:
    """Days off that are still to come or running, the next first, and those that are over, the last first."""

    ahead: list[TimeOff]
    over: list[TimeOff]


def absences_of(user: User, today: date) -> Absences:
    spans = list(user.time_off.select_related("cover").order_by("first_day"))
    ahead = [each for each in spans if each.last_day >= today]
    return Absences(ahead, spans[: len(spans) - len(ahead)][::-1])


def closures_ahead(today: date) -> QuerySet[Closure]:
    return Closure.objects.filter(last_day__gte=today).order_by("first_day")


def colleagues_planned_by(user: User, today: date) -> list[User]:
    """Whose days somebody keeps beside their own, each with the absences ahead as `ahead`."""
    ahead = TimeOff.objects.filter(last_day__gte=today).order_by("first_day")
    others = planned_by(user).exclude(pk=user.pk).filter(is_active=True)
    return list(others.order_by("name").prefetch_related(Prefetch("time_off", ahead, "ahead")))
