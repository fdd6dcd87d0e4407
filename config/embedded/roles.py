"""The four database roles, made by the same psql script that a company's database administrator runs."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.embedded.faults import Fault
from config.embedded.server import Server

SCRIPT = Path(__file__).with_name("roles.sql")


@dataclass(frozen=True)
class Passwords:
    owner: str
    web: str
    worker: str
    monday: str


def make_roles(psql: Path, server: Server, *, database: str, passwords: Passwords) -> None:
    """Make or renew the roles and the database. Safe to repeat; changes no data. Raises Fault with psql's words."""
    told = {
        "EARNEST_DATABASE": database,
        "EARNEST_OWNER_PASSWORD": passwords.owner,
        "EARNEST_WEB_PASSWORD": passwords.web,
        "EARNEST_WORKER_PASSWORD": passwords.worker,
        "EARNEST_MONDAY_PASSWORD": passwords.monday,
    }
    _run(psql, server, ["-f", str(SCRIPT)], told)


def drop_database(psql: Path, server: Server, database: str) -> None:
    """Remove a database and all that is in it, whoever is connected."""
    _run(psql, server, ["-c", f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)'], {})


def _run(psql: Path, server: Server, what: list[str], told: dict[str, str]) -> None:
    environment = {
        "PATH": os.defpath,
        "PGHOST": server.host,
        "PGPORT": server.port,
        "PGUSER": server.superuser,
        "PGPASSWORD": server.password,
        "PGDATABASE": "postgres",
        **told,
    }
    done = subprocess.run(
        [psql, "-Xq", *what], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Fault(f"The database could not be prepared:\n{done.stderr.strip()}")
