"""Rows of new files that may be one person: further up in this file, or in another that waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connection

from prospects.enums import ImportState, RowLook
from prospects.likeness import Record, names_one_person
from prospects.models import ImportBatch
from prospects.services.duplicates import MOST_COLLEAGUES

# Of many who share a word, only those whose names stand near each other in order are compared.
NEIGHBORS = 10

# Who may be one person shares a word of the name at one company, or a number; with another file, an address is enough.
# At a company with very many people only whole names are compared. Of files that wait only rows with something of ours are taken
# apart, so that a small file does not pay for large ones. A hash that meets another costs a comparison.
_SHARED = """
WITH accepted AS NOT MATERIALIZED (
    SELECT id, batch_id = %(batch)s AS ours, number, lower(name) AS name, phone, email, linkedin_url, company_name
    FROM prospects_stagedrow WHERE batch_id = ANY(%(files)s) AND verdict = 'accepted'
), firms AS MATERIALIZED (
    SELECT said, key, sum(rows) OVER (PARTITION BY key) <= %(colleagues)s AS is_small FROM (
        SELECT company_name AS said, earnest_company_key(company_name) AS key, count(*) AS rows
        FROM accepted GROUP BY company_name
    ) AS each
), reach AS (
    SELECT row.id, row.ours, row.number, row.name, hashtextextended(shared.key, 0) AS key
    FROM accepted AS row JOIN firms ON firms.said = row.company_name CROSS JOIN LATERAL (
        SELECT firms.key || chr(10) || word FROM unnest(
            CASE WHEN firms.is_small THEN string_to_array(row.name, ' ') ELSE ARRAY[row.name] END
        ) AS word
        UNION ALL SELECT row.phone WHERE row.phone <> ''
        UNION ALL SELECT value FROM (VALUES (lower(row.email)), (row.linkedin_url)) AS address (value)
            WHERE value <> '' AND cardinality(%(files)s::bigint[]) > 1
    ) AS shared (key)
    WHERE row.ours
        OR firms.key IN (SELECT key FROM firms JOIN accepted ON company_name = said WHERE ours)
        OR row.phone IN (SELECT phone FROM accepted WHERE ours AND phone <> '')
        OR lower(row.email) IN (SELECT lower(email) FROM accepted WHERE ours AND email <> '')
        OR row.linkedin_url IN (SELECT linkedin_url FROM accepted WHERE ours AND linkedin_url <> '')
)
SELECT array_agg(id ORDER BY name, ours, number) FROM reach GROUP BY key HAVING count(*) > 1 AND bool_or(ours)
"""
# Nobody has counted yet what the file brought: without this each row would look through all others of the file.
BY_HASH = "SET LOCAL enable_nestloop = off"
AS_USUAL = "SET LOCAL enable_nestloop = on"
_IN_MEMORY = "SET LOCAL work_mem = '64MB'"
_ROWS = """
SELECT id, batch_id = %(batch)s, number, linkedin_url, name, email, title FROM prospects_stagedrow WHERE id = ANY(%(rows)s)
"""
_MARK = """
UPDATE prospects_stagedrow AS row SET like_id = found.other, looks = array_append(looks, found.look)
FROM unnest(%(rows)s::bigint[], %(likes)s::bigint[], %(looks)s::text[]) AS found (row, other, look)
WHERE row.id = found.row AND NOT row.looks @> ARRAY[found.look]
"""


class _Row(NamedTuple):
    id: int
    is_ours: bool
    number: int
    profile: str
    record: Record


def mark(batch: ImportBatch) -> None:
    """Note on each accepted row which earlier row, or row of another file, it may be the same as. In the caller's transaction."""
    waiting = ImportBatch.objects.filter(state=ImportState.CHECKED).exclude(pk=batch.pk)
    files = [batch.pk, *waiting.values_list("pk", flat=True)]
    with connection.cursor() as cursor:
        cursor.execute(_IN_MEMORY)
        cursor.execute(BY_HASH)
        cursor.execute(_SHARED, {"batch": batch.pk, "files": files, "colleagues": MOST_COLLEAGUES})
        groups: list[list[int]] = [ids for (ids,) in cursor.fetchall()]
        cursor.execute(AS_USUAL)
        asked: dict[str, Any] = {
            "batch": batch.pk,
            "rows": list({row for ids in groups for row in ids}),
        }
        cursor.execute(_ROWS, asked)
        rows = {
            key: _Row(key, is_ours, number, profile, Record(*words))
            for key, is_ours, number, profile, *words in cursor.fetchall()
        }
        found = {one: like for ids in groups for one, like in _alike([rows[row] for row in ids])}
        cursor.execute(
            _MARK,
            {
                "rows": list(found),
                "likes": [like.id for like in found.values()],
                "looks": [str(_look(like)) for like in found.values()],
            },
        )


def _look(like: _Row) -> RowLook:
    return RowLook.PERHAPS_TWICE if like.is_ours else RowLook.PERHAPS_WAITING


def _alike(rows: Sequence[_Row]) -> Iterator[tuple[int, _Row]]:
    """Of rows that share something: each of ours that is like another, with that one. The first of a file is like nobody."""
    for place, row in enumerate(rows):
        for other in rows[max(0, place - NEIGHBORS) : place]:
            if (row.is_ours or other.is_ours) and _is_one(row, other):
                later, earlier = _in_order(row, other)
                yield later.id, earlier


def _in_order(row: _Row, other: _Row) -> tuple[_Row, _Row]:
    """Ours before another file's, and the later of ours before the earlier."""
    if row.is_ours != other.is_ours:
        return (row, other) if row.is_ours else (other, row)
    return (row, other) if row.number > other.number else (other, row)


def _is_one(row: _Row, other: _Row) -> bool:
    one, two = row.record.email.lower(), other.record.email.lower()
    if (one and one == two) or (row.profile and row.profile == other.profile):
        return True
    return names_one_person(row.record, other.record)
