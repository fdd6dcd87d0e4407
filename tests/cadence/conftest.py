"""The cadence room's tests run at one instant, in Python and in the database."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

import psycopg
import pytest
import time_machine
from django.db import connection, connections, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from tests import smtp
from tests.times import NOW

Beginning = Callable[[], AbstractContextManager[None]]


@cache
def _owner() -> psycopg.Connection:
    """One for all clocks of this process: to connect takes longer than to set a clock."""
    return psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True)


class Clock:
    """Moves the database's clock (as the owner, the only role that can) and Python's with it."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self.traveller = traveller
        self.owner = _owner()

    def move(self, to: datetime) -> datetime:
        self.owner.execute(
            "INSERT INTO team_democlock (id, at) VALUES (1, %s)"
            " ON CONFLICT (id) DO UPDATE SET at = excluded.at",
            [to],
        )
        self.traveller.move_to(to)
        return to

    def release(self) -> None:
        self.owner.execute("DELETE FROM team_democlock")


@contextmanager
def _standing() -> Iterator[Clock]:
    with time_machine.travel(NOW, tick=False) as traveller:
        clock = Clock(traveller)
        clock.move(NOW)
        yield clock
        clock.release()


@pytest.fixture
def clock(db: None) -> Iterator[Clock]:
    """Both clocks stand at NOW; `clock.move(to)` moves both. After every test the proof still holds."""
    with _standing() as clock:
        yield clock
    assert _what_the_proof_finds() == []


@pytest.fixture(scope="module")
def beginning(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Beginning]:
    """`with beginning():` makes at NOW what each test of a module begins with: once, and each undoes only its own.

    The fixture that uses it is `autouse`: so each test finds the same, whichever comes first; and tests take a copy
    (`deepcopy`) of it. It is never committed: not for tests of transactions or of other connections, nor for tests
    that look into a mailbox's folder.
    """
    begun = ExitStack()

    @contextmanager
    def begin() -> Iterator[None]:
        folder = str(tmp_path_factory.mktemp("sandbox"))
        place = {"SANDBOX_DIR": folder, "SANDBOX_PASSWORD": smtp.PASSWORD, "SANDBOX_SMTP_PORT": 9}
        with django_db_blocker.unblock(), override_settings(**place), _standing():
            begun.enter_context(transaction.atomic())
            yield
            connection.check_constraints()

    yield begin
    with django_db_blocker.unblock():
        if connection.in_atomic_block:
            transaction.set_rollback(True)
        begun.close()


def _what_the_proof_finds() -> list[tuple[str]]:
    """Prepared once a connection: to plan the question takes ten times as long as to find nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_prepared_statements WHERE name = 'the_proof'")
        if cursor.fetchone() is None:
            cursor.execute("PREPARE the_proof AS SELECT rule FROM cadence_sendproof")
        cursor.execute("EXECUTE the_proof")
        found: list[tuple[str]] = cursor.fetchall()
        return found


@pytest.fixture
def post(settings: Settings, tmp_path: Path) -> Iterator[smtp.Sink]:
    """A mail server for the reps' letters, whose accepted ones can be counted."""
    with smtp.listening() as sink:
        settings.SANDBOX_DIR = str(tmp_path)
        settings.SANDBOX_PASSWORD = smtp.PASSWORD
        settings.SANDBOX_SMTP_PORT = sink.port
        yield sink


@pytest.fixture
def sandbox(settings: Settings, tmp_path: Path) -> None:
    """A place for reps' mailboxes, with no mail server behind it: nothing can be sent from here."""
    settings.SANDBOX_DIR = str(tmp_path)
    settings.SANDBOX_PASSWORD = smtp.PASSWORD
    settings.SANDBOX_SMTP_PORT = 9


@pytest.fixture
def as_worker() -> Iterator[None]:
    """What the service does inside, the worker's role does."""
    web, worker = connections["default"], connections["worker"]
    connections["default"] = worker
    with worker.cursor() as cursor:
        cursor.execute("SELECT session_user")
        assert cursor.fetchone() == ("earnest_worker",)
    yield
    connections["default"] = web
