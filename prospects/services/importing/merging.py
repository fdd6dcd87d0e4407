"""Accepted rows become companies and people, a statement each. What we hold already is never changed, only a domain nobody knew."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from prospects.models import ImportBatch
from prospects.models.contact import WAYS, columns_of
from prospects.services.importing.judging import Slice

_NEW_COMPANIES_BY_DOMAIN = """
INSERT INTO prospects_company (name, domain, website, industry, employees, owner_id, created_at,
    country, city, time_zone, phone, postal_address, import_batch_id)
SELECT DISTINCT ON (row.domain) row.company_name, row.domain, row.website, row.industry, row.employees, %(owner)s, %(at)s,
    '', '', '', '', '', %(batch)s
FROM prospects_stagedrow AS row
WHERE row.batch_id = %(batch)s AND row.verdict = 'accepted' AND row.number BETWEEN %(first)s AND %(last)s AND row.domain <> ''
    AND NOT EXISTS (SELECT FROM prospects_company AS c WHERE lower(c.domain) = row.domain AND c.domain <> '')
    AND NOT EXISTS (SELECT FROM prospects_company AS c WHERE c.domain = '' AND lower(c.name) = lower(row.company_name))
ORDER BY row.domain, row.number
"""

_NEW_COMPANIES_BY_NAME = """
INSERT INTO prospects_company (name, domain, website, industry, employees, owner_id, created_at,
    country, city, time_zone, phone, postal_address, import_batch_id)
SELECT DISTINCT ON (lower(row.company_name)) row.company_name, '', '', row.industry, row.employees, %(owner)s, %(at)s,
    '', '', '', '', '', %(batch)s
FROM prospects_stagedrow AS row
WHERE row.batch_id = %(batch)s AND row.verdict = 'accepted' AND row.number BETWEEN %(first)s AND %(last)s AND row.domain = ''
    AND NOT EXISTS (SELECT FROM prospects_company AS c WHERE lower(c.name) = lower(row.company_name))
ORDER BY lower(row.company_name), row.number
"""

# Each way to reach them came as they did.
_CAME = """CASE WHEN row.{way} <> '' THEN 'file' ELSE '' END, CASE WHEN row.{way} <> '' THEN came.source ELSE '' END,
    CASE WHEN row.{way} <> '' THEN came.day END"""

_PEOPLE = """
INSERT INTO prospects_prospect (company_id, owner_id, import_batch_id, created_at, name, preferred_name,
    pronunciation, title, email, phone, linkedin_url, city, country, language, source, source_date,
    time_zone, subdivision, subscriber_type, lawful_basis, lawful_basis_note, revision,
    {columns})
SELECT coalesce(by_domain.merged_into_id, by_domain.id, by_name.id), %(owner)s, %(batch)s, %(at)s, row.name, row.preferred_name,
    row.pronunciation, row.title, row.email, row.phone, row.linkedin_url, row.city, row.country, row.language,
    came.source, came.day, row.time_zone, row.subdivision, coalesce(nullif(row.subscriber_type, ''), %(subscriber)s),
    coalesce(nullif(row.lawful_basis, ''), %(basis)s), '', 0,
    {came}
FROM prospects_stagedrow AS row
CROSS JOIN LATERAL (
    SELECT coalesce(nullif(row.source, ''), %(source)s) AS source, coalesce(row.source_date, %(day)s::date) AS day
) AS came
LEFT JOIN prospects_company AS by_domain ON row.domain <> '' AND lower(by_domain.domain) = row.domain
    AND by_domain.domain <> ''
LEFT JOIN LATERAL (
    SELECT coalesce(c.merged_into_id, c.id) AS id FROM prospects_company AS c
    WHERE by_domain.id IS NULL AND lower(c.name) = lower(row.company_name) AND (row.domain = '' OR c.domain = '')
    ORDER BY c.domain <> '', c.id LIMIT 1
) AS by_name ON true
WHERE row.batch_id = %(batch)s AND row.verdict = 'accepted' AND row.number BETWEEN %(first)s AND %(last)s
"""
_NEW_PEOPLE = _PEOPLE.format(
    columns=", ".join(each for way in WAYS for each in columns_of(way)),
    came=", ".join(_CAME.format(way=way) for way in WAYS),
)

_FORGET = """
DELETE FROM prospects_stagedrow WHERE batch_id = %(batch)s AND verdict = 'accepted' AND number BETWEEN %(first)s AND %(last)s
"""


def merge(batch: ImportBatch, rows: Slice, *, at: datetime) -> int:
    """Write the batch's accepted rows among these; returns how many people are new."""
    values: dict[str, Any] = {
        "batch": batch.pk,
        "owner": batch.owner_id,
        "at": at,
        "day": batch.source_date or at.date(),
        "source": batch.source or batch.file_name,
        "subscriber": str(batch.subscriber_type),
        "basis": str(batch.lawful_basis),
        **rows._asdict(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_NEW_COMPANIES_BY_DOMAIN, values)
        cursor.execute(_NEW_COMPANIES_BY_NAME, values)
        cursor.execute(_NEW_PEOPLE, values)
        return int(cursor.rowcount)


def forget(batch: ImportBatch, rows: Slice) -> None:
    """Drop the rows that became people; those that stayed out remain to be read and downloaded."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, {"batch": batch.pk, **rows._asdict()})
