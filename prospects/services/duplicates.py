"""Records that may be one person: found by what leads to them, and by their name at their company.

Only the given people are compared with the others, each by an index, so a file of any size costs what its rows cost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext as _

from prospects.enums import Why
from prospects.likeness import Record, names_one_person
from prospects.models import Likeness, Prospect
from team.models import User
from team.refusals import Refused

# At a company with more people than this, names are compared as they are written; and so many share one number at most.
MOST_COLLEAGUES = 300
MOST_AT_ONE_NUMBER = 30
AT_A_TIME = 5_000

BY_INDEX = "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off"
AS_USUAL = (
    "SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on; SET LOCAL enable_seqscan = on"
)

_FOUND = """
WITH fresh AS MATERIALIZED (
    SELECT id, name, email, title, phone, linkedin_url, company_id FROM prospects_prospect
    WHERE id = ANY(%(people)s) AND merged_into_id IS NULL AND erased_at IS NULL
), employed AS MATERIALIZED (
    SELECT own.id, earnest_company_key(own.name) AS key FROM prospects_company AS own
    WHERE own.id IN (SELECT company_id FROM fresh)
), employer AS MATERIALIZED (
    SELECT own.id AS own, c.id AS company FROM employed AS own JOIN prospects_company AS c ON earnest_company_key(c.name) = own.key
    WHERE c.merged_into_id IS NULL AND (SELECT count(*) FROM (
        SELECT FROM prospects_prospect AS p WHERE p.company_id = c.id LIMIT %(colleagues)s
    ) AS there) < %(colleagues)s
)
SELECT f.id, f.name, f.email, f.title, o.id, o.name, o.email, o.title, 'email'
FROM fresh AS f JOIN prospects_prospect AS o ON earnest_email_key(o.email) = earnest_email_key(f.email)
WHERE f.email <> '' AND o.id <> f.id AND o.merged_into_id IS NULL AND o.erased_at IS NULL
UNION ALL
SELECT f.id, f.name, f.email, f.title, o.id, o.name, o.email, o.title, 'profile'
FROM fresh AS f JOIN prospects_prospect AS o ON lower(o.linkedin_url) = lower(f.linkedin_url) AND o.linkedin_url <> ''
WHERE f.linkedin_url <> '' AND o.id <> f.id AND o.merged_into_id IS NULL AND o.erased_at IS NULL
UNION ALL
SELECT f.id, f.name, f.email, f.title, o.id, o.name, o.email, o.title, 'phone'
FROM fresh AS f CROSS JOIN LATERAL (
    SELECT p.* FROM prospects_prospect AS p WHERE p.phone = f.phone AND p.phone <> '' AND p.id <> f.id
        AND p.merged_into_id IS NULL AND p.erased_at IS NULL ORDER BY similarity(p.name, f.name) DESC LIMIT %(at_one_number)s
) AS o WHERE f.phone <> ''
UNION ALL
SELECT f.id, f.name, f.email, f.title, o.id, o.name, o.email, o.title, 'name'
FROM fresh AS f JOIN employer AS e ON e.own = f.company_id
JOIN prospects_prospect AS o ON o.company_id = e.company AND o.id <> f.id AND o.merged_into_id IS NULL AND o.erased_at IS NULL
WHERE similarity(o.name, f.name) >= 0.3
"""


class _Found(NamedTuple):
    one: int
    one_record: Record
    other: int
    other_record: Record
    why: str


def look_for(people: Iterable[int], *, at: datetime) -> int:
    """Compare these people with all others; how many likenesses there are. Two of whom somebody said that they are two stay two."""
    ids, found = sorted(people), 0
    for start in range(0, len(ids), AT_A_TIME):
        found += _look(ids[start : start + AT_A_TIME], at)
    return found


def part(likeness: Likeness, *, by: User, at: datetime) -> None:
    """Remember for good that these are two people. Refuses where one is nobody's whom `by` may see, and once they are one."""
    seen = Prospect.objects.visible_to(by).filter(pk__in=[likeness.one_id, likeness.other_id])
    if seen.count() < 2:
        raise Refused(
            _("One of the two is with another team, or stands under another record by now."),
            code="not_visible",
        )
    Likeness.objects.filter(pk=likeness.pk, parted_at=None).update(parted_at=at, parted_by=by)


def _look(ids: Sequence[int], at: datetime) -> int:
    reasons: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for found in _candidates(ids):
        strong = found.why in (Why.EMAIL, Why.PROFILE)
        if strong or names_one_person(found.one_record, found.other_record):
            pair = min(found.one, found.other), max(found.one, found.other)
            reasons[pair].add(found.why)
    Likeness.objects.bulk_create(
        [
            Likeness(one_id=one, other_id=other, why=sorted(why), found_at=at)
            for (one, other), why in sorted(reasons.items())
        ],
        ignore_conflicts=True,
        batch_size=1_000,
    )
    return len(reasons)


def _candidates(ids: Sequence[int]) -> list[_Found]:
    asked: dict[str, Any] = {
        "people": list(ids),
        "colleagues": MOST_COLLEAGUES,
        "at_one_number": MOST_AT_ONE_NUMBER,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        # Nobody has counted yet what a file brought: without this a join reads everybody for each of them.
        cursor.execute(BY_INDEX)
        cursor.execute(_FOUND, asked)
        rows = cursor.fetchall()
        cursor.execute(AS_USUAL)
        return [
            _Found(row[0], Record(*row[1:4]), row[4], Record(*row[5:8]), row[8]) for row in rows
        ]
