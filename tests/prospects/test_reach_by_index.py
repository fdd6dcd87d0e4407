"""Whom a stop or an answer reaches is found by an index: enrollments stay locked while we ask."""

import pytest

from cadence.models.arrays import written
from cadence.selectors.facts import BROUGHT
from cadence.services.holding import unread_at
from prospects.enums import SuppressionKind
from prospects.models import Prospect
from prospects.selectors.suppressions import reached_by, records_of
from tests.roles import connected_as

pytestmark = pytest.mark.django_db

MANY = """
DROP INDEX people_search;
INSERT INTO prospects_company (name, domain, website, industry, country, city, time_zone, phone, postal_address, created_at)
SELECT 'Company ' || n, 'company' || n || '.example', '', '', 'IE', '', '', '', '', now() FROM generate_series(1, 2000) n;
INSERT INTO prospects_prospect (company_id, owner_id, name, preferred_name, pronunciation, title, email, phone,
    linkedin_url, country, city, time_zone, language, subscriber_type, lawful_basis, lawful_basis_note, source, created_at, revision)
SELECT (SELECT min(id) FROM prospects_company WHERE name LIKE 'Company %') + n % 2000, 1, 'Anna ' || n, '', '', '',
    CASE WHEN n % 5 = 0 THEN '' ELSE 'anna+' || n || '@corrib' || n || '.example' END,
    CASE WHEN n % 3 = 0 THEN '' ELSE '+35391' || n END,
    CASE WHEN n % 2 = 0 THEN '' ELSE 'https://www.linkedin.com/in/Anna' || n END,
    'IE', '', '', '', 'unknown', 'unknown', '', '', now(), 0
FROM generate_series(1, 20000) n;
ANALYZE prospects_prospect;
ANALYZE prospects_company
"""


def test_every_question_about_whom_a_stop_reaches_reads_no_more_than_its_index() -> None:
    anna = Prospect(
        pk=1, email="anna+1@corrib1.example", linkedin_url="https://www.linkedin.com/in/anna1"
    )
    questions = [
        records_of(anna),
        reached_by((SuppressionKind.EMAIL, "anna@corrib1.example")),
        Prospect.objects.at_domain("corrib1.example"),
        reached_by((SuppressionKind.DOMAIN, "corrib1.example")),
        reached_by((SuppressionKind.PHONE, "+353911")),
        reached_by((SuppressionKind.PROFILE, "https://www.linkedin.com/in/anna1")),
        unread_at(1),
    ]

    with connected_as("owner") as owner, owner.transaction(force_rollback=True):
        for statement in MANY.split(";"):
            owner.execute(statement)
        plans = []
        for question in questions:
            sql, values = question.values("pk", "company_id").query.sql_with_params()
            plans.append("\n".join(line for (line,) in owner.execute("EXPLAIN " + sql, values)))
        given = {"people": written(range(1, 201)), "touches": written(range(1, 201))}
        plans.append("\n".join(line for (line,) in owner.execute("EXPLAIN " + BROUGHT, given)))

    assert [plan for plan in plans if "Seq Scan on prospects_" in plan] == []
