"""A copy of what left, in the rep's own sent mail: their mail program shows it, and an unknown outcome can be looked up."""

import logging
from typing import Protocol

from imapclient import SEEN
from imapclient.imapclient import SENT

from mailbox.enums import MailboxKind
from mailbox.inbound.accounts import ReadableMailbox, reading_account
from mailbox.inbound.errors import ReadError
from mailbox.inbound.imap_connection import PATIENCE_OF_A_PERSON_SECONDS, signed_in

log = logging.getLogger(__name__)

# Gmail files what it sends by itself and would show an appended copy twice
_FILES_BY_ITSELF = "X-GM-EXT-1"


class CopyingMailbox(ReadableMailbox, Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def pk(self) -> int: ...


def keep_copy(mailbox: CopyingMailbox, raw: bytes) -> bool:
    """After the server accepted a letter: file it as sent. Best effort; False when no copy was made here.

    The sandbox's server keeps its own copy.
    """
    if mailbox.kind == MailboxKind.SANDBOX:
        return False
    try:
        with signed_in(reading_account(mailbox), seconds=PATIENCE_OF_A_PERSON_SECONDS) as client:
            folder = client.find_special_folder(SENT)
            if not folder or client.has_capability(_FILES_BY_ITSELF):
                return False
            client.append(folder, raw, flags=(SEEN,))
    except ReadError as error:
        log.warning("no copy in the sent mail of mailbox %s: %s", mailbox.pk, error.code)
        return False
    return True
