"""The processes of one Earnest and exactly what each is told: no process can do more than its part.

Only web is told SEND_KEY and the web role's password; worker, beat and sandbox hold the worker's; migrate the owner's.
Only the process of Monday letters is told of system mail, and its role reads nobody but our own users.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from config.embedded.keys import Keys
from config.embedded.wishes import ROOT, Wishes

PYTHON = (sys.executable, "-u")
DEMO_SENDER = "earnest@fernhill.example"


@dataclass(frozen=True)
class Databases:
    owner: str
    web: str
    worker: str
    monday: str = ""


@dataclass(frozen=True)
class Service:
    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    patience: float = 20


@dataclass(frozen=True)
class World:
    """All that the processes may be told."""

    wishes: Wishes
    keys: Keys
    databases: Databases
    broker_url: str
    sandbox_port: int

    def environment(self, process: str, database: str, **more: str) -> dict[str, str]:
        return {
            "PUBLIC_URL": self.wishes.address,
            "LANG": "C.UTF-8",
            **self.wishes.handed_on,
            "TZ": "UTC",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "EARNEST_PROCESS": process,
            "DATABASE_URL": database,
            "REDIS_URL": self.broker_url,
            "SECRET_KEY": self.keys.secret_key,
            "STATIC_ROOT": str(self.wishes.local / "static"),
            **self._demo(),
            **more,
        }

    @property
    def demo_password(self) -> str:
        return self.wishes.demo_password or self.keys.demo_password

    def of_web(self) -> dict[str, str]:
        demo = {"DEMO_PASSWORD": self.demo_password} if self.wishes.demo else {}
        return self.environment(
            "web",
            self.databases.web,
            SEND_KEY=self.keys.send_key,
            READ_KEY=self.keys.read_key,
            MONDAY_LETTERS=str(self.writes_mondays).lower(),
            METRICS_DIR=str(metrics_of(self.wishes.local)),
            **self.wishes.for_web,
            **demo,
        )

    def of_worker(self) -> dict[str, str]:
        return self.environment("worker", self.databases.worker, READ_KEY=self.keys.read_key)

    def of_beat(self) -> dict[str, str]:
        return self.environment("worker", self.databases.worker)

    @property
    def writes_mondays(self) -> bool:
        """There is a role for it, and somewhere to hand the letters over; in the demo, the sandbox."""
        return bool(self.databases.monday and self._system_mail().get("SYSTEM_MAIL_URL"))

    def of_monday(self) -> dict[str, str]:
        return self.environment("monday", self.databases.monday, **self._system_mail())

    def of_migrate(self) -> dict[str, str]:
        return self.environment("migrate", self.databases.owner)

    def of_demo_loader(self) -> dict[str, str]:
        """A load that a power cut stops is begun anew, so its commits need not wait for the disk."""
        return {
            **self.of_web(),
            "OWNER_DATABASE_URL": self.databases.owner,
            "PGOPTIONS": "-c synchronous_commit=off",
        }

    def _system_mail(self) -> Mapping[str, str]:
        if self.wishes.for_monday or not self.wishes.demo:
            return self.wishes.for_monday
        signed_in = f"{quote(DEMO_SENDER)}:{quote(self.keys.sandbox_password)}"
        return {
            "SYSTEM_MAIL_URL": f"smtp+plain://{signed_in}@127.0.0.1:{self.sandbox_port}",
            "SYSTEM_MAIL_FROM": DEMO_SENDER,
        }

    def _demo(self) -> dict[str, str]:
        if not self.wishes.demo:
            return {"DEMO": "false"}
        return {
            "DEMO": "true",
            "SANDBOX_DIR": str(self.wishes.local / "sandbox"),
            "SANDBOX_SMTP_PORT": str(self.sandbox_port),
            "SANDBOX_PASSWORD": self.keys.sandbox_password,
        }


def metrics_of(local: Path) -> Path:
    """Where web processes of one run add up their request times; what a run before left there is of nobody who lives."""
    return local / "metrics"


def manage(*words: str) -> tuple[str, ...]:
    return (*PYTHON, "manage.py", *words)


def serving(world: World) -> list[Service]:
    """In the order they start; they stop in the opposite one."""
    services = [
        Service("web", _granian(world.wishes), world.of_web()),
        Service("worker", _celery("worker", "-Q", "plan,imap", "-c", "2", "-n", "worker@earnest",
                                  "--without-gossip", "--without-mingle"), world.of_worker(), patience=30),
        Service("beat", _celery("beat", "--pidfile=", "-s", str(world.wishes.local / "beat")), world.of_beat()),
    ]  # fmt: skip
    if world.writes_mondays:
        services.append(Service("monday", (*PYTHON, "-m", "config.monday"), world.of_monday()))
    if world.wishes.demo:
        services.insert(0, Service("sandbox", manage("run_sandbox"), world.of_beat()))
    return services


def _granian(wishes: Wishes) -> tuple[str, ...]:
    options = {
        "--interface": "wsgi",
        "--host": wishes.host,
        "--port": str(wishes.port),
        "--workers": "2",
        "--blocking-threads": "4",
        "--backpressure": "64",
        "--workers-kill-timeout": "8",
        "--log-config": str(ROOT / "config" / "company" / "granian-log.json"),
    }
    words = [word for option in options.items() for word in option]
    flags = ("--no-ws", "--respawn-failed-workers", "--working-dir", str(ROOT))
    return (*PYTHON, "-m", "granian", *words, *flags, "config.embedded.web:application")


def _celery(*words: str) -> tuple[str, ...]:
    return (*PYTHON, "-m", "celery", "-q", "-A", "config.embedded.worker", *words, "-l", "INFO")
