"""No process is told more than its part."""

from dataclasses import replace
from pathlib import Path

import pytest

from config.embedded import keys
from config.embedded.services import Databases, World, serving
from config.embedded.wishes import read
from config.monday.mailers import mailers_of

DATABASES = Databases("postgres://owner-url", "postgres://web-url", "postgres://worker-url")


@pytest.fixture
def world(tmp_path: Path) -> World:
    wishes = read({"PATH": "/bin", "EARNEST_LOCAL": str(tmp_path)})
    return World(wishes, keys.load_or_make(tmp_path / "secrets"), DATABASES, "redis://x", 2500)


def told(world: World, service: str) -> str:
    return str({one.name: one.environment for one in serving(world)}[service])


def test_web_worker_beat_and_the_sandbox_serve(world: World) -> None:
    assert [one.name for one in serving(world)] == ["sandbox", "web", "worker", "beat"]


def with_monday(path: Path, **environment: str) -> World:
    wishes = read({"EARNEST_LOCAL": str(path), **environment})
    databases = replace(DATABASES, monday="postgres://monday-url")
    return World(wishes, keys.load_or_make(path), databases, "redis://x", 2500)


def test_monday_letters_are_written_where_there_is_a_role_and_a_mail_server(tmp_path: Path) -> None:
    mail = {"SYSTEM_MAIL_URL": "smtps://mail.example", "SYSTEM_MAIL_FROM": "us@mail.example"}
    offered = {
        "demo": with_monday(tmp_path),
        "no mail": with_monday(tmp_path, DEMO="0"),
        "mail": with_monday(tmp_path, DEMO="0", **mail),
    }
    assert {name: "monday" in [one.name for one in serving(world)] for name, world in offered.items()} == {
        "demo": True, "no mail": False, "mail": True,
    }  # fmt: skip
    assert {name: world.of_web()["MONDAY_LETTERS"] for name, world in offered.items()} == {
        "demo": "true", "no mail": "false", "mail": "true",
    }  # fmt: skip


def test_monday_letters_open_no_mailbox_and_are_told_alone_of_system_mail(tmp_path: Path) -> None:
    world = with_monday(tmp_path)
    monday = world.of_monday()
    assert monday["DATABASE_URL"] == "postgres://monday-url"
    assert not {"SEND_KEY", "READ_KEY"} & set(monday)
    assert mailers_of(monday["SYSTEM_MAIL_URL"])["monday"]["OPTIONS"]["password"] == world.keys.sandbox_password  # fmt: skip
    others = [one for one in serving(world) if one.name != "monday"]
    assert not any("SYSTEM_MAIL" in str(one.environment) for one in others)
    assert not any("monday-url" in str(one.environment) for one in others)


def test_without_the_demo_there_is_no_sandbox(tmp_path: Path) -> None:
    wishes = read({"DEMO": "0", "EARNEST_LOCAL": str(tmp_path)})
    plain = World(wishes, keys.load_or_make(tmp_path), DATABASES, "redis://x", 2500)
    assert [one.name for one in serving(plain)] == ["web", "worker", "beat"]
    assert "SANDBOX" not in str([one.environment for one in serving(plain)])


def test_only_web_is_told_of_a_language_model(tmp_path: Path) -> None:
    model = {"LANGUAGE_MODEL_URL": "http://localhost:8080/v1", "LANGUAGE_MODEL_KEY": "k-1"}
    wishes = read(model | {"EARNEST_LOCAL": str(tmp_path)})
    world = World(wishes, keys.load_or_make(tmp_path), DATABASES, "redis://x", 2500)

    assert "http://localhost:8080/v1" in told(world, "web")
    assert not any("LANGUAGE_MODEL" in told(world, name) for name in ("worker", "beat", "sandbox"))


def test_only_web_is_told_what_opens_the_metrics_and_where_faults_are_told(tmp_path: Path) -> None:
    wishes = read({"METRICS_TOKEN": "m-1", "SENTRY_DSN": "d-1", "EARNEST_LOCAL": str(tmp_path)})
    world = World(wishes, keys.load_or_make(tmp_path), DATABASES, "redis://x", 2500)

    web = world.of_web()
    assert (web["METRICS_TOKEN"], web["SENTRY_DSN"]) == ("m-1", "d-1")
    assert web["METRICS_DIR"] == str(tmp_path / "metrics")
    assert not any("m-1" in told(world, name) for name in ("worker", "beat", "sandbox"))
    assert not any("d-1" in told(world, name) for name in ("worker", "beat", "sandbox"))


def test_only_web_can_open_what_sending_needs(world: World) -> None:
    assert world.keys.send_key in told(world, "web")
    for service in ("worker", "beat", "sandbox"):
        assert "SEND_KEY" not in told(world, service)
        assert world.keys.send_key not in told(world, service)


@pytest.mark.parametrize(
    ("service", "own"),
    [("web", "web"), ("worker", "worker"), ("beat", "worker"), ("sandbox", "worker")],
)
def test_each_serving_process_knows_the_database_as_its_own_role_only(
    world: World, service: str, own: str
) -> None:
    known = {role for role in ("owner", "web", "worker") if f"{role}-url" in told(world, service)}
    assert known == {own}


def test_the_password_of_the_demo_is_told_to_web_alone(world: World) -> None:
    for service in ("worker", "beat", "sandbox"):
        assert world.keys.demo_password not in told(world, service)


def test_migrate_is_told_the_owner_s_database_and_no_mail_key(world: World) -> None:
    environment = world.of_migrate()
    assert environment["DATABASE_URL"] == DATABASES.owner
    assert not {"SEND_KEY", "READ_KEY"} & set(environment)
