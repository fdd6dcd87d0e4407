"""Rows of a file that may be somebody who is here already, under another spelling or address."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import connection

from prospects.likeness import Record, names_one_person
from prospects.models import ImportBatch
from prospects.services.duplicates import AS_USUAL, BY_INDEX, MOST_AT_ONE_NUMBER, MOST_COLLEAGUES

# Each name of a company is looked up once, however many rows have it.
_EMPLOYERS = """
SELECT names.said, '', coalesce(company.merged_into_id, company.id) FROM (
    SELECT DISTINCT company_name AS said FROM prospects_stagedrow WHERE batch_id = %(batch)s AND verdict = 'accepted'
) AS names JOIN prospects_company AS company ON earnest_company_key(company.name) = earnest_company_key(names.said)
UNION SELECT '', domains.said, coalesce(company.merged_into_id, company.id) FROM (
    SELECT DISTINCT domain AS said FROM prospects_stagedrow
    WHERE batch_id = %(batch)s AND verdict = 'accepted' AND domain <> ''
) AS domains JOIN prospects_company AS company ON lower(company.domain) = domains.said AND company.domain <> ''
"""
_ROWS = """
SELECT id, name, email, title, company_name, domain FROM prospects_stagedrow
WHERE batch_id = %(batch)s AND verdict = 'accepted' AND (company_name = ANY(%(names)s) OR domain = ANY(%(domains)s))
"""
_PEOPLE = """
SELECT person.company_id, person.id, person.name, person.email, person.title
FROM unnest(%(companies)s::bigint[]) AS company (id) CROSS JOIN LATERAL (
    SELECT p.* FROM prospects_prospect AS p
    WHERE p.company_id = company.id AND p.merged_into_id IS NULL AND p.erased_at IS NULL LIMIT %(colleagues)s
) AS person
"""
_BY_NUMBER = """
SELECT row.id, row.name, row.email, row.title, person.id, person.name, person.email, person.title
FROM prospects_stagedrow AS row CROSS JOIN LATERAL (
    SELECT p.* FROM prospects_prospect AS p
    WHERE p.phone = row.phone AND p.phone <> '' AND p.merged_into_id IS NULL AND p.erased_at IS NULL
    LIMIT %(at_one_number)s
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
        cursor.execute(BY_INDEX)
        found = _at_their_company(cursor, asked)
        cursor.execute(_BY_NUMBER, asked)
        for row in cursor.fetchall():
            if names_one_person(Record(*row[1:4]), Record(*row[5:8])):
                found[row[0]] = row[4]
        cursor.execute(_MARK, {"rows": list(found), "people": list(found.values())})
        cursor.execute(AS_USUAL)


def _at_their_company(cursor: Any, asked: dict[str, int]) -> dict[int, int]:
    """Rows whose name is like that of somebody at the company they name."""
    by_name, by_domain = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
    cursor.execute(_EMPLOYERS, asked)
    for name, domain, company in cursor.fetchall():
        (by_domain[domain] if domain else by_name[name]).add(company)
    companies = {each for known in (*by_name.values(), *by_domain.values()) for each in known}
    cursor.execute(_PEOPLE, asked | {"companies": sorted(companies)})
    colleagues = defaultdict[int, list[tuple[int, Record]]](list)
    for company, person, *said in cursor.fetchall():
        colleagues[company].append((person, Record(*said)))
    cursor.execute(_ROWS, asked | {"names": list(by_name), "domains": list(by_domain)})
    found: dict[int, int] = {}
    for row, name, email, title, employer, domain in cursor.fetchall():
        there = by_name.get(employer, set()) | by_domain.get(domain, set())
        for person, record in (each for company in there for each in colleagues[company]):
            if names_one_person(Record(name, email, title), record):
                found[row] = person
                break
    return found
