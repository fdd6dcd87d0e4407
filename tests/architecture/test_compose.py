"""docker-compose.yml is the company's proof that only web can send; it is read here, since no engine is."""

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ROLE = {
    "migrate": ("migrate", "earnest_owner", "OWNER_PASSWORD"),
    "web": ("web", "earnest_web", "WEB_PASSWORD"),
    "worker": ("worker", "earnest_worker", "WORKER_PASSWORD"),
    "beat": ("worker", "earnest_worker", "WORKER_PASSWORD"),
    "monday": ("monday", "earnest_monday", "MONDAY_PASSWORD"),
}


def environment(service: str) -> dict[str, str]:
    return dict(SERVICES[service].get("environment", {}))


def networks(service: str) -> set[str]:
    return set(SERVICES[service]["networks"])


@pytest.mark.parametrize("service", ROLE)
def test_each_process_has_the_password_of_its_own_role_only(service: str) -> None:
    process, role, password = ROLE[service]
    told = environment(service)
    assert told["EARNEST_PROCESS"] == process
    assert told["DATABASE_URL"] == f"postgres://{role}:${{{password}:?}}@postgres:5432/earnest"
    others = {
        "OWNER_PASSWORD", "WEB_PASSWORD", "WORKER_PASSWORD", "MONDAY_PASSWORD", "POSTGRES_PASSWORD",
    } - {password}  # fmt: skip
    assert not any(other in value for other in others for value in told.values())


def test_only_web_is_told_the_key_that_opens_sending() -> None:
    assert [name for name in SERVICES if "SEND_KEY" in str(SERVICES[name])] == ["web"]


def test_only_the_process_of_monday_letters_is_told_of_system_mail() -> None:
    assert [name for name in SERVICES if "SYSTEM_MAIL" in str(SERVICES[name])] == ["monday"]
    assert SERVICES["monday"]["profiles"] == ["monday"]
    assert not {"SEND_KEY", "READ_KEY"} & set(environment("monday"))


def test_only_web_is_told_of_a_language_model() -> None:
    told = [name for name in SERVICES if "LANGUAGE_MODEL" in str(SERVICES[name])]
    assert told == ["web"]


def test_only_web_and_worker_are_told_the_key_that_opens_reading() -> None:
    assert [name for name in SERVICES if "READ_KEY" in str(SERVICES[name])] == ["web", "worker"]


@pytest.mark.parametrize("service", ["worker", "beat", "migrate", "postgres", "valkey"])
def test_only_web_the_gate_and_monday_letters_reach_the_outside(service: str) -> None:
    assert all(COMPOSE["networks"][name].get("internal") for name in networks(service))


def test_the_way_out_of_the_worker_is_the_gate() -> None:
    neighbors = {name for name in SERVICES if networks(name) & networks("worker")}
    leads_out = {name for name in neighbors if "outside" in networks(name)}
    # What writes Monday letters listens for nobody, so nothing leads through it.
    assert leads_out == {"web", "imap-gate", "monday"}
    assert not {"ports", "expose"} & set(SERVICES["monday"])
    assert not {"web", "monday"} & {name for name in SERVICES if "letters" in networks(name)}


def test_the_gate_listens_for_imap_alone_and_passes_named_hosts_alone() -> None:
    gate = (ROOT / "config/company/imap-gate.conf").read_text()
    assert [line.strip() for line in gate.splitlines() if "listen" in line] == ["listen 993;"]
    assert 'default "";' in gate
    hosts = (ROOT / "config/company/imap-hosts.map").read_text().split("\n")
    lines = [line.split() for line in hosts if line]
    assert all(target == f"{name}:993;" for name, target in lines)
    assert [name for name, _ in lines] == SERVICES["imap-gate"]["networks"]["letters"]["aliases"]


def test_every_secret_is_asked_for_and_none_is_written_down() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for name in (
        "SECRET_KEY SEND_KEY READ_KEY POSTGRES_PASSWORD OWNER_PASSWORD WEB_PASSWORD WORKER_PASSWORD"
        " MONDAY_PASSWORD"
    ).split():
        assert f"${{{name}:?}}" in text
        assert f"\n{name}=\n" in (ROOT / ".env.example").read_text()


def test_the_database_is_postgresql_18_with_the_roles_of_the_house() -> None:
    assert SERVICES["postgres"]["image"] == "postgres:18"
    assert any("roles.sql" in volume for volume in SERVICES["postgres"]["volumes"])
    assert "scram-sha-256" in environment("postgres")["POSTGRES_INITDB_ARGS"]
