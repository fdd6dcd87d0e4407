"""The probes answer anybody, cheaply, and tell nobody a secret."""

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest
from celery.signals import task_success
from django.db import connection, connections
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from cadence.tasks import reap
from config.celery import app
from config.embedded.valkey import Valkey
from config.operations import bells, readiness
from tests.adherence.as_worker import the_worker
from tests.roles import connected_as

JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "_guards_hold", readiness.guards_hold_now)


@pytest.fixture
def ringing(valkey: Valkey, settings: Settings) -> None:
    """Broker and clock are well."""
    settings.REDIS_URL = valkey.broker_url
    for entry in app.conf.beat_schedule.values():
        heard(bells.short(entry["task"]))


def heard(name: str, ago: str = "0") -> None:
    """As the worker writes it, so long ago."""
    with connected_as("worker") as worker:
        worker.execute(bells.HEARD, [name])
        worker.execute(
            "UPDATE operations_heartbeat SET last_ok_at = last_ok_at - %s::interval WHERE name = %s",
            [ago, name],
        )


@pytest.mark.django_db
def test_healthz_says_ok_in_text_and_in_json_to_whoever_asks_by_any_host() -> None:
    plain = Client().get("/healthz", headers={"Host": "10.1.2.3:8000"})
    assert (plain.status_code, plain.content, plain["Content-Type"]) == (200, b"ok", "text/plain")
    assert plain["Cache-Control"] == "no-store"
    assert Client().get("/healthz", headers=JSON).json() == {"status": "ok"}


@pytest.mark.django_db(transaction=True)
def test_a_well_installation_is_ready(ringing: None) -> None:
    answer = Client().get("/readyz", headers=JSON)
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready", "database": "ok", "migrations": "ok", "guards": "ok", "clock": "ok", "broker": "ok",
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_without_broker_or_clock_it_is_degraded_and_still_takes_visitors(
    ringing: None, settings: Settings
) -> None:
    heard("plan_due", ago="1 day")
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = Client().get("/readyz")
    assert answer.status_code == 200
    assert answer.content.decode().splitlines() == [
        "degraded", "database: ok", "migrations: ok", "guards: ok", "clock: failing", "broker: failing",
    ]  # fmt: skip


@pytest.mark.django_db
def test_an_unapplied_migration_makes_it_unready(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = readiness.on_disk() | {("team", "9999_of_the_next_release")}
    monkeypatch.setattr(readiness, "on_disk", lambda: newer)
    answer = Client().get("/readyz", headers=JSON)
    assert answer.status_code == 503
    assert answer.json()["migrations"] == "failing"


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    with connected_as("owner") as owner:
        yield owner


@pytest.mark.django_db(transaction=True)
def test_a_guard_that_is_off_or_a_privilege_that_is_gone_makes_it_unready(
    owner: psycopg.Connection,
) -> None:
    attacks = (
        ("ALTER TABLE cadence_delivery DISABLE TRIGGER USER", "ALTER TABLE cadence_delivery ENABLE TRIGGER USER"),
        ("REVOKE SELECT ON team_user FROM earnest_web", "GRANT SELECT ON team_user TO earnest_web"),
    )  # fmt: skip
    for attack, repair in attacks:
        owner.execute(attack.encode())
        try:
            answer = Client().get("/readyz", headers=JSON)
        finally:
            owner.execute(repair.encode())
        assert (answer.status_code, answer.json()["guards"]) == (503, "failing")
        assert "cadence" not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_table_of_a_newer_release_leaves_the_older_one_ready(owner: psycopg.Connection) -> None:
    owner.execute("CREATE TABLE team_newer (id int)")
    try:
        answer = Client().get("/readyz", headers=JSON)
    finally:
        owner.execute("DROP TABLE team_newer")
    assert answer.json()["guards"] == "ok"


@pytest.mark.django_db
def test_a_database_that_is_away_is_said_with_503_by_both(monkeypatch: pytest.MonkeyPatch) -> None:
    connections["default"].close()
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    health, ready = Client().get("/healthz", headers=JSON), Client().get("/readyz", headers=JSON)
    monkeypatch.undo()
    assert (health.status_code, health.json()) == (503, {"status": "unhealthy"})
    assert (ready.status_code, ready.json()["database"]) == (503, "failing")


@pytest.mark.django_db(transaction=True)
def test_it_is_cheap_and_the_guards_are_not_read_at_every_probe(
    ringing: None,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    client = Client()
    client.get("/readyz")
    with django_assert_num_queries(3):
        client.get("/readyz")
    with django_assert_num_queries(1):
        client.get("/healthz")


@pytest.mark.django_db(transaction=True)
def test_a_bell_is_late_after_five_ticks_and_an_unheard_one_counts_from_the_last_migration() -> (
    None
):
    heard("plan_due")
    fresh = {bell.name: bell for bell in bells.bells().all}
    assert not fresh["plan_due"].is_late
    assert fresh["plan_due"].every == timedelta(seconds=20)
    assert fresh["recount"].heard_at is None
    heard("plan_due", ago="101 s")
    assert "plan_due" in {bell.name for bell in bells.bells().late}


@pytest.mark.django_db(transaction=True, databases=["default", "worker"])
def test_a_task_that_ended_well_leaves_its_heartbeat() -> None:
    with the_worker():
        task_success.send(sender=reap, result=0)
    assert next(bell for bell in bells.bells().all if bell.name == "reap").age < timedelta(
        minutes=1
    )


@pytest.mark.django_db(transaction=True)
def test_a_heartbeat_that_cannot_be_written_down_does_not_fail_the_task() -> None:
    task_success.send(sender=reap, result=0)
    assert next(bell for bell in bells.bells().all if bell.name == "reap").heard_at is None


@pytest.mark.django_db(transaction=True)
def test_a_container_is_told_whether_the_clock_is_heard(
    ringing: None, capsys: pytest.CaptureFixture[str]
) -> None:
    from config.operations.heard import main

    assert main("") == 0
    heard("plan_due", ago="1 hour")
    assert (main(""), main("plan_due"), main("reap")) == (0, 1, 0)
    for entry in app.conf.beat_schedule.values():
        heard(bells.short(entry["task"]), ago="1 day")
    assert main("") == 1
    assert "late: plan_due" in capsys.readouterr().out
