"""A mailbox in a folder on this machine: the sandbox's side of reading, and the format its writer keeps.

A Maildir has no UIDs of its own, so the file names begin with one (`0000000007.…`) and `.uidvalidity` holds the epoch.
"""

import contextlib
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from mailbox.inbound.errors import ReadError
from mailbox.inbound.reader import INBOX, LONGEST_MAIL, Fetched, Folder, FolderStatus

SENT = "Sent"
UID_DIGITS = 10
VALIDITY_FILE = ".uidvalidity"
_WHERE_MAIL_LIES = ("new", "cur")


class MaildirReader:
    """Reads; moves nothing from `new` to `cur`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._selected = root

    def folders(self) -> list[Folder]:
        if not self._root.is_dir():
            raise _gone()
        found = [Folder(INBOX, holds_own_mail=False)]
        return (
            [*found, Folder(SENT, holds_own_mail=True)]
            if folder_path(self._root, SENT).is_dir()
            else found
        )

    def select(self, folder: str) -> FolderStatus:
        self._selected = folder_path(self._root, folder)
        try:
            validity = int((self._selected / VALIDITY_FILE).read_text())
        except (OSError, ValueError) as error:
            raise _gone() from error
        return FolderStatus(validity, max(self._files(), default=0) + 1)

    def uids_after(self, uid: int) -> list[int]:
        return sorted(number for number in self._files() if number > uid)

    def uids_since(self, day: date) -> list[int]:
        files = self._files()
        return sorted(uid for uid, path in files.items() if _received(path).date() >= day)

    def fetch(self, uids: Sequence[int]) -> Iterator[Fetched]:
        files = self._files()
        for uid in uids:
            if uid in files:
                # a file that vanished since the listing is a mail the owner deleted
                with contextlib.suppress(FileNotFoundError):
                    yield _fetched(uid, files[uid])

    def close(self) -> None:
        """Nothing is held open."""

    def _files(self) -> dict[int, Path]:
        return mail_files(self._selected)


def folder_path(root: Path, folder: str) -> Path:
    return root if folder == INBOX else root / f".{folder}"


def mail_files(folder: Path) -> dict[int, Path]:
    """Every mail of a Maildir folder by its UID."""
    found: dict[int, Path] = {}
    for name in _WHERE_MAIL_LIES:
        with contextlib.suppress(FileNotFoundError), os.scandir(folder / name) as entries:
            for entry in entries:
                uid = entry.name.partition(".")[0]
                if uid.isascii() and uid.isdigit():
                    found[int(uid)] = Path(entry.path)
    return found


def _fetched(uid: int, path: Path) -> Fetched:
    with path.open("rb") as file:
        return Fetched(uid, file.read(LONGEST_MAIL), _received(path))


def _received(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _gone() -> ReadError:
    return ReadError(_("The sandbox mailbox is not there yet."), permanent=False, code="broken_off")
