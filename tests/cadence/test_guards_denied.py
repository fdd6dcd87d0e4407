"""What PostgreSQL answers the worker and the web when they reach for more than their work."""

from collections.abc import Iterator
from typing import LiteralString

import psycopg
import pytest

from tests.roles import answer, connected_as

DENIED = "42501"

WORKER_STATEMENTS: list[LiteralString] = [
    # Nobody but a person begins a session, reviews, sends, takes back or makes a try.
    "INSERT INTO team_humansession DEFAULT VALUES",
    "INSERT INTO cadence_approval DEFAULT VALUES",
    "INSERT INTO cadence_delivery DEFAULT VALUES",
    "INSERT INTO cadence_withdrawal DEFAULT VALUES",
    "INSERT INTO cadence_attempt DEFAULT VALUES",
    "INSERT INTO cadence_enrollment DEFAULT VALUES",
    "UPDATE team_humansession SET revoked_at = NULL",
    "UPDATE cadence_approval SET consumed_at = NULL",
    # No way to a mail server's password.
    "SELECT sealed FROM mailbox_sendsecret",
    "UPDATE mailbox_sendsecret SET sealed = ''",
    "UPDATE mailbox_readsecret SET sealed = ''",
    # No way to become somebody else, or to put the guards aside.
    "SET ROLE earnest_web",
    "SET ROLE earnest_owner",
    "SET SESSION AUTHORIZATION earnest_web",
    "SET session_replication_role = replica",
    "ALTER TABLE cadence_delivery DISABLE TRIGGER ALL",
    "ALTER TABLE cadence_delivery DISABLE TRIGGER USER",
    "DROP TRIGGER delivery_begins_with_a_review ON cadence_delivery",
    "ALTER TABLE cadence_delivery OWNER TO earnest_worker",
    "ALTER ROLE earnest_worker SUPERUSER",
    "CREATE TABLE public.cadence_approval_2 (id int)",
    "CREATE TEMPORARY TABLE cadence_approval (id int)",
    "CREATE FUNCTION public.earnest_now(x int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION pg_temp.earnest_now() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION earnest_now() RETURNS timestamptz LANGUAGE sql AS 'SELECT now()'",
    "CREATE SCHEMA elsewhere",
    "CREATE EXTENSION dblink",
    "SELECT earnest_check_clear(1)",
    "INSERT INTO team_democlock VALUES (1, now())",
    # Nothing that happened is unmade or rewritten.
    "DELETE FROM cadence_delivery",
    "TRUNCATE cadence_delivery",
    "UPDATE cadence_draft SET body = 'Buy now'",
    "DELETE FROM cadence_draft",
    "DELETE FROM cadence_approval",
    "UPDATE cadence_attempt SET outcome = 'spoke'",
    "DELETE FROM cadence_attempt",
    "UPDATE team_auditevent SET subject = ''",
    "DELETE FROM team_auditevent",
    "UPDATE team_audithead SET length = 0",
    "UPDATE prospects_activity SET detail = '{}'",
    "DELETE FROM cadence_touch",
    # Rules, plans, stops and holds are people's to change.
    "UPDATE team_policy SET min_attempts = 10",
    "UPDATE team_user SET role = 'admin'",
    "UPDATE cadence_step SET day = 1",
    "DELETE FROM prospects_suppression",
    "UPDATE cadence_hold SET lifted_at = now()",
    "UPDATE cadence_reply SET kind = 'no'",
    # The server's own files and programs.
    "COPY cadence_delivery TO PROGRAM 'cat'",
    "COPY prospects_activity FROM PROGRAM 'cat'",
    "COPY cadence_delivery TO '/tmp/deliveries'",
    "SELECT pg_read_file('postgresql.conf')",
]

WEB_STATEMENTS: list[LiteralString] = [
    "UPDATE cadence_draft SET body = 'Buy now'",
    "DELETE FROM cadence_draft",
    "UPDATE cadence_approval SET consumed_at = NULL",
    "DELETE FROM cadence_approval",
    "DELETE FROM cadence_withdrawal",
    "DELETE FROM cadence_delivery",
    "TRUNCATE cadence_delivery",
    "UPDATE cadence_attempt SET outcome = 'spoke'",
    "DELETE FROM cadence_attempt",
    "DELETE FROM cadence_touch",
    "DELETE FROM cadence_enrollment",
    "UPDATE team_auditevent SET subject = ''",
    "DELETE FROM team_auditevent",
    "INSERT INTO team_audithead VALUES (1, '', 0)",
    "UPDATE prospects_activity SET detail = '{}'",
    "DELETE FROM team_humansession",
    "INSERT INTO team_democlock VALUES (1, now())",
    "SET ROLE earnest_owner",
    "SET SESSION AUTHORIZATION earnest_owner",
    "SET session_replication_role = replica",
    "ALTER TABLE cadence_delivery DISABLE TRIGGER ALL",
    "CREATE TABLE public.cadence_approval_2 (id int)",
    "CREATE FUNCTION pg_temp.earnest_now() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "SELECT earnest_check_clear(1)",
    "COPY cadence_delivery TO PROGRAM 'cat'",
]


@pytest.fixture(scope="module")
def worker() -> Iterator[psycopg.Connection]:
    with connected_as("worker") as connection:
        yield connection


@pytest.fixture(scope="module")
def web() -> Iterator[psycopg.Connection]:
    with connected_as("web") as connection:
        yield connection


@pytest.mark.parametrize("statement", WORKER_STATEMENTS)
def test_the_worker_is_denied(worker: psycopg.Connection, statement: LiteralString) -> None:
    assert answer(worker, statement) == DENIED


@pytest.mark.parametrize("statement", WEB_STATEMENTS)
def test_the_web_is_denied(web: psycopg.Connection, statement: LiteralString) -> None:
    assert answer(web, statement) == DENIED


def test_the_worker_reads_what_it_plans_and_listens_by(worker: psycopg.Connection) -> None:
    tables = ("cadence_enrollment", "cadence_touch", "mailbox_readsecret", "cadence_sendproof")
    assert [answer(worker, f"SELECT * FROM {table}") for table in tables] == [""] * len(tables)


def test_who_the_worker_is_stays_who_signed_in(worker: psycopg.Connection) -> None:
    row = worker.execute("SELECT session_user, current_user").fetchone()
    assert row == ("earnest_worker", "earnest_worker")


def test_the_worker_cannot_give_itself_a_privilege(worker: psycopg.Connection) -> None:
    worker.execute(
        "GRANT INSERT ON cadence_delivery TO earnest_worker"
    )  # a warning, and nothing more

    row = worker.execute("SELECT has_table_privilege('cadence_delivery', 'INSERT')").fetchone()
    assert row == (False,)
