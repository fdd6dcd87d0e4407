"""Whose turn it is to be read, and that nobody waits for somebody else."""

import threading
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from mailbox.enums import MailboxState
from mailbox.models import Mailbox
from mailbox.selectors.due import mailboxes_to_read
from mailbox.services import reading
from tests.factories.mailbox import NOW, MailboxFactory
from tests.mailbox.test_reading import LATER, Put, numbered, put

__all__ = ["put"]


@pytest.mark.django_db
def test_mailboxes_are_due_at_each_tick_and_failing_ones_rarely() -> None:
    def state(**facts: object) -> int:
        known: dict[str, object] = {"state_since": NOW - timedelta(days=1)}
        return MailboxFactory.create(**(known | facts)).pk

    state(last_tried_at=NOW - timedelta(seconds=10))
    state(last_tried_at=NOW - timedelta(minutes=2), state=MailboxState.FAILING)
    state(last_tried_at=None, state=MailboxState.DISCONNECTED)
    old = state(last_tried_at=NOW - timedelta(seconds=15))
    older = state(last_tried_at=NOW - timedelta(minutes=6), state=MailboxState.FAILING)
    never = state(last_tried_at=None)
    assert [mailbox.pk for mailbox in mailboxes_to_read(NOW)] == [never, older, old]


@pytest.mark.django_db
def test_a_mailbox_that_has_only_just_failed_is_tried_twice_more_before_it_is_left_alone() -> None:
    mailbox = MailboxFactory.create(state=MailboxState.FAILING, state_since=NOW, last_tried_at=NOW)

    tried = []
    for seconds in range(30, 400, 30):
        at = NOW + timedelta(seconds=seconds)
        if mailbox in mailboxes_to_read(at):
            tried.append(seconds)
            Mailbox.objects.update(last_tried_at=at)

    assert tried == [30, 60, 360]


def test_a_surprise_in_one_mailbox_is_said_there_and_costs_no_other_its_turn(
    sandbox_mailbox: Mailbox, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(numbered(1))
    broken = MailboxFactory.create()
    read = reading.read_mailbox

    def surprising(mailbox: Mailbox, *, at: datetime) -> int:
        if mailbox == broken:
            raise ZeroDivisionError
        return read(mailbox, at=at)

    monkeypatch.setattr(reading, "read_mailbox", surprising)
    assert sum(reading.read_due(at=LATER)) == 1
    broken.refresh_from_db()
    assert broken.last_tried_at == LATER
    assert broken not in mailboxes_to_read(LATER)
    assert (broken.state, broken.state_since) == (MailboxState.FAILING, LATER)
    assert broken.state_note == "Something unexpected kept us from reading it."


@pytest.mark.django_db(transaction=True)
def test_a_mailbox_that_hangs_keeps_nobody_waiting(
    sandbox_mailbox: Mailbox, put: Put, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.MAILBOXES_AT_ONCE = 2
    hanging = MailboxFactory.create()
    answered = threading.Event()
    read = reading.read_mailbox

    def slow(mailbox: Mailbox, *, at: datetime) -> int:
        if mailbox == hanging:
            answered.wait(10)
            return 0
        return read(mailbox, at=at)

    monkeypatch.setattr(reading, "read_mailbox", slow)
    put(numbered(1))
    told: list[str] = []
    brought = reading.read_due(at=LATER, then=lambda mailbox: told.append(mailbox.address))
    assert next(brought) == 1
    assert told == [sandbox_mailbox.address]
    answered.set()
    assert list(brought) == [0]
