"""The rows behind a number: where the sums say that some are, the facts of those weeks name them. No history is read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, reduce
from operator import add
from typing import Any, Final

from django.db import connection
from django.db.models import F, Sum

from adherence.enums import Counted
from adherence.models import WeekCount
from adherence.schedule import Period
from adherence.selectors.lists import Things
from cadence.models import Cadence
from team.models import User

PAGE: Final = 50
BATCH: Final = 200

# Who may have such a thing in these weeks: whom a rep tried or heard, or whom they lead. Two days more on
# both sides, for the weeks are those of a wall that may have been another when they were counted. OFFSET 0 keeps each
# week a walk of an index: the planner knows nothing of how short a week is, and would read all of history instead.
TRIED = """SELECT there.enrollment_id FROM cells c, LATERAL (
        SELECT a.enrollment_id FROM cadence_attempt a
        WHERE a.by_id = c.rep_id AND a.at >= (c.week - 2)::timestamp AT TIME ZONE 'UTC'
          AND a.at < (c.week + 9)::timestamp AT TIME ZONE 'UTC' OFFSET 0
    ) there"""
HEARD = """SELECT there.enrollment_id FROM cells c, LATERAL (
        SELECT r.enrollment_id FROM cadence_reply r
        WHERE r.owner_id = c.rep_id AND r.received_at >= (c.week - 2)::timestamp AT TIME ZONE 'UTC'
          AND r.received_at < (c.week + 9)::timestamp AT TIME ZONE 'UTC' OFFSET 0
    ) there"""
GIVEN_UP = """SELECT there.enrollment_id FROM cells c, LATERAL (
        SELECT o.enrollment_id FROM adherence_fact o
        WHERE o.owner_id = c.rep_id AND o.given_up_on BETWEEN c.week AND c.week + 6 OFFSET 0
    ) there"""
LED = "SELECT o.enrollment_id FROM adherence_fact o WHERE o.owner_id = ANY (%(reps)s)"
ENDED = f"{LED} AND NOT o.is_running"
WHERE_TO_LOOK: Final[Mapping[Counted, str]] = {
    Counted.TRIES: TRIED,
    Counted.GAPS: TRIED,
    Counted.WORDS: TRIED,
    Counted.STARTS: TRIED,
    Counted.ANSWERS: HEARD,
    Counted.REPLIES: HEARD,
    Counted.SEEN_THROUGH: ENDED,
    Counted.GIVEN_UP: GIVEN_UP,
    Counted.STOPS: ENDED,
    Counted.ENDINGS: ENDED,
    Counted.WEEKS: LED,
}
OF_CADENCE = (
    "AND f.version_id IN (SELECT id FROM cadence_cadenceversion WHERE cadence_id = %(cadence)s)"
)
FOUND = """
WITH cells AS MATERIALIZED (SELECT * FROM unnest(%(reps)s::bigint[], %(weeks)s::date[]) AS c (rep_id, week)),
candidates AS MATERIALIZED (SELECT DISTINCT enrollment_id FROM ({candidates}) AS looked)
SELECT f.enrollment_id, thing.rep_id, thing.week, thing.kind, thing.place
FROM candidates,
    LATERAL (
        SELECT f.* FROM adherence_fact f
        WHERE f.enrollment_id = candidates.enrollment_id AND f.reps && %(reps)s::bigint[]
            AND f.weeks && %(weeks)s::date[] AND f.kinds && %(any_of)s::smallint[] {versions}
        OFFSET 0
    ) f,
    unnest(f.reps, f.weeks, f.kinds, f.places) AS thing (rep_id, week, kind, place)
    JOIN cells c ON c.rep_id = thing.rep_id AND c.week = thing.week
    JOIN unnest(%(kinds)s::integer[], %(places)s::integer[]) AS wanted (kind, place)
        ON wanted.kind = thing.kind AND wanted.place = thing.place
ORDER BY array_position(%(reps)s::bigint[], thing.rep_id), thing.week DESC, f.enrollment_id, thing.kind, thing.place
"""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that was counted."""

    enrollment: int
    rep: int
    week: date
    kind: Counted
    place: int


@dataclass(frozen=True, slots=True)
class Cell:
    """How many are in one rep's week."""

    rep: int
    week: date
    number: int


@dataclass(frozen=True)
class Behind:
    """The things behind a number, rep by rep in the order given, each rep's newest week first."""

    reps: Sequence[User]
    period: Period
    things: Things
    cadence: Cadence | None = None

    @cached_property
    def cells(self) -> list[Cell]:
        """One query, of the sums."""
        order = {rep.pk: number for number, rep in enumerate(self.reps)}
        names = [what.columns[place] for what, places in self.things.items() for place in places]
        if not names:
            return []
        weeks = WeekCount.objects.filter(
            rep__in=order, week__gte=self.period.first.monday, week__lte=self.period.last.monday
        )
        if self.cadence:
            weeks = weeks.filter(version__cadence=self.cadence)
        number = Sum(reduce(add, map(F, names)))
        sums = weeks.values_list("rep", "week").annotate(number=number).filter(number__gt=0)
        cells = [Cell(*each) for each in sums.order_by("-week")]
        return sorted(cells, key=lambda cell: order[cell.rep])

    @property
    def number(self) -> int:
        return sum(cell.number for cell in self.cells)

    def page(self, number: int) -> list[Thing]:
        """The `number`th fifty of them. One query besides that of the cells, of no more weeks than have them."""
        first = (number - 1) * PAGE
        before, cells = 0, []
        for cell in self.cells:
            if before + cell.number > first and before < first + PAGE:
                cells.append(replace(cell, number=before))
            before += cell.number
        start = first - cells[0].number if cells else 0
        return self._found(cells)[start : start + PAGE]

    def batches(self) -> Iterator[list[Thing]]:
        """All of them, some hundreds at a time."""
        batch: list[Cell] = []
        for cell in self.cells:
            batch.append(cell)
            if sum(each.number for each in batch) >= BATCH:
                yield self._found(batch)
                batch = []
        yield self._found(batch)

    def _found(self, cells: Sequence[Cell]) -> list[Thing]:
        if not cells:
            return []
        wanted = [(what.value, place) for what, places in self.things.items() for place in places]
        candidates = sorted({WHERE_TO_LOOK[what] for what in self.things})
        statement = FOUND.format(
            candidates="\nUNION ALL\n".join(candidates),
            versions=OF_CADENCE if self.cadence else "",
        )
        given: dict[str, Any] = {
            "reps": [cell.rep for cell in cells],
            "weeks": [cell.week for cell in cells],
            "any_of": [what.value for what in self.things],
            "kinds": [kind for kind, _place in wanted],
            "places": [place for _kind, place in wanted],
            "cadence": self.cadence.pk if self.cadence else None,
        }
        with connection.cursor() as cursor:
            cursor.execute(statement, given)
            return [
                Thing(enrollment, rep, week, Counted(kind), place)
                for enrollment, rep, week, kind, place in cursor.fetchall()
            ]
