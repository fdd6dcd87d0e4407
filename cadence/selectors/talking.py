"""Whom the rep talks with by hand: who comes back today, and who later."""

from django.db.models import Exists, OuterRef, QuerySet

from cadence.models import Enrollment, Reply, Touch
from cadence.selectors.day import Day
from team.models import TimeOff, User


def talks_due(user: User, day: Day) -> QuerySet[Enrollment]:
    """Their day has come, and nothing else of theirs stands in the queue: no unread reply, no answer to be written."""
    whose = [user.pk, *TimeOff.objects.covered_by(user).values_list("user", flat=True)]
    unread = Reply.objects.filter(prospect=OuterRef("prospect"), kind="")
    answers = Touch.objects.open().answers().filter(enrollment=OuterRef("pk"))
    return Enrollment.objects.talking().filter(
        ~Exists(unread), ~Exists(answers), owner__in=whose, paused_until__lte=day.on
    )


def talks_later(user: User, day: Day) -> QuerySet[Enrollment]:
    """Whose day is still to come, the nearest first."""
    return (
        Enrollment.objects.talking()
        .filter(owner=user, paused_until__gt=day.on)
        .select_related("prospect__company")
        .order_by("paused_until", "pk")
    )
