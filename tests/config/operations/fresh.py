"""Databases beside the tests' own, made as an administrator makes a fresh one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg

from tests.stand import KEYS, PASSWORDS, ROOT, from_environment


@contextmanager
def database() -> Iterator[str]:
    """An empty one of the owner's; its address."""
    server, name = from_environment(), f"earnest_{uuid4().hex[:12]}"
    admin = server.url(server.superuser, server.password, "postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} OWNER earnest_owner".encode())
        connection.execute(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC".encode())
        connection.execute(
            f"GRANT CONNECT ON DATABASE {name} TO earnest_web, earnest_worker, earnest_monday".encode()
        )
        try:
            yield server.url("earnest_owner", PASSWORDS.owner, name)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def as_role(address: str, role: str) -> str:
    """The same database, as web or worker signs in."""
    name = address.rpartition("/")[2]
    return from_environment().url(f"earnest_{role}", getattr(PASSWORDS, role), name)


def manage(
    address: str, *words: str, process: str = "migrate", **more: str
) -> "subprocess.CompletedProcess[str]":
    """`manage.py`, told what a process of this name is told."""
    environment = (
        KEYS
        | more
        | {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "EARNEST_PROCESS": process,
            "DATABASE_URL": address,
        }
    )
    command = [sys.executable, *(words if words[0] == "-m" else ("manage.py", *words))]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
