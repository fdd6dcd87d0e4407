"""Everything the team page shows of a period, from the rollups alone: no history is read."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Count

from adherence.enums import Counted
from adherence.models import Counting, Fact
from adherence.permissions import counted_for
from adherence.schedule import Period
from adherence.selectors.promises import Counts, Promises, together
from cadence.models import Cadence
from team.models import Team, User
from team.models.user import OF_SIGN_IN

# One pass over both periods: the weeks before have no rep.
READ = """
SELECT CASE WHEN week >= %(first)s THEN rep_id END AS rep, {sums} FROM adherence_weekcount
WHERE week BETWEEN %(before)s AND %(last)s AND rep_id = ANY (%(reps)s) {versions}
GROUP BY rep
"""
OF_CADENCE = (
    "AND version_id IN (SELECT id FROM cadence_cadenceversion WHERE cadence_id = %(cadence)s)"
)


@dataclass(frozen=True, slots=True)
class RepRow:
    """One rep's promises in the period, and how many people they lead now."""

    rep: User
    promises: Promises
    running: int


@dataclass(frozen=True)
class TeamCounts:
    """`before` is the period before, of all together. `counted_at` is None before the first count."""

    reps: list[RepRow]
    promises: Promises
    before: Promises
    counted_at: datetime | None

    @cached_property
    def by_need(self) -> list[RepRow]:
        """Who could use a hand first; of whom there is too little to say, last. Among equals, by name."""
        return sorted(
            self.reps,
            key=lambda row: (
                not row.promises.is_enough,
                -row.promises.need,
                row.rep.name,
                row.rep.pk,
            ),
        )


def team_counts(
    viewer: User, period: Period, *, team: Team | None = None, cadence: Cadence | None = None
) -> TeamCounts:
    """Of those whom the viewer may see: their own, their team's, or for an admin all. Refuses another team.

    Four queries, however many people there are.
    """
    people = {each.pk: each for each in counted_for(viewer, team).defer(*OF_SIGN_IN)}
    now, before = _counts(people, period, cadence)
    running = _running(people, cadence)
    shown = [
        each for each in people.values()
        if (each.is_rep and each.is_active) or each.pk in now or running[each.pk]
    ]  # fmt: skip
    nothing = together([])
    rows = [RepRow(each, Promises(now.get(each.pk, nothing)), running[each.pk]) for each in shown]
    return TeamCounts(
        reps=rows,
        promises=Promises(together(list(now.values()))),
        before=Promises(before),
        counted_at=Counting.objects.filter(pk=1).values_list("counted_at", flat=True).first(),
    )


def _counts(
    people: Iterable[int], period: Period, cadence: Cadence | None
) -> tuple[dict[int, Counts], Counts]:
    """Rep by rep, and of everybody in the period before."""
    sums = ", ".join(f"sum({name})" for what in Counted for name in what.columns)
    statement = READ.format(sums=sums, versions=OF_CADENCE if cadence else "")
    given: dict[str, Any] = {
        "before": period.before.first.monday,
        "first": period.first.monday,
        "last": period.last.monday,
        "reps": list(people),
        "cadence": cadence.pk if cadence else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        found = {rep: _by_place(sums) for rep, *sums in cursor.fetchall()}
    before = found.pop(None, together([]))
    return found, before


def _by_place(sums: Sequence[int]) -> Counts:
    places = iter(sums)
    return {what: list(islice(places, what.places)) for what in Counted}


def _running(people: Iterable[int], cadence: Cadence | None) -> Counter[int]:
    running = Fact.objects.filter(is_running=True, owner__in=list(people))
    if cadence:
        running = running.filter(version__cadence=cadence)
    return Counter(dict(running.values_list("owner").annotate(number=Count("*"))))
