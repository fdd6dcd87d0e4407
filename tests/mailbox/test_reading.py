"""Reading a mailbox: each mail once, cursor and rows together, failures in words."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError, connection, connections, transaction

from mailbox.enums import MailboxState, Verdict
from mailbox.inbound.errors import ReadError
from mailbox.inbound.maildir import MaildirReader
from mailbox.inbound.reader import Fetched
from mailbox.models import FolderCursor, InboundMessage, Mailbox
from mailbox.sandbox import maildirs
from mailbox.selectors.due import mailboxes_to_read
from mailbox.services import reading
from tests.factories.mailbox import NOW, MailboxFactory
from tests.mailbox.mails import mail, report

LATER = NOW + timedelta(hours=1)

Put = Callable[..., int]


@pytest.fixture
def put(sandbox_mailbox: Mailbox, sandbox_folder: Path) -> Put:
    def into(raw: bytes, *, folder: str = "INBOX", at: datetime = LATER) -> int:
        return maildirs.deliver(sandbox_folder / sandbox_mailbox.address, raw, folder=folder, at=at)

    return into


def numbered(number: int) -> bytes:
    return mail(body=f"Answer {number}.\n").replace(b"<reply-1@", b"<reply-%d@" % number)


def test_a_new_mail_becomes_one_row_that_says_what_it_is(
    sandbox_mailbox: Mailbox, put: Put
) -> None:
    uid = put(mail("In-Reply-To: <our-1@fernhill.example>", "Thursday works.\n\n> old\n"))
    assert reading.read_mailbox(sandbox_mailbox, at=LATER) == 1
    message = InboundMessage.objects.get()
    assert (message.folder, message.uid, message.verdict) == ("INBOX", uid, Verdict.PERSON)
    assert (message.from_address, message.text) == ("aoife@corrib.example", "Thursday works.")
    assert "> old" in message.full_text
    assert (message.in_reply_to, message.settled_at) == ("<our-1@fernhill.example>", None)
    assert (message.received_at, message.read_at) == (LATER, LATER)


def test_reading_again_finds_nothing_new(sandbox_mailbox: Mailbox, put: Put) -> None:
    put(numbered(1))
    assert reading.read_mailbox(sandbox_mailbox, at=LATER) == 1
    assert reading.read_mailbox(sandbox_mailbox, at=LATER) == 0
    put(numbered(2))
    assert reading.read_mailbox(sandbox_mailbox, at=LATER) == 1


def test_mail_from_before_the_connection_is_left_alone(sandbox_mailbox: Mailbox, put: Put) -> None:
    put(numbered(1), at=NOW - timedelta(minutes=1))
    put(numbered(2))
    reading.read_mailbox(sandbox_mailbox, at=LATER)
    assert [message.message_id for message in InboundMessage.objects.all()] == [
        "<reply-2@corrib.example>"
    ]


def test_sent_mail_is_read_as_our_own(sandbox_mailbox: Mailbox, put: Put) -> None:
    put(mail(sender="Maya <maya@fernhill.example>"), folder="Sent")
    reading.read_mailbox(sandbox_mailbox, at=LATER)
    message = InboundMessage.objects.get()
    assert (message.folder, message.verdict) == ("Sent", Verdict.OWN)


def test_only_what_lies_in_the_sent_mail_was_filed_there_whoever_it_says_it_is_from(
    sandbox_mailbox: Mailbox, put: Put
) -> None:
    ours = mail("X-Earnest-Letter: <our-1@fernhill.example>", sender="maya@fernhill.example")
    put(ours)
    put(ours, folder="Sent")
    reading.read_mailbox(sandbox_mailbox, at=LATER)
    found = InboundMessage.objects.order_by("folder").values_list(
        "folder", "verdict", "in_own_folder", "original_ids"
    )
    assert list(found) == [
        ("INBOX", Verdict.OWN, False, ["<our-1@fernhill.example>"]),
        ("Sent", Verdict.OWN, True, ["<our-1@fernhill.example>"]),
    ]


def looks() -> dict[str, tuple[bool, datetime | None]]:
    cursors = FolderCursor.objects.values_list("folder", "holds_own_mail", "read_through_at")
    return {folder: (own, looked_at) for folder, own, looked_at in cursors}


def test_a_look_that_finds_nothing_new_is_a_look(sandbox_mailbox: Mailbox) -> None:
    for at in (NOW, LATER):
        reading.read_mailbox(sandbox_mailbox, at=at)
        assert looks() == {"INBOX": (False, at), "Sent": (True, at)}


def test_a_folder_that_is_not_read_to_its_end_has_not_been_looked_through(
    sandbox_mailbox: Mailbox, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading.read_mailbox(sandbox_mailbox, at=NOW)
    monkeypatch.setattr(reading, "MOST_AT_ONCE", 2)
    for number in range(3):
        put(numbered(number), folder="Sent")
    reading.read_mailbox(sandbox_mailbox, at=LATER)
    assert looks() == {"INBOX": (False, LATER), "Sent": (True, NOW)}
    reading.read_mailbox(sandbox_mailbox, at=LATER)
    assert looks()["Sent"] == (True, LATER)


def test_a_look_that_broke_off_is_no_look(
    sandbox_mailbox: Mailbox, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading.read_mailbox(sandbox_mailbox, at=NOW)
    put(numbered(1), folder="Sent")

    def broken(reader: MaildirReader, asked: Sequence[int]) -> Iterator[Fetched]:
        raise ReadError("The line broke.", permanent=False, code="broken_off")

    monkeypatch.setattr(MaildirReader, "fetch", broken)
    reading.read_mailbox(sandbox_mailbox, at=LATER)
    assert looks() == {"INBOX": (False, LATER), "Sent": (True, NOW)}


def test_a_report_and_a_notice_of_absence_keep_what_they_say(
    sandbox_mailbox: Mailbox, put: Put
) -> None:
    put(report())
    put(
        mail("Auto-Submitted: auto-replied", "Away until 24 November 2026.\n").replace(
            b"<reply-1@", b"<away@"
        )
    )
    reading.read_mailbox(sandbox_mailbox, at=LATER)
    found = InboundMessage.objects.order_by("uid").values_list(
        "verdict", "bounced_address", "bounce_permanent", "away_until"
    )
    assert list(found) == [
        (Verdict.BOUNCE, "aoife@corrib.example", True, None),
        (Verdict.AUTO_REPLY, "", False, date(2026, 11, 24)),
    ]


def test_in_a_renumbered_folder_a_new_answer_does_not_wait_behind_a_year_of_old_ones(
    sandbox_mailbox: Mailbox, put: Put, sandbox_folder: Path
) -> None:
    old = reading.MOST_AT_ONCE + 1
    for number in range(old):
        put(numbered(number))
    last_look = LATER + timedelta(days=30)
    counts = [reading.read_mailbox(sandbox_mailbox, at=last_look) for _again in range(2)]
    assert counts == [reading.MOST_AT_ONCE, 1]

    put(numbered(old), at=last_look + timedelta(minutes=1))
    (sandbox_folder / sandbox_mailbox.address / ".uidvalidity").write_text("99")
    assert reading.read_mailbox(sandbox_mailbox, at=last_look + timedelta(minutes=2)) == 1


def test_a_renumbered_folder_is_scanned_again_without_doubles(
    sandbox_mailbox: Mailbox, sandbox_folder: Path, put: Put
) -> None:
    home = sandbox_folder / sandbox_mailbox.address
    put(numbered(1))
    put(numbered(2))
    reading.read_mailbox(sandbox_mailbox, at=LATER)
    shutil.rmtree(home / "new")
    (home / ".last-uid").unlink()
    (home / ".uidvalidity").write_text("99")
    for number in (2, 1, 3):
        put(numbered(number))
    assert reading.read_mailbox(sandbox_mailbox, at=LATER) == 1
    assert FolderCursor.objects.get(folder="INBOX").uidvalidity == 99
    assert sorted(message.message_id for message in InboundMessage.objects.all()) == [
        f"<reply-{number}@corrib.example>" for number in (1, 2, 3)
    ]


def test_a_long_inbox_is_read_in_pieces(
    sandbox_mailbox: Mailbox, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_AT_ONCE", 3)
    for number in range(8):
        put(numbered(number))
    assert [reading.read_mailbox(sandbox_mailbox, at=LATER) for _ in range(4)] == [3, 3, 2, 0]


@pytest.mark.django_db(transaction=True)
def test_no_transaction_waits_for_a_mail_server(
    sandbox_mailbox: Mailbox, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[bool] = []

    def watched(ask: Callable[..., object]) -> Callable[..., object]:
        def asked(*given: object) -> object:
            waited.append(connection.in_atomic_block)
            return ask(*given)

        return asked

    for name in ("folders", "select", "uids_since", "uids_after", "fetch"):
        monkeypatch.setattr(MaildirReader, name, watched(getattr(MaildirReader, name)))
    put(numbered(1))
    assert reading.read_mailbox(sandbox_mailbox, at=LATER) == 1
    assert set(waited) == {False}


def test_what_was_read_before_a_failure_stays_read(
    sandbox_mailbox: Mailbox, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "KEPT_AT_ONCE", 2)
    uids = [put(numbered(number)) for number in range(5)]
    fetch = MaildirReader.fetch

    def break_off(reader: MaildirReader, asked: Sequence[int]) -> Iterator[Fetched]:
        if uids[2] in asked:
            raise ReadError("The line broke.", permanent=False, code="broken_off")
        return fetch(reader, asked)

    with monkeypatch.context() as broken:
        broken.setattr(MaildirReader, "fetch", break_off)
        assert reading.read_mailbox(sandbox_mailbox, at=LATER) == 2
    assert FolderCursor.objects.get(folder="INBOX").last_uid == uids[1]
    assert reading.read_mailbox(sandbox_mailbox, at=LATER) == 3
    assert InboundMessage.objects.count() == 5


def test_a_reader_who_was_overtaken_leaves_off(
    sandbox_mailbox: Mailbox, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(numbered(1))
    fetch = MaildirReader.fetch

    def overtaken(reader: MaildirReader, asked: Sequence[int]) -> Iterator[Fetched]:
        monkeypatch.setattr(MaildirReader, "fetch", fetch)
        put(numbered(2))
        assert reading.read_mailbox(sandbox_mailbox, at=LATER) == 2
        return fetch(reader, asked)

    monkeypatch.setattr(MaildirReader, "fetch", overtaken)
    assert reading.read_mailbox(sandbox_mailbox, at=LATER) == 0
    assert InboundMessage.objects.count() == 2
    assert reading.read_mailbox(sandbox_mailbox, at=LATER) == 0


def test_hostile_mail_blocks_nothing(sandbox_mailbox: Mailbox, put: Put) -> None:
    put(b"\0" * 1000)
    put(
        b"From: "
        + b"a" * 5000
        + b"@b\r\nSubject: "
        + b"s" * 5000
        + b"\r\nMessage-ID: <"
        + b"i" * 5000
        + b"@x>\r\n\r\n\xff\xfe\0"
    )
    put(b"References: " + b"<a@b>" * 500 + b"\r\n\r\n")
    put(numbered(1))
    assert reading.read_mailbox(sandbox_mailbox, at=LATER) == 4


def test_a_mail_we_stumble_over_is_kept_for_a_person_to_look_at(
    sandbox_mailbox: Mailbox, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(reading, "understand", stumble)
    put(mail(body="Call me\0 back.\n"))
    assert reading.read_mailbox(sandbox_mailbox, at=LATER) == 1
    assert reading.read_mailbox(sandbox_mailbox, at=LATER) == 0
    message = InboundMessage.objects.get()
    assert message.verdict == Verdict.PERSON
    assert "Call me back." in message.full_text


@pytest.mark.parametrize("where", ["read_mailbox", "understand"])
def test_the_time_limit_of_the_worker_passes_through(
    sandbox_mailbox: Mailbox, put: Put, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def take_too_long(*_: object, **__: object) -> None:
        raise SoftTimeLimitExceeded

    put(numbered(1))
    monkeypatch.setattr(reading, where, take_too_long)
    with pytest.raises(SoftTimeLimitExceeded):
        sum(reading.read_due(at=LATER))
    assert sandbox_mailbox not in mailboxes_to_read(LATER)
    assert not InboundMessage.objects.exists()


def test_a_failure_is_noted_in_words_from_its_first_moment(
    sandbox_mailbox: Mailbox, sandbox_folder: Path
) -> None:
    shutil.rmtree(sandbox_folder)
    for minutes in (1, 9):
        reading.read_mailbox(sandbox_mailbox, at=NOW + timedelta(minutes=minutes))
    sandbox_mailbox.refresh_from_db()
    assert sandbox_mailbox.state == MailboxState.FAILING
    assert sandbox_mailbox.state_note == "The sandbox mailbox is not there yet."
    assert sandbox_mailbox.state_since == NOW + timedelta(minutes=1)
    assert sandbox_mailbox.last_tried_at == NOW + timedelta(minutes=9)
    assert sandbox_mailbox.last_read_at is None


def test_a_mailbox_that_works_again_says_so(sandbox_mailbox: Mailbox) -> None:
    Mailbox.objects.update(state=MailboxState.FAILING, state_note="broken", state_since=NOW)
    reading.read_mailbox(sandbox_mailbox, at=LATER)
    sandbox_mailbox.refresh_from_db()
    assert (sandbox_mailbox.state, sandbox_mailbox.state_note) == (MailboxState.CONNECTED, "")
    assert (sandbox_mailbox.state_since, sandbox_mailbox.last_read_at) == (LATER, LATER)


def test_a_disconnected_mailbox_stays_disconnected(sandbox_mailbox: Mailbox) -> None:
    Mailbox.objects.update(state=MailboxState.DISCONNECTED)
    reading.read_mailbox(sandbox_mailbox, at=LATER)
    sandbox_mailbox.refresh_from_db()
    assert sandbox_mailbox.state == MailboxState.DISCONNECTED


def test_a_secret_that_does_not_open_is_a_failure_in_words(db: None) -> None:
    mailbox = MailboxFactory.create()
    assert reading.read_mailbox(mailbox, at=LATER) == 0
    mailbox.refresh_from_db()
    assert mailbox.state == MailboxState.FAILING
    assert "cannot be opened" in mailbox.state_note


def test_every_due_mailbox_is_read_and_a_broken_one_holds_up_nobody(
    sandbox_mailbox: Mailbox, put: Put
) -> None:
    MailboxFactory.create()
    put(numbered(1))
    assert sum(reading.read_due(at=LATER)) == 1


@pytest.mark.django_db(transaction=True, databases=["default", "worker"])
def test_the_worker_reads_and_two_readers_never_meet(sandbox_mailbox: Mailbox, put: Put) -> None:
    put(numbered(1))
    with transaction.atomic(using="worker"), connections["worker"].cursor() as other:
        other.execute(
            "SELECT pg_advisory_xact_lock(%s, %s)", [reading._LOCK_CLASS, sandbox_mailbox.pk]
        )
        assert reading.read_mailbox(sandbox_mailbox, at=LATER) == 0
    assert reading.read_mailbox(sandbox_mailbox, at=LATER) == 1


@pytest.mark.django_db(transaction=True, databases=["default", "worker"])
def test_the_worker_notes_how_reading_went_and_changes_nothing_else(
    sandbox_mailbox: Mailbox,
) -> None:
    with connections["worker"].cursor() as worker:
        worker.execute("UPDATE mailbox_mailbox SET state_note = 'x', last_read_at = now()")
        assert worker.rowcount == 1
    for column in ("smtp_host", "imap_host", "address", "smtp_username", "display_name"):
        assert refused_of_worker(f"UPDATE mailbox_mailbox SET {column} = 'evil.example'") == "EA302"
    assert refused_of_worker("SELECT sealed FROM mailbox_sendsecret") == "42501"
    assert refused_of_worker("UPDATE mailbox_readsecret SET sealed = ''") == "42501"
    assert refused_of_worker("DELETE FROM mailbox_mailbox") == "42501"
    assert refused_of_worker("INSERT INTO mailbox_mailbox (address) VALUES ('x')") == "42501"


def refused_of_worker(statement: str) -> str:
    with connections["worker"].cursor() as worker, pytest.raises(DatabaseError) as caught:
        worker.execute(statement)
    cause = caught.value.__cause__
    assert isinstance(cause, psycopg.Error)
    return str(cause.sqlstate)


@pytest.mark.django_db
def test_a_mailbox_keeps_its_owner(sandbox_mailbox: Mailbox) -> None:
    other = MailboxFactory.create()
    with pytest.raises(Exception, match="keeps its owner"):
        Mailbox.objects.filter(pk=other.pk).update(owner=sandbox_mailbox.owner)
