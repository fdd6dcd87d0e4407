"""What reading a mailbox needs, whatever stands behind it. `ImapReader` and `MaildirReader` keep the same contract."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

# Text comes first in a mail; what lies beyond is attachments, and a 20 MB mail must not fill the worker.
LONGEST_MAIL = 300_000
INBOX = "INBOX"


@dataclass(frozen=True)
class Folder:
    name: str
    holds_own_mail: bool


@dataclass(frozen=True)
class FolderStatus:
    """`uidvalidity` changes when the server has renumbered; then every remembered UID is void."""

    uidvalidity: int
    next_uid: int


@dataclass(frozen=True)
class Fetched:
    """One mail, cut off after LONGEST_MAIL bytes."""

    uid: int
    raw: bytes
    received_at: datetime


class Reader(Protocol):
    """Reads and never changes anything: no flag, no folder, no message. Every method may raise ReadError."""

    def folders(self) -> list[Folder]:
        """The inbox first, then the folder of sent mail where there is one."""
        ...

    def select(self, folder: str) -> FolderStatus: ...

    def uids_after(self, uid: int) -> list[int]:
        """In the selected folder, ascending."""
        ...

    def uids_since(self, day: date) -> list[int]:
        """In the selected folder, received on `day` or later, ascending."""
        ...

    def fetch(self, uids: Sequence[int]) -> Iterator[Fetched]: ...

    def close(self) -> None: ...
