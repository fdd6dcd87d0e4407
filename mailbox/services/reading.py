"""Read what came into a mailbox, a few mails at a time: fetched first, then rows and cursor in one transaction.

No transaction waits for a mail server: the database ends one that idles.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from itertools import batched
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from mailbox.enums import MailboxKind, Verdict
from mailbox.inbound.accounts import reading_account
from mailbox.inbound.errors import ReadError
from mailbox.inbound.imap import ImapReader
from mailbox.inbound.imap_connection import WHOLE_CONVERSATION_SECONDS, signed_in
from mailbox.inbound.letter import Understood, as_it_came, understand
from mailbox.inbound.maildir import MaildirReader
from mailbox.inbound.reader import INBOX, Fetched, Folder, FolderStatus, Reader
from mailbox.models import FolderCursor, InboundMessage, Mailbox
from mailbox.sandbox.home import sandbox_home
from mailbox.selectors.due import mailboxes_to_read
from mailbox.services.noting import note_trouble, note_works
from team.languages import for_others

log = logging.getLogger(__name__)

# the advisory lock's class: one reader a mailbox, whoever it is
_LOCK_CLASS = 0x4D41494C
MOST_AT_ONCE = 200
KEPT_AT_ONCE = 10
# a person who pressed Send waits for a look
LOOK_SECONDS = 3.0
LOOK_AGAIN_SECONDS = 0.1


class _ReadElsewhere(Exception):
    """Another process is reading this mailbox, or has read it meanwhile."""


def read_due(*, at: datetime, then: Callable[[Mailbox], object] | None = None) -> Iterator[int]:
    """Read every mailbox whose time has come, MAILBOXES_AT_ONCE of them side by side; how many mails each brought.

    `then` is called at once for each that brought something, on the connection on which it was read. One that fails is noted, one that hangs keeps its own thread waiting and nobody else. Each is marked as tried
    before it is read, so that one that fails in an unknown way goes to the end of the line. The worker's time limit
    passes through.
    """
    due = list(mailboxes_to_read(at))
    side_by_side = min(settings.MAILBOXES_AT_ONCE, len(due))
    if side_by_side <= 1:
        yield from (_read_claimed(mailbox, at, then) for mailbox in due)
        return
    threads = ThreadPoolExecutor(side_by_side, thread_name_prefix="reader")
    try:
        started = [threads.submit(_read_on_its_own, mailbox, at, then) for mailbox in due]
        yield from (each.result() for each in as_completed(started))
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


def _read_on_its_own(
    mailbox: Mailbox, at: datetime, then: Callable[[Mailbox], object] | None
) -> int:
    """In a thread, which has a connection of its own to the database and leaves none behind."""
    try:
        return _read_claimed(mailbox, at, then)
    finally:
        connection.close()


def _read_claimed(mailbox: Mailbox, at: datetime, then: Callable[[Mailbox], object] | None) -> int:
    if not _claim(mailbox, at):
        return 0
    try:
        count = read_mailbox(mailbox, at=at)
        if count and then is not None:
            then(mailbox)
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        log.exception("mailbox %s could not be read", mailbox.pk)
        with suppress(DatabaseError):
            with for_others():
                sentence = _("Something unexpected kept us from reading it.")
            note_trouble(mailbox, sentence, at=at)
        return 0
    return count


def read_mailbox(mailbox: Mailbox, *, at: datetime) -> int:
    """Take in what is new, up to MOST_AT_ONCE mails a folder, and return how many.

    Leaves off when another process is reading it. A failure is written on the mailbox in words, with the moment it
    began; what was read before the failure stays read.
    """
    count = 0
    try:
        with open_reader(mailbox) as reader:
            for folder in reader.folders():
                for kept in _read_folder(mailbox, reader, folder, at):
                    count += kept
    except _ReadElsewhere:
        return count
    except ReadError as error:
        note_trouble(mailbox, error.sentence, at=at)
        Mailbox.objects.filter(pk=mailbox.pk).update(last_tried_at=at)
    else:
        note_works(mailbox, at=at)
        Mailbox.objects.filter(pk=mailbox.pk).update(last_read_at=at, last_tried_at=at)
    return count


def look(mailbox: Mailbox, *, at: datetime, seconds: float = LOOK_SECONDS) -> bool:
    """Take in what came into the inbox, while a person waits; whether it was read to its end.

    Writes nothing where nothing is new. Waits for another process that is reading it. A sign-in that is refused is
    written on the mailbox; a server that was merely too slow for a look is the worker's to judge.
    """
    if not mailbox.is_connected:
        return False
    until = time.monotonic() + seconds
    for _again in range(int(seconds / LOOK_AGAIN_SECONDS)):
        try:
            with open_reader(mailbox, seconds=max(until - time.monotonic(), 0)) as reader:
                inbox = Folder(INBOX, holds_own_mail=False)
                for _kept in _read_folder(mailbox, reader, inbox, at, is_look=True):
                    if time.monotonic() > until:
                        return False
            return True
        except _ReadElsewhere:
            time.sleep(LOOK_AGAIN_SECONDS)
        except ReadError as error:
            log.warning("no look into mailbox %s before sending: %s", mailbox.pk, error.code)
            if error.permanent:
                note_trouble(mailbox, error.sentence, at=at)
            return False
    return False


@contextmanager
def open_reader(
    mailbox: Mailbox,
    password: str | None = None,
    *,
    seconds: float = WHOLE_CONVERSATION_SECONDS,
) -> Iterator[Reader]:
    """Sign in to read, with `password` or the stored one. Raises ReadError with a sentence."""
    if mailbox.kind == MailboxKind.SANDBOX:
        yield MaildirReader(sandbox_home(mailbox.address))
        return
    with signed_in(reading_account(mailbox, password), seconds=seconds) as client:
        yield ImapReader(client)


def _claim(mailbox: Mailbox, at: datetime) -> bool:
    untried = Mailbox.objects.filter(pk=mailbox.pk, last_tried_at=mailbox.last_tried_at)
    return bool(untried.update(last_tried_at=at))


def _read_folder(
    mailbox: Mailbox, reader: Reader, folder: Folder, at: datetime, *, is_look: bool = False
) -> Iterator[int]:
    """How many mails were kept, a piece of the folder at a time."""
    status = reader.select(folder.name)
    cursor = _cursor(mailbox, folder)
    waiting = _new_uids(mailbox, reader, status, cursor)
    uids = waiting[:MOST_AT_ONCE]
    for few in batched(uids, KEPT_AT_ONCE):
        # mail from before the connection is nobody's business; what is left is understood before any lock is taken
        recent = (mail for mail in reader.fetch(few) if mail.received_at >= mailbox.connected_at)
        mails = [(mail, _understood(mailbox, folder, mail)) for mail in recent]
        kept, cursor = _keep(mailbox, folder, status, mails, at, last=few[-1], cursor=cursor)
        yield kept
    if not uids and (cursor is None or cursor.uidvalidity != status.uidvalidity):
        kept, _moved = _keep(
            mailbox, folder, status, [], at, last=status.next_uid - 1, cursor=cursor
        )
        yield kept
    if len(waiting) <= MOST_AT_ONCE and not is_look:
        FolderCursor.objects.filter(mailbox=mailbox, folder=folder.name).update(
            holds_own_mail=folder.holds_own_mail, read_through_at=at
        )


@transaction.atomic
def _keep(
    mailbox: Mailbox,
    folder: Folder,
    status: FolderStatus,
    mails: Sequence[tuple[Fetched, Understood]],
    at: datetime,
    *,
    last: int,
    cursor: FolderCursor | None,
) -> tuple[int, FolderCursor]:
    """Rows and cursor together, unless the cursor has moved since `cursor` was read."""
    if not _take_lock(mailbox) or _place(_cursor(mailbox, folder)) != _place(cursor):
        raise _ReadElsewhere
    count = _take_in(mailbox, folder, status, mails, at)
    moved, _created = FolderCursor.objects.update_or_create(
        mailbox=mailbox,
        folder=folder.name,
        defaults={"uidvalidity": status.uidvalidity, "last_uid": last},
    )
    return count, moved


def _take_lock(mailbox: Mailbox) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCK_CLASS, mailbox.pk])
        row = cursor.fetchone()
    return bool(row and row[0])


def _cursor(mailbox: Mailbox, folder: Folder) -> FolderCursor | None:
    return FolderCursor.objects.filter(mailbox=mailbox, folder=folder.name).first()


def _place(cursor: FolderCursor | None) -> tuple[int, int] | None:
    return (cursor.uidvalidity, cursor.last_uid) if cursor else None


def _new_uids(
    mailbox: Mailbox, reader: Reader, status: FolderStatus, cursor: FolderCursor | None
) -> Sequence[int]:
    """After the cursor; else everything since the folder was last read to its end, or since the mailbox was connected.

    A renumbered folder with a year in it would keep a new answer waiting for hours.
    """
    if cursor is not None and cursor.uidvalidity == status.uidvalidity:
        return reader.uids_after(cursor.last_uid)
    # a day earlier: servers count days in their own zone, and older mail is left out below anyway
    read_through = cursor.read_through_at if cursor is not None else None
    since = max(mailbox.connected_at, read_through or mailbox.connected_at)
    return reader.uids_since(since.date() - timedelta(days=1))


def _take_in(
    mailbox: Mailbox,
    folder: Folder,
    status: FolderStatus,
    mails: Sequence[tuple[Fetched, Understood]],
    at: datetime,
) -> int:
    """Keep mails, unless they are known by their number or under an earlier numbering."""
    if not mails:
        return 0
    kept = InboundMessage.objects.filter(mailbox=mailbox, folder=folder.name)
    names = [understood.message_id for _mail, understood in mails]
    renumbered = set(
        kept.filter(message_id__in=names)
        .exclude(uidvalidity=status.uidvalidity)
        .values_list("message_id", flat=True)
    )
    numbers = kept.filter(uidvalidity=status.uidvalidity, uid__in=[mail.uid for mail, _ in mails])
    known = set(numbers.values_list("uid", flat=True))
    new = [
        InboundMessage(
            mailbox=mailbox,
            folder=folder.name,
            in_own_folder=folder.holds_own_mail,
            uidvalidity=status.uidvalidity,
            uid=mail.uid,
            **_columns(understood, mail, at),
        )
        for mail, understood in mails
        if mail.uid not in known and understood.message_id not in renumbered
    ]
    return len(InboundMessage.objects.bulk_create(new))


def _understood(mailbox: Mailbox, folder: Folder, mail: Fetched) -> Understood:
    try:
        return understand(
            mail.raw,
            own_address=mailbox.address,
            in_own_folder=folder.holds_own_mail,
            received_at=mail.received_at,
        )
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        log.exception("mail %s of mailbox %s could not be understood", mail.uid, mailbox.pk)
        return as_it_came(mail.raw)


def _columns(understood: Understood, mail: Fetched, at: datetime) -> dict[str, Any]:
    return {
        "message_id": understood.message_id,
        "original_ids": list(understood.original_ids),
        "in_reply_to": understood.in_reply_to,
        "references": list(understood.references),
        "from_address": understood.from_address,
        "from_name": understood.from_name,
        "to": list(understood.to),
        "subject": understood.subject,
        "text": understood.text,
        "full_text": understood.full_text,
        "html": understood.html,
        "received_at": mail.received_at,
        "read_at": at,
        "verdict": Verdict(understood.verdict),
        "bounced_address": understood.bounced_address,
        "bounce_permanent": understood.bounce_permanent,
        "away_until": understood.away_until,
    }
