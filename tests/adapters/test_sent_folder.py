"""A copy of what left, in the rep's own sent mail."""

import pytest
from imapclient import IMAPClient

from mailbox.enums import MailboxKind, Purpose, Security
from mailbox.models import Mailbox
from mailbox.outbound.sent_folder import keep_copy
from mailbox.services.keeping import keep_secret
from tests.adapters.imap_server import PASSWORD, USER, ImapServer
from tests.factories.mailbox import MailboxFactory

RAW = b"From: maya@fernhill.example\r\nMessage-ID: <our-1@fernhill.example>\r\n\r\nDear Aoife\r\n"


def mailbox_at(port: int) -> Mailbox:
    mailbox = MailboxFactory.create(
        imap_host="127.0.0.1", imap_port=port, imap_security=Security.NONE, imap_username=USER
    )
    keep_secret(mailbox, Purpose.READ, PASSWORD)
    return mailbox


@pytest.mark.django_db
def test_the_copy_lies_in_sent_mail_and_counts_as_seen() -> None:
    with ImapServer() as server:
        mailbox = mailbox_at(server.port)
        assert keep_copy(mailbox, RAW) is True
        with IMAPClient("127.0.0.1", server.port, ssl=False) as client:
            client.plain_login(USER, PASSWORD)
            client.select_folder("Sent", readonly=True)
            found = client.fetch(client.search(["SEEN"])[-1:], ["RFC822"])
    assert [answer[b"RFC822"] for answer in found.values()] == [RAW]


@pytest.mark.django_db
def test_no_copy_is_no_disaster() -> None:
    assert keep_copy(mailbox_at(1), RAW) is False
    assert keep_copy(MailboxFactory.create(), RAW) is False


def test_the_sandbox_keeps_its_own_copies() -> None:
    assert (
        keep_copy(
            MailboxFactory.build(kind=MailboxKind.SANDBOX, owner=None, address="", display_name=""),
            RAW,
        )
        is False
    )
