"""Our letters found again in the sent mail of a real IMAP server, by their exact names."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from imapclient import IMAPClient

from cadence.models import Delivery, SentCopy
from cadence.services import settling
from mailbox.enums import MailboxKind, Purpose, Security
from mailbox.models import FolderCursor, InboundMessage, Mailbox
from mailbox.outbound.sent_folder import keep_copy
from mailbox.services import reading
from mailbox.services.keeping import keep_secret
from tests import journeys
from tests.adapters.imap_server import PASSWORD, USER, ImapServer
from tests.cadence.attacks import approve, reserve
from tests.factories.mailbox import MailboxFactory

pytestmark = pytest.mark.django_db

OURS = "<touch-7@fernhill.example>"


@pytest.fixture
def server() -> Iterator[ImapServer]:
    with ImapServer() as running:
        yield running


@pytest.fixture
def now() -> datetime:
    """The letters' own servers keep their own clocks; here is only one."""
    return timezone.now()


@pytest.fixture
def mailbox(server: ImapServer, now: datetime) -> Mailbox:
    opened = MailboxFactory.create(
        imap_host="127.0.0.1",
        imap_port=server.port,
        imap_security=Security.NONE,
        imap_username=USER,
        connected_at=now - timedelta(minutes=1),
        kind=MailboxKind.SMTP_IMAP,
    )
    keep_secret(opened, Purpose.READ, PASSWORD)
    return opened


@pytest.fixture
def delivery(mailbox: Mailbox, now: datetime) -> Delivery:
    draft = journeys.drafted(mailbox.owner, now)
    session = journeys.signed_in(mailbox.owner, now)
    return reserve(approve(draft, mailbox=mailbox, session=session), message_id=OURS)


def letter(*headers: str) -> bytes:
    lines = [
        "From: maya@fernhill.example",
        "To: aoife@corrib.example",
        *headers,
        "",
        "Hi Aoife",
        "",
    ]
    return "\r\n".join(lines).encode()


def filed(server: ImapServer, *headers: str, folder: str = "Sent") -> None:
    """What the provider keeps of a letter that it took."""
    with IMAPClient("127.0.0.1", server.port, ssl=False) as client:
        client.plain_login(USER, PASSWORD)
        client.append(folder, letter(*headers))


def read(mailbox: Mailbox, at: datetime) -> list[tuple[object, str]]:
    """Read and settle as the worker does; the copies known since."""
    reading.read_mailbox(mailbox, at=at)
    settling.settle(at)
    return list(SentCopy.objects.values_list("delivery", "message_id"))


def test_a_copy_with_our_exact_name_is_found(
    server: ImapServer, mailbox: Mailbox, delivery: Delivery, now: datetime
) -> None:
    filed(server, f"Message-ID: {OURS}")

    assert read(mailbox, now) == [(delivery.pk, OURS)]


def test_the_copy_that_we_file_ourselves_is_found(
    mailbox: Mailbox, delivery: Delivery, now: datetime
) -> None:
    assert keep_copy(mailbox, letter(f"Message-ID: {OURS}"))

    assert read(mailbox, now) == [(delivery.pk, OURS)]


def test_a_name_in_which_ours_is_only_a_part_is_another_letter(
    server: ImapServer, mailbox: Mailbox, delivery: Delivery, now: datetime
) -> None:
    """What a search for the header would find on the server is compared once more, whole."""
    for other in ("<touch-77@fernhill.example>", "<a-touch-7@fernhill.example>"):
        filed(server, f"Message-ID: {other}")
    filed(server, "Message-ID: <x@y.example>", "X-Earnest-Letter: <touch-77@fernhill.example>")

    assert read(mailbox, now) == []
    assert InboundMessage.objects.filter(in_own_folder=True).count() == 3


@pytest.mark.parametrize(
    "kept_as",
    [
        f"X-Microsoft-Original-Message-ID: {OURS}",
        f"X-Google-Original-Message-ID: {OURS[1:-1]}",
        f"X-Earnest-Letter: {OURS}",
    ],
)
def test_a_copy_under_the_providers_own_name_is_found_by_what_it_kept_of_ours(
    server: ImapServer, mailbox: Mailbox, delivery: Delivery, now: datetime, kept_as: str
) -> None:
    filed(server, "Message-ID: <AM0PR01@prod.outlook.example>", kept_as)

    assert read(mailbox, now) == [(delivery.pk, "<AM0PR01@prod.outlook.example>")]


def test_the_same_mail_in_the_inbox_proves_nothing(
    server: ImapServer, mailbox: Mailbox, delivery: Delivery, now: datetime
) -> None:
    filed(server, f"Message-ID: {OURS}", f"X-Earnest-Letter: {OURS}", folder="INBOX")

    assert read(mailbox, now) == []


def test_a_look_that_finds_no_copy_is_kept_as_a_look(
    mailbox: Mailbox, delivery: Delivery, now: datetime
) -> None:
    assert read(mailbox, now) == []

    looked = FolderCursor.objects.get(mailbox=mailbox, holds_own_mail=True)
    assert (looked.folder, looked.read_through_at) == ("Sent", now)
