"""Any setting may lie in a file, as secrets of containers do."""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import psycopg

from config.embedded.roles import SCRIPT
from config.nosend import broker_url
from tests.stand import KEYS, PASSWORDS, ROOT, TEMPLATE, Stand, from_environment

ASKED = """
import json
from config import settings
database = settings.DATABASES["default"]
print(json.dumps([settings.SEND_KEY, settings.METRICS_TOKEN, database["USER"], database["PASSWORD"], database["HOST"]]))
"""


def test_secrets_are_read_from_the_files_that_their_names_lead_to(tmp_path: Path) -> None:
    told = {"SEND_KEY": "a-send-key\n", "DATABASE_PASSWORD": "p@ss/word\n", "METRICS_TOKEN": ""}
    for name, content in told.items():
        (tmp_path / name).write_text(content)
    environment = KEYS | {f"{name}_FILE": str(tmp_path / name) for name in told}
    del environment["SEND_KEY"]
    environment["DATABASE_URL"] = "postgres://earnest_web@postgres:5432/earnest"
    done = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert json.loads(done.stdout) == ["a-send-key", "", "earnest_web", "p@ss/word", "postgres"]


def test_a_file_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    environment = KEYS | {
        "DATABASE_URL": "postgres://x@y/z",
        "SEND_KEY_FILE": str(tmp_path / "none"),
    }
    done = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "SEND_KEY_FILE" in done.stderr


def test_the_hook_of_the_worker_knows_a_broker_that_is_named_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "broker").write_text("rediss://:secret@broker:6380/0\n")
    assert (
        broker_url({"REDIS_URL_FILE": str(tmp_path / "broker")}) == "rediss://:secret@broker:6380/0"
    )
    assert broker_url({"REDIS_URL": "redis://b:1/0"}) == "redis://b:1/0"
    assert broker_url({}) == "redis://127.0.0.1:6379/0"


def test_the_roles_take_their_passwords_from_files(tmp_path: Path) -> None:
    """The same ones that they have: every test of this run signs in with them."""
    server = from_environment()
    told = {
        "PGHOST": server.host,
        "PGPORT": server.port,
        "PGUSER": server.superuser,
        "PGPASSWORD": server.password,
    }
    told |= {"PGDATABASE": "postgres", "EARNEST_DATABASE": TEMPLATE, "PATH": "/usr/bin:/bin"}
    for role, password in asdict(PASSWORDS).items():
        (tmp_path / role).write_text(f"{password}\n")
        told[f"EARNEST_{role.upper()}_PASSWORD_FILE"] = str(tmp_path / role)
    done = subprocess.run(
        [Stand().programs / "psql", "-Xq", "-f", SCRIPT], env=told, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    psycopg.connect(server.url("earnest_monday", PASSWORDS.monday, TEMPLATE)).close()
