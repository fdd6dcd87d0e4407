"""Monday letters as their process writes them, and the mail server that takes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.db import connections
from pytest_django.fixtures import Settings

from adherence.services import monday
from config.monday.mailers import mailers_of
from team.models import User
from tests import smtp
from tests.adherence.weeks import colleague
from tests.cadence.conftest import Clock
from tests.times import NOW

SENDER = "earnest@fernhill.example"
SIX_IN_DUBLIN = NOW.replace(hour=6)


@contextmanager
def the_monday_process() -> Iterator[None]:
    """What happens inside, the role of its process does."""
    web, connections["default"] = connections["default"], connections["monday"]
    try:
        with connections["monday"].cursor() as cursor:
            cursor.execute("SELECT session_user")
            assert cursor.fetchone() == ("earnest_monday",)
        yield
    finally:
        connections["default"] = web


@pytest.fixture
def sink(settings: Settings) -> Iterator[smtp.Sink]:
    """The mail server that Monday letters are handed over to."""
    with smtp.listening() as sink:
        url = f"smtp+plain://{SENDER.replace('@', '%40')}:{smtp.PASSWORD}@127.0.0.1:{sink.port}"
        settings.MAILERS = mailers_of(url)
        settings.SYSTEM_MAIL_FROM = SENDER
        settings.MONDAY_LETTERS = True
        settings.PUBLIC_URL = "https://earnest.fernhill.example"
        yield sink


def reader(**fields: object) -> User:
    return colleague(**({"monday_letter": True, "name": "Maya Okafor"} | fields))


def write(clock: Clock, at: datetime) -> int:
    clock.move(at)
    with the_monday_process():
        return monday.write_due(at)


def addressees(sink: smtp.Sink) -> list[str]:
    return [str(letter["To"]) for letter in sink.letters]
