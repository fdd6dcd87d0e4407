"""When the first of those who have begun will have heard all tries, for a page on which nobody has finished."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Max, Min

from cadence.models import Enrollment
from team.places import UTC, zone_named


def first_end(reps: Collection[int]) -> date | None:
    """The earliest of all versions, if each try is made on its day; None where nobody has begun. One query.

    Whoever began did so on the first day, as it was on the rep's wall.
    """
    planned = Enrollment.objects.planned().filter(owner__in=reps)
    found = planned.values_list("version", "owner__time_zone").annotate(
        Min("started_at"), Max("version__steps__day")
    )
    ends = [
        began.astimezone(zone_named(zone) or UTC).date() + timedelta(days=day - 1)
        for _version, zone, began, day in found
        if day is not None
    ]
    return min(ends, default=None)
