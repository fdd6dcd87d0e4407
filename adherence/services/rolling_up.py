"""Count whose history changed: a fact an enrollment, and sums a rep, version and week, kept by their differences."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef

from adherence.definitions.statements import COUNT, MEND, RECOUNT
from adherence.models import Counting, Fact, Mark
from cadence.enums import Ending
from cadence.models import Enrollment
from team.models import Policy

BATCH: Final = 2_000
SPAN: Final = 10_000
NIGHT: Final = range(1, 5)  # the hours, in UTC
A_DAY_OR_SO: Final = timedelta(hours=20)
LONGEST: Final = timedelta(hours=44)
_LOCK: Final = 0x434F554E54  # one counts at a time, whoever it is
# A few thousand histories are sorted in memory, where the usual few megabytes would send them to the disk. They are
# read by key, not by reading whole tables, however the disk is rated; and compiling takes longer than reading them.
# A plan made for any list of keys thinks of ten: thousands took five times as long by it.
PLANNED: Final = (
    "SET LOCAL work_mem = '64MB'; SET LOCAL random_page_cost = 1.1; SET LOCAL jit = off;"
    " SET LOCAL plan_cache_mode = force_custom_plan"
)

CLAIM: Final = """
WITH oldest AS (
    SELECT enrollment_id FROM adherence_mark GROUP BY enrollment_id ORDER BY min(id) LIMIT %(limit)s
),
marked AS (
    DELETE FROM adherence_mark USING oldest WHERE adherence_mark.enrollment_id = oldest.enrollment_id
),
due AS (
    SELECT enrollment_id FROM adherence_fact WHERE again_at <= %(at)s ORDER BY again_at LIMIT %(limit)s
)
SELECT enrollment_id FROM oldest UNION SELECT enrollment_id FROM due
"""


def count_changed(at: datetime, *, limit: int = BATCH) -> int:
    """Count up to `limit` marked enrollments, and as many for which a week is over or a try has lain too long.

    Done twice it changes nothing. While another counts, nothing is done here. When nothing is left over, the
    moment is kept as the one up to which everything is counted.
    """
    with transaction.atomic():
        if not _alone():
            return 0
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, {"at": at, "limit": limit})
            ids = [enrollment for (enrollment,) in cursor.fetchall()]
        # A statement of its own: it sees all that any of the marks just taken away told of.
        _count(ids, at)
        if len(ids) < limit:
            Counting.objects.update_or_create(pk=1, defaults={"counted_at": at})
    return len(ids)


def recount_when_due(at: datetime) -> int:
    """Once a night everything is counted again; by day only where two nights have passed without it."""
    last = Counting.objects.filter(pk=1).values_list("recounted_at", flat=True).first()
    since = at - last if last else LONGEST
    if since >= LONGEST or (since >= A_DAY_OR_SO and at.hour in NIGHT):
        return recount(at)
    return 0


def recount(at: datetime, *, span: int = SPAN) -> int:
    """Count every enrollment again, then every sum from the facts; how many sums were not what they should be.

    None is, unless something is wrong with the counting: it is put right, and the number kept. Whoever waits to be
    counted anyway is left to the next bell. `span` enrollments in one transaction, so that nobody waits for all;
    what is wrong with the sums stays until the end, when they are set right together.
    """
    last = Enrollment.objects.aggregate(last=Max("pk"))["last"] or 0
    for first in range(1, last + 1, span):
        _in_turn(partial(_count_span, first, first + span, at))
    differences = _in_turn(partial(_run, MEND, {}))
    kept = {"recounted_at": at, "differences": differences}
    Counting.objects.update_or_create(pk=1, defaults=kept)
    return differences


def _count_span(first: int, beyond: int, at: datetime) -> int:
    waiting = Fact.objects.filter(enrollment=OuterRef("pk"), again_at__lte=at)
    marked = Mark.objects.filter(enrollment=OuterRef("pk"))
    span = Enrollment.objects.filter(
        ~Exists(marked), ~Exists(waiting), pk__gte=first, pk__lt=beyond
    )
    return _count(list(span.values_list("pk", flat=True)), at, RECOUNT)


def _in_turn(act: Callable[[], int]) -> int:
    """In a transaction of its own, after whoever counts just now."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        return act()


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _count(ids: list[int], at: datetime, statement: str = COUNT) -> int:
    """Count these from their own history, in the caller's transaction; what the statement answers with."""
    if not ids:
        return 0
    promised = max(10, Policy.current().min_attempts)
    return _run(
        statement, {"ids": ids, "at": at, "promised": promised, "endings": list(Ending.values)}
    )


def _run(statement: str, given: Mapping[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(PLANNED)
        cursor.execute(statement, given)
        (changed,) = cursor.fetchone()
    return int(changed)
