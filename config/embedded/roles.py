"""The three database roles, made by the same psql script that a company's database administrator runs."""

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


def make_roles(psql: Path, server: Server, *, database: str, passwords: Passwords) -> None:
    """Make or renew the roles and the database. Safe to repeat; changes no data. Raises Fault with psql's words."""
    environment = {
        "PATH": os.defpath,
        "PGHOST": server.host,
        "PGPORT": server.port,
        "PGUSER": server.superuser,
        "PGPASSWORD": server.password,
        "PGDATABASE": "postgres",
        "EARNEST_DATABASE": database,
        "EARNEST_OWNER_PASSWORD": passwords.owner,
        "EARNEST_WEB_PASSWORD": passwords.web,
        "EARNEST_WORKER_PASSWORD": passwords.worker,
    }
    done = subprocess.run(
        [psql, "-Xq", "-f", SCRIPT], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Fault(f"The database roles could not be made:\n{done.stderr.strip()}")
