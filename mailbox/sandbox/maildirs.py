"""Writing into Maildirs with UIDs, from several processes at once."""

import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from mailbox.inbound.maildir import SENT, UID_DIGITS, VALIDITY_FILE, folder_path, mail_files
from mailbox.inbound.reader import INBOX

_LAST_UID_FILE = ".last-uid"
_LOCK_FILE = ".lock"


def make_maildir(root: Path) -> None:
    """An inbox and a folder of sent mail. Does nothing when they are there."""
    for folder in (INBOX, SENT):
        path = folder_path(root, folder)
        for part in ("tmp", "new", "cur"):
            (path / part).mkdir(parents=True, exist_ok=True)
        with _locked(path):
            if not (path / VALIDITY_FILE).exists():
                _replace(path / VALIDITY_FILE, str(int(time.time())))


def deliver(root: Path, raw: bytes, *, folder: str = INBOX, at: datetime | None = None) -> int:
    """Put one mail into a folder and return its UID. It appears whole or not at all."""
    make_maildir(root)
    path = folder_path(root, folder)
    with _locked(path):
        uid = _next_uid(path)
        name = f"{uid:0{UID_DIGITS}d}.{secrets.token_hex(6)}.sandbox"
        waiting = path / "tmp" / name
        waiting.write_bytes(raw)
        if at is not None:
            os.utime(waiting, (at.timestamp(), at.timestamp()))
        waiting.rename(path / "new" / name)
        _replace(path / _LAST_UID_FILE, str(uid))
    return uid


def _next_uid(path: Path) -> int:
    """Above everything ever given out here, also when the counter was lost in a crash."""
    try:
        last = int((path / _LAST_UID_FILE).read_text())
    except (OSError, ValueError):
        last = 0
    return max(last, max(mail_files(path), default=0)) + 1


def _replace(path: Path, text: str) -> None:
    waiting = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    waiting.write_text(text)
    waiting.replace(path)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with (path / _LOCK_FILE).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
