"""Each version of a cadence, try by try: how many were made, and how people left after them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from adherence.enums import LAST_TRY, Counted
from adherence.models import WeekCount
from adherence.schedule import Period
from adherence.selectors.promises import ByTry
from cadence.models import Cadence, CadenceVersion
from team.charts import Sparkline, sparkline

SHOWN = (Counted.TRIES, Counted.ANSWERS, Counted.GIVEN_UP, Counted.STOPS)


@dataclass(frozen=True, slots=True)
class Funnel:
    version: CadenceVersion
    tries: list[ByTry]

    @property
    def line(self) -> Sparkline:
        return sparkline([each.tried for each in self.tries])


def funnels(reps: Iterable[int], period: Period, cadence: Cadence | None = None) -> list[Funnel]:
    """Of every version by which somebody went in these weeks; the newest of each cadence first. Two queries."""
    weeks = WeekCount.objects.filter(
        rep__in=list(reps), week__range=(period.first.monday, period.last.monday)
    )
    if cadence:
        weeks = weeks.filter(version__cadence=cadence)
    columns = {f"all_{name}": Sum(name) for what in SHOWN for name in what.columns}
    sums = {row["version"]: row for row in weeks.values("version").annotate(**columns)}
    versions = CadenceVersion.objects.filter(pk__in=sums).select_related("cadence")
    made = [
        Funnel(version, _tries(sums[version.pk]))
        for version in versions.order_by("cadence__name", "cadence", "-number")
    ]
    return [funnel for funnel in made if funnel.tries]


def _tries(sums: Mapping[str, Any]) -> list[ByTry]:
    """From the first try to the last that was made."""
    by_try = [
        ByTry(number, *(sums[f"all_{what.columns[number]}"] for what in SHOWN))
        for number in range(1, LAST_TRY + 1)
    ]
    last = max((each.number for each in by_try if each.tried), default=0)
    return by_try[:last]
