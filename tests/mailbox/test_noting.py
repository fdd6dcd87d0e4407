"""A mailbox's state moves as its table says, and no note that comes late undoes a person's act."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import product

import pytest

from mailbox.enums import MAILBOX_MOVES, MailboxState
from mailbox.models import Mailbox, Outage
from mailbox.services import noting
from tests.factories.mailbox import NOW, MailboxFactory
from tests.roles import refused

LATER = datetime.max.replace(year=2027, tzinfo=NOW.tzinfo)
CONNECTED, FAILING, DISCONNECTED = MailboxState

ACTS: dict[MailboxState, Callable[[Mailbox], None]] = {
    CONNECTED: partial(noting.note_works, at=LATER),
    FAILING: partial(noting.note_trouble, sentence="It is broken.", at=LATER),
    DISCONNECTED: partial(noting.note_disconnected, at=LATER),
}
# a person who signs in again, see connecting
BY_CONNECTING = {(DISCONNECTED, CONNECTED)}


def test_every_state_has_its_moves() -> None:
    assert set(MAILBOX_MOVES) == set(MailboxState)


@pytest.mark.django_db
@pytest.mark.parametrize(("source", "target"), list(product(MailboxState, MailboxState)))
def test_only_the_moves_of_the_table_happen(source: MailboxState, target: MailboxState) -> None:
    mailbox = MailboxFactory.create(state=source, state_since=NOW)
    ACTS[target](mailbox)
    mailbox.refresh_from_db()
    legal = target in MAILBOX_MOVES[source] and (source, target) not in BY_CONNECTING
    assert (mailbox.state, mailbox.state_since) == ((target, LATER) if legal else (source, NOW))


@pytest.mark.django_db
def test_later_trouble_says_what_is_wrong_now_and_keeps_the_first_moment() -> None:
    mailbox = MailboxFactory.create(state=FAILING, state_note="Old.", state_since=NOW)
    noting.note_trouble(mailbox, "New. " + "x" * 1000, at=LATER)
    mailbox.refresh_from_db()
    assert mailbox.state_note.startswith("New.")
    assert mailbox.state_since == NOW


def outages() -> list[tuple[datetime, datetime | None]]:
    return list(Outage.objects.order_by("began_at").values_list("began_at", "ended_at"))


@pytest.mark.django_db
def test_trouble_is_kept_from_its_first_moment_until_signing_in_works() -> None:
    mailbox = MailboxFactory.create(state=CONNECTED)

    noting.note_trouble(mailbox, "It is broken.", at=LATER)
    noting.note_trouble(mailbox, "It still is.", at=LATER + timedelta(hours=1))
    assert outages() == [(LATER, None)]
    noting.note_works(mailbox, at=LATER + timedelta(hours=2))
    noting.note_works(mailbox, at=LATER + timedelta(hours=3))

    assert outages() == [(LATER, LATER + timedelta(hours=2))]


@pytest.mark.django_db
def test_a_mailbox_that_is_taken_away_is_in_no_trouble_any_more() -> None:
    mailbox = MailboxFactory.create(state=CONNECTED)
    noting.note_trouble(mailbox, "It is broken.", at=LATER)

    noting.note_disconnected(mailbox, at=LATER + timedelta(days=1))

    assert outages() == [(LATER, LATER + timedelta(days=1))]


@pytest.mark.django_db
def test_a_mailbox_has_one_trouble_at_a_time_past_the_service() -> None:
    mailbox = MailboxFactory.create(state=CONNECTED)
    noting.note_trouble(mailbox, "It is broken.", at=LATER)

    with refused("23505"):
        Outage.objects.create(mailbox=mailbox, began_at=LATER)
