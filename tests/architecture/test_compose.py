"""docker-compose.yml is the company's proof that only web can send; it is read here, since no engine is."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import company_secrets

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ROLE = {
    "migrate": ("migrate", "earnest_owner", "owner_password"),
    "ops": ("migrate", "earnest_owner", "owner_password"),
    "web": ("web", "earnest_web", "web_password"),
    "worker": ("worker", "earnest_worker", "worker_password"),
    "beat": ("worker", "earnest_worker", "worker_password"),
    "monday": ("monday", "earnest_monday", "monday_password"),
}
ONE_SHOT = {"migrate", "ops"}


def environment(service: str) -> dict[str, str]:
    return dict(SERVICES[service].get("environment", {}))


def networks(service: str) -> set[str]:
    return set(SERVICES[service]["networks"])


def secrets(service: str) -> set[str]:
    return set(SERVICES[service].get("secrets", ()))


@pytest.mark.parametrize("service", ROLE)
def test_each_process_has_the_password_of_its_own_role_only(service: str) -> None:
    process, role, password = ROLE[service]
    told = environment(service)
    assert told["EARNEST_PROCESS"] == process
    assert told["DATABASE_URL"] == f"postgres://{role}@postgres:5432/earnest"
    assert told["DATABASE_PASSWORD_FILE"] == f"/run/secrets/{password}"
    assert {name for name in secrets(service) if name.endswith("_password")} == {password}


@pytest.mark.parametrize("service", SERVICES)
def test_a_process_is_led_to_the_secrets_that_it_is_given_and_to_no_other(service: str) -> None:
    led_to = {
        value.removeprefix("/run/secrets/")
        for name, value in environment(service).items()
        if name.endswith("_FILE")
    }
    assert led_to == secrets(service)
    assert led_to <= set(COMPOSE["secrets"])


def test_no_secret_is_in_an_environment_and_each_is_made_by_our_tool(tmp_path: Path) -> None:
    text = (ROOT / "docker-compose.yml").read_text() + (ROOT / ".env.example").read_text()
    assert not re.search(r"(PASSWORD|SECRET|_KEY|TOKEN|DSN)(: |=)", text)
    assert "SYSTEM_MAIL_URL:" not in text
    made = company_secrets.main(tmp_path / "secrets")
    assert set(made) == set(COMPOSE["secrets"])
    assert {each["file"] for each in COMPOSE["secrets"].values()} == {
        f"./secrets/{name}" for name in made
    }
    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0
    for name in company_secrets.MADE:
        assert len((tmp_path / "secrets" / name).read_text()) >= 40
    assert company_secrets.main(tmp_path / "secrets") == []


@pytest.mark.parametrize("service", SERVICES)
def test_every_container_is_small_closed_and_nobody_s_root(service: str) -> None:
    told = SERVICES[service]
    assert told["read_only"] is True
    assert told["cap_drop"] == ["ALL"]
    assert told["security_opt"] == ["no-new-privileges:true"]
    assert told["mem_limit"]
    assert told["cpus"]
    assert told["pids_limit"]
    assert told["logging"]["options"] == {"max-size": "10m", "max-file": "5"}
    assert "privileged" not in told
    assert "build" in told or told["user"] in {"postgres", "valkey", "nginx"}


def test_our_own_image_runs_as_a_user_of_its_own_and_compiles_nothing() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    app, ops, _named_last = "\n".join(lines).split("\nFROM ")[1:]
    for stage in (app, ops):
        users = [line for line in stage.splitlines() if line.startswith("USER ")]
        assert users[-1] == "USER earnest"
    assert not any("apt-get" in line or "build-essential" in line for line in lines)
    assert all(
        "--require-hashes" in line and "--only-binary :all:" in line
        for line in lines
        if "pip install" in line
    )
    assert lines[-1] == "FROM app"


def test_every_image_is_named_by_its_exact_version() -> None:
    images = [told["image"] for told in SERVICES.values() if "build" not in told]
    base = re.findall(r"^FROM (\S+:\S+)", (ROOT / "Dockerfile").read_text(), re.M)
    assert len(images) == 3
    for image in (*images, *base):
        assert re.search(r":\d+\.\d+(\.\d+)?(-[a-z-]+)?$", image), image


@pytest.mark.parametrize("service", sorted(set(SERVICES) - ONE_SHOT))
def test_every_service_that_stays_is_asked_for_its_health(service: str) -> None:
    asked = SERVICES[service]["healthcheck"]
    assert asked["test"][0] == "CMD"
    assert asked["interval"]
    assert asked["timeout"]


@pytest.mark.parametrize("service", ONE_SHOT)
def test_what_runs_once_is_not_started_again(service: str) -> None:
    assert SERVICES[service]["restart"] == "no"


def test_backups_are_made_by_nobody_but_the_one_who_asks_for_them() -> None:
    assert SERVICES["ops"]["profiles"] == ["ops"]
    assert networks("ops") == {"stores"}
    assert not {"send_key", "read_key"} & secrets("ops")


def test_nobody_writes_a_banner_into_a_log_that_machines_read() -> None:
    assert [SERVICES[name]["command"][:2] for name in ("worker", "beat")] == [["celery", "-q"]] * 2
    assert '"--log-config", "config/company/granian-log.json"' in (ROOT / "Dockerfile").read_text()


def test_only_web_is_told_the_key_that_opens_sending() -> None:
    assert [name for name in SERVICES if "send_key" in str(SERVICES[name]).lower()] == ["web"]


def test_only_the_process_of_monday_letters_is_told_of_system_mail() -> None:
    assert [name for name in SERVICES if "SYSTEM_MAIL" in str(SERVICES[name])] == ["monday"]
    assert SERVICES["monday"]["profiles"] == ["monday"]
    assert not {"send_key", "read_key"} & secrets("monday")


def test_only_web_is_told_of_a_language_model() -> None:
    told = [name for name in SERVICES if "LANGUAGE_MODEL" in str(SERVICES[name])]
    assert told == ["web"]


def test_only_web_and_worker_are_told_the_key_that_opens_reading() -> None:
    told = [name for name in SERVICES if "read_key" in str(SERVICES[name]).lower()]
    assert told == ["web", "worker"]


@pytest.mark.parametrize("service", ["worker", "beat", "migrate", "ops", "postgres", "valkey"])
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


def test_the_database_is_postgresql_18_with_the_roles_of_the_house() -> None:
    assert SERVICES["postgres"]["image"].startswith("postgres:18.")
    assert any("roles.sql" in volume for volume in SERVICES["postgres"]["volumes"])
    assert "scram-sha-256" in environment("postgres")["POSTGRES_INITDB_ARGS"]
