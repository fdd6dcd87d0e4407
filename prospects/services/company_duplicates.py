"""Records that may be one company: found by their names and domains, and parted for good.

Only the given companies are compared with the others, each by an index: in an order of their own they would be walked instead.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from prospects.company_names import letters_of
from prospects.enums import WhyOneCompany
from prospects.free_mail import is_for_anybody
from prospects.likeness import WHOLE
from prospects.models import CompanyLikeness
from prospects.permissions import can_work_there
from prospects.services.duplicates import AS_USUAL, BY_INDEX
from team.models import User
from team.refusals import Refused

AT_A_TIME = 5_000
# Of more at once the names are compared as they are written: to look for those that are spelled otherwise takes its time.
MOST_CLOSELY = 100
# A name of fewer letters is like too many others; and one is compared with so many at most.
LONG_ENOUGH = 6
MOST_ALIKE = 20

_FOUND = """
WITH fresh AS MATERIALIZED (
    SELECT id, name, lower(domain) AS domain, split_part(lower(domain), '.', 1) AS label FROM prospects_company
    WHERE id = ANY(%(companies)s) AND merged_into_id IS NULL
), above AS MATERIALIZED (
    SELECT f.id, f.name, f.domain, said.domain AS at FROM fresh AS f CROSS JOIN LATERAL earnest_domains(f.domain) AS said
)
SELECT f.id, f.name, f.domain, c.id, c.name, c.domain, 'name'
FROM fresh AS f JOIN prospects_company AS c ON earnest_company_key(c.name) = earnest_company_key(f.name)
WHERE c.id <> f.id AND c.merged_into_id IS NULL
UNION ALL
SELECT f.id, f.name, f.domain, alike.id, alike.name, alike.domain, 'name'
FROM fresh AS f CROSS JOIN LATERAL (
    SELECT c.id, c.name, c.domain FROM prospects_company AS c
    WHERE lower(c.name) %% lower(f.name) AND c.id <> f.id AND c.merged_into_id IS NULL
    ORDER BY similarity(lower(c.name), lower(f.name)) DESC, c.id LIMIT %(most)s
) AS alike WHERE %(closely)s
UNION ALL
SELECT above.id, above.name, above.domain, alike.id, alike.name, alike.domain, 'domain'
FROM above CROSS JOIN LATERAL (
    SELECT c.id, c.name, c.domain FROM prospects_company AS c
    WHERE lower(c.domain) = above.at AND c.domain <> '' AND c.id <> above.id AND c.merged_into_id IS NULL LIMIT 1
) AS alike
UNION ALL
SELECT f.id, f.name, f.domain, alike.id, alike.name, alike.domain, 'domain'
FROM fresh AS f CROSS JOIN LATERAL (
    SELECT c.id, c.name, c.domain FROM prospects_company AS c
    WHERE lower(c.domain) ~>=~ (f.label || '.') AND lower(c.domain) ~<~ (f.label || '/')
        AND c.id <> f.id AND c.merged_into_id IS NULL LIMIT %(most)s
) AS alike WHERE length(f.label) > 3
UNION ALL
SELECT f.id, f.name, f.domain, alike.id, alike.name, alike.domain, 'domain'
FROM fresh AS f CROSS JOIN LATERAL (
    SELECT c.id, c.name, c.domain FROM prospects_company AS c
    WHERE reverse('.' || lower(c.domain)) ~>=~ reverse('.' || f.domain)
        AND reverse('.' || lower(c.domain)) ~<~ (reverse('.' || f.domain) || '~')
        AND c.id <> f.id AND c.merged_into_id IS NULL LIMIT %(most)s
) AS alike WHERE f.domain <> ''
"""


class _Found(NamedTuple):
    one: int
    name: str
    domain: str
    other: int
    other_name: str
    other_domain: str
    why: str


def look_for(companies: Iterable[int], *, at: datetime) -> int:
    """Compare these companies with all others; how many likenesses there are. Two of which somebody said that they are two stay two."""
    ids, found = sorted(companies), 0
    closely = len(ids) <= MOST_CLOSELY
    for start in range(0, len(ids), AT_A_TIME):
        found += _look(ids[start : start + AT_A_TIME], at, closely=closely)
    return found


def part(likeness: CompanyLikeness, *, by: User, at: datetime) -> None:
    """Remember for good that these are two companies. Refuses whoever works with nobody at one of them."""
    if not (can_work_there(by, likeness.one) and can_work_there(by, likeness.other)):
        raise Refused(
            _("Whoever works with people at both says that they are two."), code="not_workable"
        )
    CompanyLikeness.objects.filter(pk=likeness.pk, parted_at=None).update(
        parted_at=at, parted_by=by
    )


def _look(ids: Sequence[int], at: datetime, *, closely: bool) -> int:
    reasons: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for found in _candidates(ids, closely=closely):
        if _may_be_one(found):
            reasons[min(found.one, found.other), max(found.one, found.other)].add(found.why)
    CompanyLikeness.objects.bulk_create(
        [
            CompanyLikeness(one_id=one, other_id=other, why=sorted(why), found_at=at)
            for (one, other), why in sorted(reasons.items())
        ],
        ignore_conflicts=True,
    )
    return len(reasons)


def _may_be_one(found: _Found) -> bool:
    """A domain above another says so, and so does one that ends otherwise; a name does by its letters, however it is written."""
    if found.why == WhyOneCompany.DOMAIN:
        return not (is_for_anybody(found.domain) or is_for_anybody(found.other_domain))
    one, other = letters_of(found.name), letters_of(found.other_name)
    if not one or not other:
        return False
    # Depot 7 and Depot 8 are two.
    is_numbered_alike = re.findall(r"\d+", one) == re.findall(r"\d+", other)
    is_long = min(len(one), len(other)) >= LONG_ENOUGH
    return one == other or (is_long and is_numbered_alike and fuzz.ratio(one, other) >= WHOLE)


def _candidates(ids: Sequence[int], *, closely: bool) -> list[_Found]:
    asked: dict[str, Any] = {"companies": list(ids), "most": MOST_ALIKE, "closely": closely}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BY_INDEX)
        cursor.execute("SET LOCAL pg_trgm.similarity_threshold = 0.5")
        cursor.execute(_FOUND, asked)
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL pg_trgm.similarity_threshold TO DEFAULT")
        cursor.execute(AS_USUAL)
    return [_Found(*row) for row in rows]
