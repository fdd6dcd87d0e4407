"""What is not today: the first try of the days to come, what was moved, what is done."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadence.enums import TouchState
from cadence.models import Approval, Touch
from cadence.selectors.day import Day
from prospects.models import Prospect
from team.models import User


@dataclass(frozen=True, slots=True)
class Next:
    prospect: Prospect
    due_at: datetime
    day: str


def next_after_today(user: User, day: Day) -> Next | None:
    later = Q(due_at__gte=day.ends_at) | Q(moved_on__gt=day.on)
    touch = (
        Touch.objects.open()
        .steps()
        .filter(later, owner=user)
        .select_related("prospect__company")
        .order_by("due_at", "pk")
        .first()
    )
    if touch is None:
        return None
    on = touch.due_at.astimezone(user.zone).date()
    tomorrow = (on - day.on).days == 1
    name = (
        _("tomorrow")
        if tomorrow
        else _("on %(day)s") % {"day": date_format(on, "WEEKDAY_DAY_MONTH")}
    )
    return Next(prospect=touch.prospect, due_at=touch.due_at.astimezone(user.zone), day=name)


def moved_to_later(user: User, day: Day) -> QuerySet[Touch]:
    return (
        Touch.objects.open()
        .filter(owner=user, moved_on__gt=day.on)
        .select_related("prospect__company")
        .order_by("moved_on", "pk")
    )


def done_today(user: User, day: Day) -> QuerySet[Touch]:
    return (
        Touch.objects.filter(
            owner=user,
            closed_at__gte=day.begins_at,
            closed_at__lt=day.ends_at,
            state__in=[TouchState.DONE, TouchState.SKIPPED],
        )
        .select_related("prospect__company")
        .order_by("-closed_at", "-pk")
    )


def approved_not_left(user: User, at: datetime) -> QuerySet[Approval]:
    return (
        Approval.objects.filter(
            reviewer=user,
            delivery__isnull=True,
            withdrawal__isnull=True,
            expires_at__gt=at,
        )
        .select_related("touch__prospect", "draft")
        .order_by("approved_at")
    )
