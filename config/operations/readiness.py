"""May this process be given visitors? Cheap enough to be asked every few seconds, and tells nobody a secret."""

import logging
import pkgutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from config import startup
from config.operations.bells import bells

if TYPE_CHECKING:
    from redis import Redis

log = logging.getLogger(__name__)

# Guards and privileges take a few dozen milliseconds to read, and change with a release.
KEPT_FOR = timedelta(seconds=30)
# A broker that does not answer by then is away; a probe does not wait for it.
BROKER_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Check:
    """`is_needed` tells what makes a process unready from what only makes it poorer: pages work without the clock."""

    name: str
    ok: bool
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class Readiness:
    checks: tuple[Check, ...]

    @property
    def is_ready(self) -> bool:
        return all(check.ok for check in self.checks if check.is_needed)

    @property
    def status(self) -> str:
        if not self.is_ready:
            return "unready"
        return "ready" if all(check.ok for check in self.checks) else "degraded"


def ask() -> Readiness:
    """All checks; without a database there is nothing else to ask of it."""
    database = database_answers()
    checks = [Check("database", database)]
    if database:
        checks += [
            Check("migrations", _all_applied()),
            Check("guards", _guards_hold()),
            Check("clock", not bells().late, is_needed=False),
        ]
    checks.append(Check("broker", broker_answers(), is_needed=False))
    return Readiness(tuple(checks))


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return False
    return True


def broker_answers() -> bool:
    """A ping on a connection of its own; that the worker hears is told by the bells."""
    from redis.exceptions import RedisError

    try:
        with _broker() as broker:
            return bool(broker.ping())
    except (RedisError, OSError):
        return False


def _broker() -> "Redis":
    from redis import Redis

    patience = {"socket_timeout": BROKER_SECONDS, "socket_connect_timeout": BROKER_SECONDS}
    # kombu's way to write the path of a socket, which redis-py calls otherwise.
    url = settings.REDIS_URL.replace("redis+socket://", "unix://").partition("?")[0]
    return Redis.from_url(url, **patience)


def _all_applied() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return on_disk() <= {(app, name) for app, name in cursor.fetchall()}


@cache
def on_disk() -> frozenset[tuple[str, str]]:
    """Every migration that this release brings, by its file's name; none of them is loaded for it."""
    found = set()
    for config in apps.get_app_configs():
        try:
            package = import_module(f"{config.name}.migrations")
        except ModuleNotFoundError:
            continue
        found |= {
            (config.label, module.name)
            for module in pkgutil.iter_modules(package.__path__)
            if module.name[0] not in "_~"
        }
    return frozenset(found)


def remembered(seconds: float) -> Callable[[Callable[[], bool]], Callable[[], bool]]:
    """Ask at most so often in this process. A "no" is not remembered: what was mended is seen at once."""

    def wrap(ask_now: Callable[[], bool]) -> Callable[[], bool]:
        held_until = 0.0

        def asked() -> bool:
            nonlocal held_until
            if time.monotonic() < held_until:
                return True
            answer = ask_now()
            held_until = time.monotonic() + seconds if answer else 0.0
            return answer

        return asked

    return wrap


def guards_hold_now() -> bool:
    broken = startup.broken_promises(startup.ROLES["web"])
    for sentence in broken:
        log.error("not ready: %s", sentence)
    return not broken


_guards_hold = remembered(KEPT_FOR.total_seconds())(guards_hold_now)
