"""What the rows mean beside what we hold: stops first, then repeats in the file, then people we know.

Each statement looks at a batch's accepted rows at once, all or a slice of them, and only ever takes rows out, so judging
again is safe.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.db import connection

from prospects.enums import CHOICES
from prospects.models import ImportBatch
from prospects.services.importing import resembling, twins


class Slice(NamedTuple):
    """Rows by their number in the file, both ends in it."""

    first: int
    last: int


WHOLE = Slice(0, 2**31 - 1)

# Each domain of the rows is taken apart once, however many rows have it, and is not met again row by row: nobody has counted
# yet what the file brought, and joined to the rows all of them were looked through for each.
_STOPS = """
WITH mine AS MATERIALIZED (
    SELECT id, email, phone, linkedin_url, domain FROM prospects_stagedrow
    WHERE batch_id = %(batch)s AND verdict = 'accepted' AND number BETWEEN %(first)s AND %(last)s
), addresses AS MATERIALIZED (
    SELECT mine.id, reach.kind, {address} AS key FROM mine CROSS JOIN LATERAL (
        VALUES ('email', earnest_email_key(mine.email)),
            ('phone', mine.phone),
            ('profile', lower(mine.linkedin_url))
    ) AS reach (kind, value) WHERE reach.value <> ''
), domains AS MATERIALIZED (
    SELECT each.host, {domain} AS key FROM (
        SELECT split_part(email, '@', 2) AS host FROM mine UNION SELECT domain FROM mine
    ) AS each CROSS JOIN LATERAL earnest_domains(each.host) AS above WHERE each.host <> ''
), stopped_hosts AS MATERIALIZED (
    SELECT domains.host FROM domains JOIN prospects_suppression AS stop
        ON stop.kind = 'domain' AND stop.{column} = domains.key AND {holds}
    WHERE {when}
)
UPDATE prospects_stagedrow AS row SET verdict = 'rejected', errors = '{{stopped}}'
FROM (
    SELECT addresses.id FROM addresses JOIN prospects_suppression AS stop
        ON stop.kind = addresses.kind AND stop.{column} = addresses.key AND {holds}
    WHERE {when}
    UNION SELECT id FROM mine WHERE split_part(email, '@', 2) IN (SELECT host FROM stopped_hosts)
        OR domain IN (SELECT host FROM stopped_hosts)
) AS stopped WHERE row.id = stopped.id
"""

# A value compares faster than its hash, by which only a stop is known whose value was erased.
_HOLDS = "stop.channel = '' AND stop.lifted_at IS NULL AND (stop.until IS NULL OR stop.until > earnest_now())"
_STOPPED = _STOPS.format(
    holds=_HOLDS,
    address="reach.value",
    domain="above.domain",
    column="value",
    when="true",
)
_FORGOTTEN = _STOPS.format(
    holds=_HOLDS,
    address="earnest_stop_hash(reach.value)",
    domain="earnest_stop_hash(above.domain)",
    column="value_hash",
    when="EXISTS (SELECT FROM prospects_suppression WHERE forgotten_at IS NOT NULL)",
)

_REPEATED = """
UPDATE prospects_stagedrow AS row SET verdict = 'duplicate', errors = '{{repeated}}'
FROM (
    SELECT {key} AS said, min(number) AS first FROM prospects_stagedrow
    WHERE batch_id = %(batch)s AND verdict = 'accepted' AND {given}
    GROUP BY {key} HAVING count(*) > 1
) AS repeated
WHERE row.batch_id = %(batch)s AND row.verdict = 'accepted' AND {given}
    AND {key} = repeated.said AND row.number > repeated.first
"""

_KNOWN = """
UPDATE prospects_stagedrow AS row SET verdict = 'duplicate', errors = '{{known}}', known_id = known.person
FROM (
    SELECT staged.id, min(person.id) AS person
    FROM prospects_stagedrow AS staged {join}
    WHERE staged.batch_id = %(batch)s AND staged.verdict = 'accepted' AND {given}
        AND staged.number BETWEEN %(first)s AND %(last)s
    GROUP BY staged.id
) AS known WHERE row.id = known.id
"""

_BY_EMAIL = "JOIN prospects_prospect AS person ON lower(person.email) = lower(staged.email) AND person.email <> ''"
_BY_PROFILE = """
    JOIN prospects_prospect AS person ON lower(person.linkedin_url) = lower(staged.linkedin_url)
        AND person.linkedin_url <> '' AND person.linkedin_url = staged.linkedin_url
"""
_BY_NAME = """
    JOIN prospects_prospect AS person ON lower(person.name) = lower(staged.name)
    JOIN prospects_company AS company ON company.id = person.company_id
        AND (lower(company.name) = lower(staged.company_name)
             OR (staged.domain <> '' AND lower(company.domain) = staged.domain)
             OR EXISTS (
                SELECT FROM prospects_company AS under WHERE under.merged_into_id = company.id
                    AND (lower(under.name) = lower(staged.company_name)
                         OR (staged.domain <> '' AND lower(under.domain) = staged.domain))))
"""
_NO_ADDRESS = "staged.email = '' AND staged.linkedin_url = ''"

# What the file alone decides, and what may change until it is applied.
_IN_THE_FILE = (
    _REPEATED.format(key="lower(email)", given="email <> ''"),
    _REPEATED.format(key="linkedin_url", given="linkedin_url <> ''"),
    _REPEATED.format(
        key="(lower(name) || chr(10) || lower(company_name))",
        given="email = '' AND linkedin_url = ''",
    ),
)
_BESIDE_OURS = (
    _KNOWN.format(join=_BY_EMAIL, given="staged.email <> ''"),
    _KNOWN.format(join=_BY_PROFILE, given="staged.linkedin_url <> ''"),
    _KNOWN.format(join=_BY_NAME, given=_NO_ADDRESS),
)

# Companies whose talk a colleague leads: worth a look, and theirs to be left out.
_COLLEAGUES = """
UPDATE prospects_stagedrow AS row SET looks = array_append(looks, 'colleagues_company')
FROM prospects_company AS company
WHERE row.batch_id = %(batch)s AND row.verdict = 'accepted' AND NOT row.looks @> '{colleagues_company}'
    AND company.owner_id <> %(owner)s AND (
        row.domain <> '' AND lower(company.domain) = row.domain
        OR row.domain = '' AND lower(company.name) = lower(row.company_name))
"""

# What a person chose to leave out, and what they chose to bring after all.
_BACK_IN = """
UPDATE prospects_stagedrow SET verdict = 'accepted', errors = '{}'
WHERE batch_id = %(batch)s AND verdict = 'rejected' AND errors && %(choices)s::text[]
"""
_CHOSEN_OUT = """
UPDATE prospects_stagedrow AS row SET verdict = 'rejected', errors = ARRAY[chosen.kind]
FROM (
    SELECT id, min(kind) AS kind FROM prospects_stagedrow, unnest(%(left_out)s::text[]) AS kind
    WHERE batch_id = %(batch)s AND verdict = 'accepted' AND looks @> ARRAY[kind]
        AND number BETWEEN %(first)s AND %(last)s
    GROUP BY id
) AS chosen WHERE row.id = chosen.id
"""

# Rows of people who are in are gone by now.
_COUNTS = """
UPDATE prospects_importbatch SET total = landed + counted.total, accepted = landed + counted.accepted,
    rejected = counted.rejected, duplicate = counted.duplicate
FROM (
    SELECT count(*) AS total,
        count(*) FILTER (WHERE verdict = 'accepted') AS accepted,
        count(*) FILTER (WHERE verdict = 'rejected') AS rejected,
        count(*) FILTER (WHERE verdict = 'duplicate') AS duplicate
    FROM prospects_stagedrow WHERE batch_id = %(batch)s AND verdict <> 'aside'
) AS counted WHERE id = %(batch)s
"""


def judge(batch: ImportBatch) -> None:
    """Give every staged row its verdict and the batch its counts. Runs in the caller's transaction."""
    for compare in COMPARISONS:
        compare(batch)


def judge_again(batch: ImportBatch, rows: Slice = WHOLE) -> None:
    """Take out who became known or asked us to stop since the rows were judged."""
    _run((_STOPPED, _FORGOTTEN, *_BESIDE_OURS, _CHOSEN_OUT, _COUNTS), batch, rows)


def choose_again(batch: ImportBatch) -> None:
    """Leave out what the batch says by now, and nothing else that a person may choose."""
    _run((_BACK_IN, _CHOSEN_OUT, _COUNTS), batch)


def count(batch: ImportBatch) -> None:
    """Write down how many rows there are of each verdict."""
    _run((_COUNTS,), batch)


def _run(statements: tuple[str, ...], batch: ImportBatch, rows: Slice = WHOLE) -> None:
    asked: dict[str, Any] = {
        "batch": batch.pk,
        "owner": batch.owner_id,
        "left_out": list(batch.left_out),
        "choices": list(map(str, CHOICES)),
        **rows._asdict(),
    }
    with connection.cursor() as cursor:
        # Sorting a hundred thousand rows in memory, for this transaction only.
        cursor.execute("SET LOCAL work_mem = '64MB'")
        for statement in statements:
            cursor.execute(statement, asked)
    batch.refresh_from_db(fields=["total", "accepted", "rejected", "duplicate"])


def _of(*statements: str) -> Callable[[ImportBatch], None]:
    return partial(_run, statements)


# One after another. A large file is compared a step at a time, so that no request has to make all of them.
COMPARISONS: tuple[Callable[[ImportBatch], None], ...] = (
    _of(_STOPPED, _FORGOTTEN),
    _of(twins.BY_HASH, *_IN_THE_FILE, twins.AS_USUAL),
    _of(*_BESIDE_OURS, _COLLEAGUES),
    resembling.mark,
    twins.mark,
    _of(_CHOSEN_OUT, _COUNTS),
)
