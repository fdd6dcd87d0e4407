"""Each release's own database comes up under today's Earnest: migrated, granted, nothing lost, every promise proven."""

import json
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.config.operations import fresh
from tests.upgrades.released import RELEASES, kept, restored_release

pytestmark = pytest.mark.slow

# Django's own account of what exists grows with every model.
OF_THE_CODE = {"auth_permission", "django_content_type", "django_migrations"}
PROVES = """
import json
from adherence.selectors.monday_proof import prove_mondays
from cadence.selectors.proof import prove
from config import startup
from team.selectors.audit import Head, verify
noted = Head.of("{head}")
chain = verify(noted)
print(json.dumps({{
    "breaks": chain.breaks,
    "unexplained": prove().unexplained,
    "deliveries": prove().deliveries,
    "mondays": prove_mondays().holds,
    "promises": [each for role in startup.ROLES.values() for each in startup.broken_promises(role)],
}}))
"""


@pytest.fixture(scope="module", params=RELEASES)
def upgraded(request: pytest.FixtureRequest) -> Any:
    """The release's name and the address of its database, as its operator brings it up to date."""
    with restored_release(request.param) as address:
        before = counted(address)
        for words in (("migrate", "-v0", "--skip-checks"), ("-m", "config.grants")):
            done = fresh.manage(address, *words)
            assert done.returncode == 0, done.stderr
        yield request.param, address, before


def counted(address: str) -> dict[str, int]:
    with psycopg.connect(address) as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            )
        ]
        return {name: count(connection, name) for name in tables}


def count(connection: psycopg.Connection, table: str) -> int:
    query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
    return int(connection.execute(query).fetchone()[0])  # type: ignore[index]


def test_a_release_is_kept_as_it_was(upgraded: Any) -> None:
    version, _address, before = upgraded
    assert before == kept(version)["rows"]


def test_no_row_is_lost(upgraded: Any) -> None:
    _version, address, before = upgraded
    after = counted(address)
    lost = {
        name: (count, after.get(name))
        for name, count in before.items()
        if name not in OF_THE_CODE and after.get(name, 0) < count
    }
    assert lost == {}


def test_a_letter_still_has_the_words_that_left(upgraded: Any) -> None:
    version, address, _before = upgraded
    letter = kept(version)["letter"]
    with psycopg.connect(address) as connection:
        found = connection.execute(
            "SELECT d.subject, d.body FROM cadence_delivery a JOIN cadence_approval p ON p.id = a.approval_id"
            " JOIN cadence_draft d ON d.id = p.draft_id WHERE a.state = 'sent' AND a.touch_id = %s",
            [letter["try"]],
        ).fetchone()
    assert found == (letter["subject"], letter["body"])


def test_the_account_every_proof_and_every_guard_holds(upgraded: Any) -> None:
    version, address, before = upgraded
    code = PROVES.format(head=kept(version)["head"])
    done = fresh.manage(address, "shell", "--no-imports", "-c", code)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "breaks": [],
        "unexplained": 0,
        "deliveries": before["cadence_delivery"],
        "mondays": True,
        "promises": [],
    }
