"""Rows of a file that may be somebody who is here already, under another spelling or address."""

from __future__ import annotations

from django.db import connection

from prospects.likeness import Record, names_one_person
from prospects.models import ImportBatch
from prospects.services.duplicates import MOST_AT_ONE_NUMBER, MOST_COLLEAGUES

_RESEMBLING = """
WITH employer AS MATERIALIZED (
    SELECT row.id, company.id AS company FROM prospects_stagedrow AS row
    JOIN prospects_company AS company ON earnest_company_key(company.name) = earnest_company_key(row.company_name)
    WHERE row.batch_id = %(batch)s AND row.verdict = 'accepted'
    UNION SELECT row.id, company.id FROM prospects_stagedrow AS row
    JOIN prospects_company AS company ON lower(company.domain) = row.domain AND company.domain <> ''
    WHERE row.batch_id = %(batch)s AND row.verdict = 'accepted' AND row.domain <> ''
)
SELECT row.id, row.name, row.email, row.title, person.id, person.name, person.email, person.title
FROM employer JOIN prospects_stagedrow AS row ON row.id = employer.id
JOIN prospects_prospect AS person ON person.company_id = employer.company AND person.merged_into_id IS NULL
WHERE similarity(row.name, person.name) >= 0.3 AND (SELECT count(*) FROM (
    SELECT FROM prospects_prospect AS p WHERE p.company_id = employer.company LIMIT %(colleagues)s
) AS there) < %(colleagues)s
UNION ALL
SELECT row.id, row.name, row.email, row.title, person.id, person.name, person.email, person.title
FROM prospects_stagedrow AS row CROSS JOIN LATERAL (
    SELECT p.* FROM prospects_prospect AS p WHERE p.phone = row.phone AND p.phone <> '' AND p.merged_into_id IS NULL
    ORDER BY similarity(p.name, row.name) DESC LIMIT %(at_one_number)s
) AS person
WHERE row.batch_id = %(batch)s AND row.verdict = 'accepted' AND row.phone <> ''
"""
_MARK = """
UPDATE prospects_stagedrow AS row SET known_id = found.person, looks = array_append(looks, 'perhaps_known')
FROM unnest(%(rows)s::bigint[], %(people)s::bigint[]) AS found (row, person)
WHERE row.id = found.row AND NOT row.looks @> '{perhaps_known}'
"""


def mark(batch: ImportBatch) -> None:
    """Note on each accepted row whom it may be the same as, in the caller's transaction."""
    asked = {
        "batch": batch.pk,
        "colleagues": MOST_COLLEAGUES,
        "at_one_number": MOST_AT_ONE_NUMBER,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RESEMBLING, asked)
        found = {
            row[0]: row[4]
            for row in cursor.fetchall()
            if names_one_person(Record(*row[1:4]), Record(*row[5:8]))
        }
        cursor.execute(_MARK, {"rows": list(found), "people": list(found.values())})
