"""What must never serve does not start, and says why. The tests' own database is careless on purpose."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from pytest_django.fixtures import Settings

from config.guards import CONSTRAINTS, GUARDS
from config.startup import refuse_unsafe_start
from tests.roles import connected_as
from tests.stand import ROOT, from_environment

FORGETFUL = "off: an accepted letter could be forgotten. Turn it on in PostgreSQL."
CARELESS = [f"fsync is {FORGETFUL}", f"full_page_writes is {FORGETFUL}"]


@pytest.fixture(autouse=True)
def told_as_a_serving_process_is(settings: Settings) -> None:
    """The tests themselves know the owner's address; a process that serves does not."""
    settings.OWNER_DATABASE_URL = ""


def reason(process: str) -> str:
    with pytest.raises(ImproperlyConfigured) as refusal:
        refuse_unsafe_start(process)
    return str(refusal.value)


@pytest.mark.django_db
def test_a_careless_database_is_refused_and_nothing_else_is_wrong_with_it() -> None:
    assert reason("web") == " ".join(["Earnest does not start:", *CARELESS])


@pytest.mark.django_db
def test_the_web_role_does_not_serve_as_a_worker(settings: Settings) -> None:
    settings.PROCESS = "worker"
    settings.SEND_KEY = ""

    assert (
        "It signed in as earnest_web, not earnest_worker. Give it the DATABASE_URL of earnest_worker."
        in reason("worker")
    )


@pytest.mark.django_db
def test_a_worker_with_the_key_to_sending_is_refused(settings: Settings) -> None:
    settings.PROCESS = "worker"

    assert "A worker must not be given SEND_KEY." in reason("worker")


@pytest.mark.django_db
def test_a_worker_started_with_the_environment_of_web_is_refused() -> None:
    assert "EARNEST_PROCESS is 'web', not worker." in reason("worker")


@pytest.mark.django_db
def test_a_process_with_a_way_to_send_without_a_person_is_refused(settings: Settings) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}

    assert "MAILERS names a way to send without a person. Set it to {}." in reason("web")


@pytest.mark.django_db
@pytest.mark.parametrize("given", [{"SEND_KEY": ""}, {"READ_KEY": "short"}])
def test_a_web_process_without_its_keys_is_refused(
    settings: Settings, given: dict[str, str]
) -> None:
    for name, value in given.items():
        setattr(settings, name, value)

    assert "SEND_KEY and READ_KEY need" in reason("web")


@pytest.mark.django_db
@pytest.mark.parametrize("process", ["web", "worker"])
def test_a_serving_process_that_is_told_the_owners_address_is_refused(
    settings: Settings, process: str
) -> None:
    settings.OWNER_DATABASE_URL = "postgres://earnest_owner@localhost/earnest"

    assert "OWNER_DATABASE_URL would let it put every guard aside." in reason(process)


# Promises that the database no longer keeps


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    with connected_as("owner") as connection:
        yield connection


@contextmanager
def tampered(
    owner: psycopg.Connection, attack: LiteralString, repair: LiteralString
) -> Iterator[None]:
    owner.execute(attack)
    try:
        yield
    finally:
        owner.execute(repair)


WIDENED: list[tuple[LiteralString, LiteralString, LiteralString]] = [
    ("earnest_worker", "INSERT", "cadence_delivery"),
    ("earnest_worker", "SELECT", "mailbox_sendsecret"),
    ("earnest_web", "DELETE", "cadence_delivery"),
    ("earnest_web", "UPDATE", "team_auditevent"),
    ("earnest_monday", "SELECT", "prospects_prospect"),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("role", "privilege", "table"), WIDENED)
def test_a_role_that_may_more_than_the_manifest_says_is_refused(
    owner: psycopg.Connection, role: LiteralString, privilege: LiteralString, table: LiteralString
) -> None:
    attack = "GRANT " + privilege + " ON " + table + " TO " + role
    repair = "REVOKE " + privilege + " ON " + table + " FROM " + role
    with tampered(owner, attack, repair):
        told = reason("web")

    assert (
        f"{role} may {privilege} {table}, which the manifest does not give."
        " As the owner, run `python -m config.grants`." in told
    )


@pytest.mark.django_db(transaction=True)
def test_a_privilege_for_everybody_or_on_one_column_is_one_too_many(
    owner: psycopg.Connection,
) -> None:
    with (
        tampered(
            owner,
            "GRANT SELECT (sealed) ON mailbox_sendsecret TO earnest_worker",
            "REVOKE SELECT (sealed) ON mailbox_sendsecret FROM earnest_worker",
        ),
        tampered(
            owner,
            "GRANT INSERT ON cadence_approval TO PUBLIC",
            "REVOKE INSERT ON cadence_approval FROM PUBLIC",
        ),
    ):
        told = reason("web")

    assert "earnest_worker may SELECT (sealed) mailbox_sendsecret, which" in told
    assert "earnest_worker may INSERT cadence_approval, which" in told


@pytest.mark.django_db(transaction=True)
def test_a_role_that_may_less_than_the_manifest_says_is_refused(owner: psycopg.Connection) -> None:
    with tampered(
        owner,
        "REVOKE INSERT ON team_auditevent FROM earnest_web",
        "GRANT INSERT ON team_auditevent TO earnest_web",
    ):
        told = reason("web")

    assert "earnest_web may not INSERT team_auditevent, which the manifest gives." in told


@pytest.mark.django_db(transaction=True)
def test_a_table_that_nobody_decided_about_is_refused(owner: psycopg.Connection) -> None:
    with tampered(
        owner, "CREATE TABLE cadence_shortcut (id bigint)", "DROP TABLE cadence_shortcut"
    ):
        told = reason("web")

    assert "Nobody decided who may use cadence_shortcut. Name it in config/grants.py." in told


@pytest.mark.django_db(transaction=True)
def test_a_view_that_is_gone_is_refused(owner: psycopg.Connection) -> None:
    with tampered(
        owner,
        "ALTER VIEW cadence_sendproof RENAME TO cadence_oldproof",
        "ALTER VIEW cadence_oldproof RENAME TO cadence_sendproof",
    ):
        told = reason("web")

    assert "cadence_sendproof is missing. As the owner, run `manage.py migrate`." in told


GUARDED = [(table, name) for table, names in GUARDS.items() for name in names]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("table", "guard"), GUARDED)
def test_a_guard_that_is_switched_off_is_refused(
    owner: psycopg.Connection, table: LiteralString, guard: LiteralString
) -> None:
    switch = "ALTER TABLE " + table
    with tampered(owner, switch + " DISABLE TRIGGER " + guard, switch + " ENABLE TRIGGER " + guard):
        told = reason("web")

    assert (
        f"The guard {guard} on {table} is switched off."
        f" As the owner, run ALTER TABLE {table} ENABLE TRIGGER {guard}." in told
    )


@pytest.mark.django_db(transaction=True)
def test_a_guard_that_fires_only_on_replicas_is_as_good_as_off(owner: psycopg.Connection) -> None:
    with tampered(
        owner,
        "ALTER TABLE cadence_delivery ENABLE REPLICA TRIGGER delivery_moves_legally",
        "ALTER TABLE cadence_delivery ENABLE TRIGGER delivery_moves_legally",
    ):
        assert "delivery_moves_legally on cadence_delivery is switched off." in reason("web")


@pytest.mark.django_db(transaction=True)
def test_a_guard_that_is_gone_is_refused(owner: psycopg.Connection) -> None:
    with tampered(
        owner,
        "ALTER TRIGGER delivery_is_kept ON cadence_delivery RENAME TO another",
        "ALTER TRIGGER another ON cadence_delivery RENAME TO delivery_is_kept",
    ):
        told = reason("web")

    assert "The guard delivery_is_kept on cadence_delivery is missing." in told
    assert "make it again from its migration's SQL." in told


@pytest.fixture
def superuser() -> Iterator[psycopg.Connection]:
    server = from_environment()
    database = connection.settings_dict["NAME"]
    address = server.url(server.superuser, server.password, database)
    with psycopg.connect(address, autocommit=True) as connected:
        yield connected


@pytest.mark.django_db(transaction=True)
def test_foreign_keys_that_are_switched_off_are_refused(superuser: psycopg.Connection) -> None:
    with tampered(
        superuser,
        "ALTER TABLE cadence_approval DISABLE TRIGGER ALL",
        "ALTER TABLE cadence_approval ENABLE TRIGGER ALL",
    ):
        told = reason("web")

    assert "Foreign keys of cadence_approval are switched off." in told


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("to", ["earnest_worker", "PUBLIC"])
def test_a_role_that_may_put_the_guards_aside_is_refused(
    superuser: psycopg.Connection, to: LiteralString
) -> None:
    parameter: LiteralString = "SET ON PARAMETER session_replication_role"
    with tampered(superuser, f"GRANT {parameter} TO {to}", f"REVOKE {parameter} FROM {to}"):
        told = reason("web")

    assert "earnest_worker may put the guards aside. As a superuser, run REVOKE SET" in told


@pytest.mark.django_db(transaction=True)
def test_a_role_that_owns_a_function_is_refused(superuser: psycopg.Connection) -> None:
    with tampered(
        superuser,
        "ALTER FUNCTION earnest_never() OWNER TO earnest_web",
        "ALTER FUNCTION earnest_never() OWNER TO earnest_owner",
    ):
        assert "Its role owns functions. Give them to earnest_owner." in reason("web")


KEPT = [(table, name) for table, names in CONSTRAINTS.items() for name in names]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("table", "name"), KEPT)
def test_a_key_or_check_that_is_gone_is_refused(
    owner: psycopg.Connection, table: LiteralString, name: LiteralString
) -> None:
    found = owner.execute("SELECT FROM pg_constraint WHERE conname = %s", [name]).fetchone()
    change: LiteralString = "ALTER TABLE " + table + " RENAME CONSTRAINT "
    to: LiteralString = " TO "
    if found is None:
        change, to = "ALTER INDEX ", " RENAME TO "
    with tampered(owner, change + name + to + "another", change + "another" + to + name):
        told = reason("web")

    assert f"{name} on {table} is missing. As the owner, run `manage.py migrate`." in told


@pytest.mark.django_db(transaction=True)
def test_a_check_that_does_not_hold_for_every_row_is_refused(owner: psycopg.Connection) -> None:
    drop: LiteralString = (
        "ALTER TABLE cadence_approval DROP CONSTRAINT approval_lasts_fifteen_minutes"
    )
    add: LiteralString = (
        "ALTER TABLE cadence_approval ADD CONSTRAINT approval_lasts_fifteen_minutes"
        " CHECK (expires_at <= approved_at + interval '15 minutes')"
    )
    with tampered(owner, f"{drop}; {add} NOT VALID", f"{drop}; {add}"):
        told = reason("web")

    assert "approval_lasts_fifteen_minutes on cadence_approval does not hold for every row." in told


def test_every_guard_of_the_migrations_is_on_the_list(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal"
        )
        assert set(cursor.fetchall()) == set(GUARDED)


def test_every_key_and_index_that_a_model_names_is_in_the_database(db: None) -> None:
    """A migration that alters a field may take along more than it says."""
    named = {
        each.name
        for model in apps.get_models()
        for each in (*model._meta.constraints, *model._meta.indexes)
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint UNION SELECT relname FROM pg_class WHERE relkind = 'i'"
        )
        kept = {name for (name,) in cursor.fetchall()}

    assert named - kept == set()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "attack",
    [
        "ALTER FUNCTION earnest_delivery_begin() RESET search_path",
        "ALTER FUNCTION earnest_delivery_begin() SET search_path = pg_temp, public",
    ],
    ids=["not at all", "to look elsewhere first"],
)
def test_a_function_that_does_not_pin_where_it_looks_is_refused(
    owner: psycopg.Connection, attack: LiteralString
) -> None:
    with tampered(
        owner,
        attack,
        "ALTER FUNCTION earnest_delivery_begin() SET search_path = public, pg_temp",
    ):
        assert "Function earnest_delivery_begin does not pin its search path." in reason("web")


@pytest.mark.django_db
def test_a_connection_that_need_not_wait_for_the_disk_is_refused() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")

    assert f"synchronous_commit is {FORGETFUL}" in reason("web")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("at", ["'2026-01-01'", "clock_timestamp()"], ids=["to a day", "to now"])
def test_a_clock_that_was_set_is_refused(owner: psycopg.Connection, at: LiteralString) -> None:
    with tampered(
        owner,
        f"INSERT INTO team_democlock (id, at) VALUES (1, {at})",
        "DELETE FROM team_democlock",
    ):
        assert "The demo's clock is still set. As the owner, empty team_democlock." in reason("web")


@pytest.mark.slow
@pytest.mark.parametrize("part", ["beat", "worker"])
def test_celery_really_ends_when_it_is_refused(part: str, tmp_path: Path) -> None:
    told = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "EARNEST_PROCESS": "worker",
        "DATABASE_URL": os.environ["TEST_WORKER_DATABASE_URL"],
        "PYTHONPATH": str(ROOT),
        "SEND_KEY": "a-key-that-no-worker-should-ever-be-given",
    }

    done = subprocess.run(
        [sys.executable, "-m", "celery", "-A", "config.celery", "--workdir", str(tmp_path), part],
        cwd=ROOT,
        env=told,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode != 0
    assert "A worker must not be given SEND_KEY." in done.stderr + done.stdout
