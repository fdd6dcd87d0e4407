"""A look into a mailbox while a person waits for it."""

import socket
import time

import pytest

from mailbox.enums import MailboxState, Purpose, Security
from mailbox.models import InboundMessage, Mailbox
from mailbox.services import reading
from mailbox.services.keeping import keep_secret
from tests.adapters.imap_server import PASSWORD, USER, ImapServer
from tests.adapters.smtp_server import RudeServer, hear, say
from tests.factories.mailbox import NOW, MailboxFactory

pytestmark = pytest.mark.django_db


def mailbox_at(port: int, password: str = PASSWORD) -> Mailbox:
    mailbox = MailboxFactory.create(
        imap_host="127.0.0.1", imap_port=port, imap_security=Security.NONE, imap_username=USER
    )
    keep_secret(mailbox, Purpose.READ, password)
    return mailbox


def noted(mailbox: Mailbox) -> tuple[str, str]:
    mailbox.refresh_from_db()
    return mailbox.state, mailbox.state_note


def test_a_look_reads_the_inbox_and_nothing_else() -> None:
    with ImapServer() as server:
        mailbox = mailbox_at(server.port)
        Mailbox.objects.update(connected_at="2000-01-01T00:00:00Z")
        mailbox.refresh_from_db()
        assert reading.look(mailbox, at=NOW)
    assert set(InboundMessage.objects.values_list("folder", flat=True)) == {"INBOX"}
    assert mailbox.last_read_at is None


def mute(line: socket.socket) -> None:
    line.recv(1)


def silent_after_the_greeting(line: socket.socket) -> None:
    say(line, "* OK hello")
    while hear(line):
        pass


@pytest.mark.parametrize("script", [mute, silent_after_the_greeting])
def test_a_server_that_says_nothing_costs_a_second_and_no_judgment(script: object) -> None:
    with RudeServer(script) as server:
        mailbox = mailbox_at(server.port)
        begun = time.monotonic()
        assert not reading.look(mailbox, at=NOW, seconds=1)
        took = time.monotonic() - begun
    assert took < 1.5
    assert noted(mailbox) == (MailboxState.CONNECTED, "")


def test_a_refused_sign_in_is_written_on_the_mailbox() -> None:
    with ImapServer() as server:
        mailbox = mailbox_at(server.port, "not the password")
        assert not reading.look(mailbox, at=NOW)
    assert noted(mailbox) == (
        MailboxState.FAILING,
        "The mailbox refused the sign-in. Check the user name and the password.",
    )


def test_nothing_is_asked_of_a_mailbox_that_was_disconnected() -> None:
    mailbox = MailboxFactory.create(state=MailboxState.DISCONNECTED)
    assert not reading.look(mailbox, at=NOW)
    assert noted(mailbox) == (MailboxState.DISCONNECTED, "")
