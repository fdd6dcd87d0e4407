"""Whether trying on pays: answers by try, how long people are written to, and cadences' versions side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any, Final

from django.db import connection

from adherence.enums import Counted
from adherence.schedule import Week
from adherence.selectors.chance import Share, people_needed
from adherence.selectors.promises import FEWEST_FINISHED, Promises
from cadence.models import Cadence, CadenceVersion
from team.models import User

QUARTER: Final = 13
LATE: Final = 5
# So long after their first try everybody had time for ten of them, and for an answer.
TIME_FOR_ALL: Final = timedelta(weeks=10)
LOOKED_BACK: Final = timedelta(weeks=26)

# Whoever leads them now, of the people whose first try fell into these weeks: how many answered, whenever they did.
BY_VERSION: Final = """
SELECT f.version_id, count(*), count(*) FILTER (WHERE f.kinds @> ARRAY[%(answers)s]::smallint[])
FROM adherence_fact f
WHERE f.owner_id = ANY (%(reps)s)
    AND f.version_id IN (
        SELECT v.id FROM cadence_cadenceversion v JOIN cadence_cadenceversion other
            ON other.cadence_id = v.cadence_id AND other.id <> v.id AND other.published_at IS NOT NULL
    )
    AND f.weeks[array_position(f.kinds, %(starts)s::smallint)] BETWEEN %(first)s AND %(last)s
GROUP BY f.version_id
"""


@dataclass(frozen=True, slots=True)
class Answered:
    """First answers that came after so many tries, of the tries of that number."""

    number: int
    share: Share

    @property
    def is_enough(self) -> bool:
        return self.share.of >= FEWEST_FINISHED and self.share.some <= self.share.of


@dataclass(frozen=True, slots=True)
class Stayed:
    """With how many of a hundred silent people we were still trying at this try; None where too few were tried."""

    number: int
    tried: int
    still: float | None
    tried_before: int
    still_before: float | None


@dataclass(frozen=True, slots=True)
class Version:
    """`answered`: of the people whose first try is long enough ago, how many answered."""

    version: CadenceVersion
    answered: Share

    @property
    def is_enough(self) -> bool:
        return self.answered.of >= FEWEST_FINISHED


@dataclass(frozen=True, slots=True)
class Comparison:
    """A cadence's versions, the newest first. The two newest that somebody began with are compared, and no others."""

    cadence: Cadence
    versions: list[Version]

    @property
    def compared(self) -> tuple[Version, Version] | None:
        return (self.versions[0], self.versions[1]) if len(self.versions) > 1 else None

    @property
    def needed(self) -> int | None:
        """So many people in each would tell the shares seen here apart."""
        shares = [each.answered.value for each in self.compared or ()]
        return people_needed(shares[0] or 0.0, shares[1] or 0.0) if shares else None

    @property
    def better(self) -> Version | None:
        """None as long as one of them has fewer people than it takes."""
        pair = self.compared
        if pair is None or self.needed is None:
            return None
        if min(each.answered.of for each in pair) < max(self.needed, FEWEST_FINISHED):
            return None
        return max(pair, key=lambda each: each.answered.value or 0.0)


def late_answers(promises: Promises) -> Share:
    """First answers that came after more than five tries, of all that came after one."""
    answered = [each.answered for each in promises.by_try]
    return Share(sum(answered[LATE + 1 :]), sum(answered[1:]))


def answers_by_try(promises: Promises) -> list[Answered]:
    """Up to the last try that was made; without those who answered before any."""
    rows = [each for each in promises.by_try if each.number and each.tried]
    return [Answered(each.number, Share(each.answered, each.tried)) for each in rows]


def staying(now: Promises, before: Promises) -> list[Stayed]:
    """A life table of these weeks, beside that of as many weeks before.

    An answer or a wish to stop takes somebody out of it, and is no loss of ours: of a hundred who say nothing, so many
    are tried again. N. Keyfitz and H. Caswell, "Applied Mathematical Demography", 3rd edition, Springer 2005, chapter 2.
    """
    still, still_before = _still(now), _still(before)
    last = max((each.number for each in now.by_try if each.tried), default=0)
    return [
        Stayed(
            number,
            now.by_try[number].tried,
            still[number],
            before.by_try[number].tried,
            still_before[number],
        )
        for number in range(1, last + 1)
    ]


def side_by_side(
    reps: Iterable[User], last_week: Week, cadence: Cadence | None = None
) -> list[Comparison]:
    """Cadences of which people began with more than one version, when there was time for all tries since. Two queries."""
    last = last_week.before.monday - TIME_FOR_ALL
    given: dict[str, Any] = {
        "reps": [rep.pk for rep in reps],
        "answers": Counted.ANSWERS.value,
        "starts": Counted.STARTS.value,
        "first": last - LOOKED_BACK,
        "last": last,
    }
    with connection.cursor() as cursor:
        cursor.execute(BY_VERSION, given)
        counted = {version: Share(some, of) for version, of, some in cursor.fetchall()}
    versions = CadenceVersion.objects.filter(pk__in=counted).select_related("cadence")
    versions = versions.filter(cadence=cadence) if cadence else versions
    ordered = versions.order_by("cadence__name", "cadence", "-number")
    comparisons = [
        Comparison(cadence, [Version(each, counted[each.pk]) for each in group])
        for cadence, group in groupby(ordered, key=lambda each: each.cadence)
    ]
    return [each for each in comparisons if each.compared]


def _still(promises: Promises) -> Sequence[float | None]:
    """By the number of the try, from the first."""
    still: list[float | None] = [None]
    left: float | None = 100.0
    for each in promises.by_try[1:]:
        if left is None or each.tried < FEWEST_FINISHED:
            left = None
            still.append(None)
            continue
        still.append(left)
        left *= 1 - min(1.0, each.given_up / each.tried)
    return still
