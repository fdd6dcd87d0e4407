"""One contract for reading mail, kept by an IMAP server and by a Maildir."""

import shutil
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest
from imapclient import IMAPClient

from mailbox.enums import Security
from mailbox.inbound.errors import ReadError
from mailbox.inbound.imap import ImapReader
from mailbox.inbound.imap_connection import ImapAccount, signed_in
from mailbox.inbound.maildir import MaildirReader
from mailbox.inbound.reader import LONGEST_MAIL, Reader
from mailbox.sandbox import maildirs
from tests.adapters.imap_server import PASSWORD, USER, ImapServer

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


class Inbox(Protocol):
    """A mailbox that the test can put mail into."""

    reader: Reader

    def put(self, raw: bytes, *, folder: str = "INBOX", at: datetime = NOON) -> None: ...

    def renumber(self) -> None: ...


class ImapInbox:
    def __init__(self, reader: ImapReader, writer: IMAPClient) -> None:
        self.reader: Reader = reader
        self._writer = writer

    def put(self, raw: bytes, *, folder: str = "INBOX", at: datetime = NOON) -> None:
        self._writer.append(folder, raw, msg_time=at)

    def renumber(self) -> None:
        self._writer.select_folder("INBOX")
        self._writer.delete_folder("Sent")
        self._writer.create_folder("Sent")

    def unseen(self) -> int:
        self._writer.select_folder("INBOX", readonly=True)
        return len(self._writer.search(["UNSEEN"]))


class MaildirInbox:
    def __init__(self, root: Path) -> None:
        maildirs.make_maildir(root)
        self.reader: Reader = MaildirReader(root)
        self._root = root

    def put(self, raw: bytes, *, folder: str = "INBOX", at: datetime = NOON) -> None:
        maildirs.deliver(self._root, raw, folder=folder, at=at)

    def renumber(self) -> None:
        shutil.rmtree(self._root / ".Sent")
        maildirs.make_maildir(self._root)
        (self._root / ".Sent" / ".uidvalidity").write_text("77")


def imap_account(port: int, **changes: object) -> ImapAccount:
    facts: dict[str, object] = {
        "host": "127.0.0.1",
        "port": port,
        "security": Security.NONE,
        "username": USER,
        "password": PASSWORD,
    }
    return ImapAccount(**(facts | changes))  # type: ignore[arg-type]


@pytest.fixture
def imap_server() -> Iterator[ImapServer]:
    with ImapServer() as server:
        yield server


@pytest.fixture
def imap_inbox(imap_server: ImapServer) -> Iterator[ImapInbox]:
    account = imap_account(imap_server.port)
    with signed_in(account) as client, signed_in(account) as writer:
        for folder in ("INBOX", "Sent"):
            writer.select_folder(folder)
            everything = writer.search(["ALL"])
            if everything:
                writer.delete_messages(everything)
                writer.expunge()
        yield ImapInbox(ImapReader(client), writer)


@pytest.fixture(params=["imap", "maildir"])
def inbox(request: pytest.FixtureRequest, tmp_path: Path) -> Inbox:
    if request.param == "imap":
        found: ImapInbox = request.getfixturevalue("imap_inbox")
        return found
    return MaildirInbox(tmp_path / "maya@fernhill.example")


def a_mail(number: int) -> bytes:
    return f"From: a@b.example\r\nSubject: {number}\r\n\r\nText {number}\r\n".encode()


def test_inbox_and_sent_mail_are_found_and_told_apart(inbox: Inbox) -> None:
    assert [(folder.name, folder.holds_own_mail) for folder in inbox.reader.folders()] == [
        ("INBOX", False),
        ("Sent", True),
    ]


def test_new_mail_is_found_after_the_last_uid_and_comes_whole(inbox: Inbox) -> None:
    start = inbox.reader.select("INBOX").next_uid
    assert inbox.reader.uids_after(start - 1) == []
    inbox.put(a_mail(1))
    inbox.put(a_mail(2), at=NOON + timedelta(hours=1))
    inbox.reader.select("INBOX")
    uids = inbox.reader.uids_after(start - 1)
    fetched = list(inbox.reader.fetch(uids))
    assert [(mail.uid, mail.raw, mail.received_at) for mail in fetched] == [
        (uids[0], a_mail(1), NOON),
        (uids[1], a_mail(2), NOON + timedelta(hours=1)),
    ]
    assert uids == sorted(uids)
    assert inbox.reader.uids_after(uids[0]) == [uids[1]]
    assert inbox.reader.uids_after(uids[1]) == []


def test_the_next_uid_lies_above_every_mail(inbox: Inbox) -> None:
    inbox.put(a_mail(1))
    status = inbox.reader.select("INBOX")
    assert max(inbox.reader.uids_after(0)) < status.next_uid


def test_mail_since_a_day_is_found(inbox: Inbox) -> None:
    inbox.put(a_mail(1), at=NOON - timedelta(days=3))
    inbox.put(a_mail(2), at=NOON)
    inbox.reader.select("INBOX")
    found = inbox.reader.fetch(inbox.reader.uids_since(NOON.date() - timedelta(days=1)))
    assert [mail.raw for mail in found] == [a_mail(2)]


def test_numbering_holds_until_the_folder_is_made_anew(inbox: Inbox) -> None:
    inbox.put(a_mail(1), folder="Sent")
    before = inbox.reader.select("Sent").uidvalidity
    inbox.put(a_mail(2), folder="Sent")
    assert inbox.reader.select("Sent").uidvalidity == before
    inbox.renumber()
    assert inbox.reader.select("Sent").uidvalidity != before


def test_a_mail_that_vanished_is_left_out(inbox: Inbox) -> None:
    inbox.put(a_mail(1))
    inbox.reader.select("INBOX")
    uids = inbox.reader.uids_after(0)
    found = list(inbox.reader.fetch([*uids, uids[-1] + 100]))
    assert [mail.uid for mail in found] == uids


def test_a_huge_mail_is_cut_off(inbox: Inbox) -> None:
    inbox.put(a_mail(1) + b"x" * 2_000_000)
    inbox.reader.select("INBOX")
    [mail] = inbox.reader.fetch(inbox.reader.uids_after(0))
    assert len(mail.raw) == LONGEST_MAIL


def test_many_mails_come_in_order(inbox: Inbox) -> None:
    for number in range(25):
        inbox.put(a_mail(number))
    inbox.reader.select("INBOX")
    found = inbox.reader.fetch(inbox.reader.uids_after(0))
    assert [mail.raw for mail in found] == [a_mail(number) for number in range(25)]


def test_reading_marks_nothing_as_read(imap_inbox: ImapInbox) -> None:
    imap_inbox.put(a_mail(1))
    imap_inbox.reader.select("INBOX")
    list(imap_inbox.reader.fetch(imap_inbox.reader.uids_after(0)))
    assert imap_inbox.unseen() == 1


def test_a_maildir_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="not there yet"):
        MaildirReader(tmp_path / "nobody").folders()


def test_maildir_uids_are_never_used_twice(tmp_path: Path) -> None:
    root = tmp_path / "maya"
    first = maildirs.deliver(root, a_mail(1))
    for path in (root / "new").iterdir():
        path.unlink()
    assert maildirs.deliver(root, a_mail(2)) > first
    (root / ".last-uid").unlink()
    assert maildirs.deliver(root, a_mail(3)) > first + 1


def test_a_wrong_password_is_said_in_words(imap_server: ImapServer) -> None:
    with (
        pytest.raises(ReadError, match="refused the sign-in") as caught,
        signed_in(imap_account(imap_server.port, password="wrong")),
    ):
        pass
    assert caught.value.permanent


def test_nobody_listening_is_said_in_words() -> None:
    with (
        pytest.raises(ReadError, match="did not answer") as caught,
        signed_in(imap_account(1)),
    ):
        pass
    assert not caught.value.permanent


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_encryption_is_used_and_the_certificate_is_checked(
    trusted_context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, security: Security
) -> None:
    with ImapServer(trusted_context, encrypted=security == Security.TLS) as server:
        with signed_in(imap_account(server.port, host="localhost", security=security)) as client:
            assert ImapReader(client).folders()[0].name == "INBOX"
        monkeypatch.delenv("SSL_CERT_FILE")
        with (
            pytest.raises(ReadError, match="did not agree on encryption"),
            signed_in(imap_account(server.port, security=security)),
        ):
            pass


def test_a_server_without_encryption_is_not_given_the_password(imap_server: ImapServer) -> None:
    with (
        pytest.raises(ReadError, match="offers no encryption"),
        signed_in(imap_account(imap_server.port, security=Security.STARTTLS)),
    ):
        pass


def test_no_encryption_is_refused_away_from_this_machine() -> None:
    with (
        pytest.raises(ReadError, match="without encryption"),
        signed_in(imap_account(143, host="mail.corrib.example")),
    ):
        pass


def test_the_password_is_in_no_representation() -> None:
    assert PASSWORD not in repr(imap_account(1))
