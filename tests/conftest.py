"""Every run brings its own PostgreSQL (and Valkey, for the tests that ask); nothing need be started beforehand.

`default` is the web role, as in the product; `worker`, `monday` and `owner` are connections of the other roles to the same database.
"""

import gc
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from config.embedded import processes
from config.embedded.binaries import valkey_program
from config.embedded.faults import Fault
from config.embedded.server import Server
from config.embedded.valkey import Valkey
from tests import network, stand

_running: list[stand.Stand] = []

# How long an example takes says more about the machine than about the code.
settings.register_profile("earnest", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("earnest")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("help", False) or config.getoption("version", 0):
        return
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not worker:
        try:
            os.environ.update(stand.as_environment(_server()))
        except Fault as fault:
            raise pytest.UsageError(str(fault)) from None
    else:
        processes.tie_to_parent(signal.SIGKILL)
    os.environ.update(stand.join(stand.from_environment(), worker=worker))
    from django.conf import settings

    assert settings.DATABASES["default"]["USER"] == "earnest_web"
    assert settings.DATABASES["default"]["NAME"].endswith(worker)
    network.block()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Workers read the settings once they have joined their own databases, not while they start."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of whole processes wait more than they work: they begin first, one after another, beside all others.

    So one process runs them all, and what a module of them prepares is prepared once.
    """
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: not to be looked through for garbage in every test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_unconfigure() -> None:
    for standing in _running:
        standing.stop()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None) -> None:
    """The database stands already (see stand.py); pytest-django makes none."""


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    """A real Valkey for the tests of this process."""
    folder = tmp_path_factory.mktemp("valkey")
    sockets = Path("/tmp") / f"earnest-valkey-{os.getpid()}"
    server = Valkey(folder, valkey_program(), sockets)
    server.start()
    server.wait_ready()
    yield server
    server.stop()
    sockets.rmdir()


def _server() -> Server:
    """The server that DATABASE_URL names (a superuser's URL, for tests only), else one of our own."""
    given = os.environ.get("DATABASE_URL")
    if given:
        server = Server.of_url(given)
        stand.prepare(server, psql=stand.Stand().programs / "psql")
        return server
    standing = stand.Stand()
    _running.append(standing)
    return standing.start()
