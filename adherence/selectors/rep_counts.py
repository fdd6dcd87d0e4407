"""The promises of one rep or of some, from the sums of their weeks."""

from collections.abc import Iterable

from django.db.models import Sum

from adherence.enums import Counted
from adherence.models import WeekCount
from adherence.schedule import Period
from adherence.selectors.promises import Promises
from cadence.models import Cadence
from team.models import User


def promises_of(reps: Iterable[User], period: Period, cadence: Cadence | None = None) -> Promises:
    """All of theirs together. One query."""
    weeks = WeekCount.objects.filter(
        rep__in=[rep.pk for rep in reps],
        week__gte=period.first.monday,
        week__lte=period.last.monday,
    )
    if cadence:
        weeks = weeks.filter(version__cadence=cadence)
    sums = weeks.aggregate(
        **{name: Sum(name, default=0) for what in Counted for name in what.columns}
    )
    return Promises({what: [sums[name] for name in what.columns] for what in Counted})
