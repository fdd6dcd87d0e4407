"""The database server a test run stands on: made from a migrated template, private to the run, gone with it.

A run of several processes shares one server; each process has a database of its own. Runs side by side never meet.
"""

import contextlib
import fcntl
import hashlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import IO

import psycopg

from config.embedded.accounts import Account, postgres_account
from config.embedded.binaries import postgres_programs
from config.embedded.faults import Fault
from config.embedded.postgres import SUPERUSER, Cluster
from config.embedded.roles import SCRIPT, Passwords, make_roles
from config.embedded.server import Server

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "earnest_template"
PASSWORDS = Passwords(
    owner="owner-of-a-test",
    web="web-of-a-test",
    worker="worker-of-a-test",
    monday="monday-of-a-test",
)
# Nothing here outlives the run, so nothing need survive a power cut.
CARELESS = (
    "fsync=off",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=64MB",
    "max_wal_senders=0",
    "wal_level=minimal",
)
KEYS = {
    "SECRET_KEY": "a-secret-key-of-the-tests-that-guards-nothing-at-all",
    "SEND_KEY": "c2VuZC1rZXktb2YtdGhlLXRlc3RzLTMyLWJ5dGVzISE=",
    "READ_KEY": "cmVhZC1rZXktb2YtdGhlLXRlc3RzLTMyLWJ5dGVzISE=",
}


class Stand:
    """A server for one run, started from the cached template of today's migrations."""

    def __init__(self, options: tuple[str, ...] = CARELESS) -> None:
        self.options = options
        self.account = postgres_account()
        self.cache = cache_for(self.account)
        self.programs = postgres_programs(self.account, copies=self.cache)
        self.folder = self.cache / "runs" / f"{os.getpid()}-{secrets.token_hex(3)}"
        self.cluster = Cluster(self.folder, self.programs, self.account)
        self._lock: IO[str] | None = None

    def start(self) -> Server:
        _sweep(self.cache / "runs")
        self.cluster.make_folder(self.folder)
        self._lock = (self.folder / "lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        subprocess.run(["cp", "-a", self._template() / "data", self.cluster.data], check=True)
        self.cluster.start(*self.options)
        self.cluster.wait_ready()
        return self.cluster.server(SUPERUSER)

    def stop(self) -> None:
        self.cluster.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _template(self) -> Path:
        finished = self.cache / f"template-{_fingerprint(self.programs)}"
        if not finished.exists():
            self._build(finished)
        os.utime(finished)
        return finished

    def _build(self, finished: Path) -> None:
        cluster = Cluster(self.folder / "template", self.programs, self.account)
        cluster.create(SUPERUSER)
        cluster.start(*CARELESS)
        try:
            cluster.wait_ready()
            prepare(cluster.server(SUPERUSER), psql=self.programs / "psql")
        finally:
            cluster.stop()
        with contextlib.suppress(OSError):  # Another run finished the same template first.
            cluster.folder.rename(finished)
        _keep_newest(self.cache.glob("template-*"), count=4)


def prepare(server: Server, *, psql: Path) -> None:
    """Make roles and the template database, migrated by the owner, granted as the manifest says."""
    make_roles(psql, server, database=TEMPLATE, passwords=PASSWORDS)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        **KEYS,
        **_serving(server, TEMPLATE),
    }
    environment |= {
        "EARNEST_PROCESS": "migrate",
        "DATABASE_URL": environment["OWNER_DATABASE_URL"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    for command in (["manage.py", "migrate", "-v0", "--skip-checks"], ["-m", "config.grants"]):
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        if done.returncode != 0:
            raise Fault(
                f"`{' '.join(command)}` failed on the test database:\n{done.stderr[-4000:]}"
            )


def join(server: Server, *, worker: str) -> dict[str, str]:
    """Give one test process its database; answers the environment that its settings need."""
    database = TEMPLATE
    if worker:
        database = f"earnest_{worker}"
        with psycopg.connect(_admin(server), autocommit=True) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {database}".encode())
            admin.execute(
                f"CREATE DATABASE {database} OWNER earnest_owner TEMPLATE {TEMPLATE}".encode()
            )
            admin.execute(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC".encode())
            admin.execute(
                f"GRANT CONNECT ON DATABASE {database}"
                " TO earnest_web, earnest_worker, earnest_monday".encode()
            )
    return KEYS | _serving(server, database) | {"EARNEST_PROCESS": "web"}


def environment_of(process: str, urls: Mapping[str, str]) -> dict[str, str]:
    """What the `web` or a `worker` process is told, and no more: its own role's way in, and its own keys."""
    url = {"web": "DATABASE_URL", "worker": "TEST_WORKER_DATABASE_URL"}[process]
    told = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "EARNEST_PROCESS": process,
        "DATABASE_URL": urls[url],
        "REDIS_URL": urls["REDIS_URL"],
        **KEYS,
    }
    if process == "worker":
        del told["SEND_KEY"]
    return told


def _admin(server: Server) -> str:
    return server.url(server.superuser, server.password, "postgres")


def as_environment(server: Server) -> dict[str, str]:
    return {f"TEST_SERVER_{key.upper()}": value for key, value in asdict(server).items()}


def from_environment() -> Server:
    names = ("host", "port", "superuser", "password")
    return Server(**{name: os.environ[f"TEST_SERVER_{name.upper()}"] for name in names})


def _serving(server: Server, database: str) -> dict[str, str]:
    return {
        "DATABASE_URL": server.url("earnest_web", PASSWORDS.web, database),
        "TEST_WORKER_DATABASE_URL": server.url("earnest_worker", PASSWORDS.worker, database),
        "TEST_MONDAY_DATABASE_URL": server.url("earnest_monday", PASSWORDS.monday, database),
        "OWNER_DATABASE_URL": server.url("earnest_owner", PASSWORDS.owner, database),
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "DEMO": "true",
        "DEMO_PASSWORD": "a-password-of-the-tests",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }


def cache_for(account: Account) -> Path:
    """Under .local where the server's account can go there, else in the system's temporary folder."""
    wanted = ROOT / ".local" / "test"
    wanted.mkdir(parents=True, exist_ok=True)
    if account.can_enter(wanted):
        return wanted
    elsewhere = (
        Path(tempfile.gettempdir()) / f"earnest-test-{hashlib.sha256(bytes(ROOT)).hexdigest()[:8]}"
    )
    elsewhere.mkdir(mode=0o711, exist_ok=True)
    return elsewhere


def _fingerprint(programs: Path) -> str:
    """Changes when the schema, its grants or the server may have changed."""
    told = hashlib.sha256(
        f"{programs}{version('django')}{version('django-allauth')}{CARELESS}".encode()
    )
    watched = [
        *ROOT.glob("*/migrations/**/*"),
        *ROOT.glob("*/*/migrations/**/*"),
        ROOT / "config" / "grants.py",
        SCRIPT,
    ]
    for path in sorted(
        path for path in watched if path.suffix in {".py", ".sql"} and ".local" not in path.parts
    ):
        told.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return told.hexdigest()[:16]


def _sweep(runs: Path) -> None:
    """Remove what killed runs left: a run that lives holds its lock."""
    for folder in runs.glob("*-*"):
        try:
            with (folder / "lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue


def _keep_newest(folders: Iterable[Path], *, count: int) -> None:
    for folder in sorted(folders, key=lambda folder: folder.stat().st_mtime, reverse=True)[count:]:
        shutil.rmtree(folder, ignore_errors=True)
