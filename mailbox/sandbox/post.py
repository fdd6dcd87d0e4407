"""Mail that is on its way: what will arrive, when, and who has been written to how often. Files, so a restart loses nothing."""

import json
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from mailbox.sandbox.addresses import maildir_of
from mailbox.sandbox.answers import answer, read_letter
from mailbox.sandbox.cast import Role, read_cast, role_of
from mailbox.sandbox.maildirs import deliver

_SHORTEST_DELAY = 60
_DELAY_RANGE = 240
_POST = ".post"
_PEOPLE = ".people"


@dataclass(frozen=True)
class PostOffice:
    """`speed` divides the one to five minutes that people take to answer."""

    root: Path
    speed: float = 1.0

    def accept(self, raw: bytes, *, sender: str, recipient: str, at: datetime) -> None:
        """Count the letter and put the answer, if there is one, in the post."""
        role = role_of(recipient, read_cast(self.root))
        if self._count_letter(recipient) != role.at_letter:
            return
        due = at + self._delay(recipient)
        written = answer(role, read_letter(raw, sender=sender, recipient=recipient), at=due)
        if written is not None:
            self._post(written, sender, due)

    def deliver_due(self, at: datetime) -> int:
        """Everything whose time has come lands in its Maildir. Returns how many."""
        count = 0
        for path in sorted((self.root / _POST).glob("*.eml")):
            due, address, raw = _open(path)
            if due > at:
                break
            deliver(maildir_of(self.root, address), raw)
            path.unlink()
            count += 1
        return count

    def role(self, recipient: str) -> Role:
        return role_of(recipient, read_cast(self.root))

    def _delay(self, recipient: str) -> timedelta:
        drawn = int.from_bytes(sha256(f"delay {recipient}".encode()).digest()[:4])
        return timedelta(seconds=(_SHORTEST_DELAY + drawn % _DELAY_RANGE) / self.speed)

    def _count_letter(self, recipient: str) -> int:
        folder = self.root / _PEOPLE
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{recipient}.json"
        letters = 1
        with suppress(OSError, ValueError, KeyError, TypeError):
            letters = int(json.loads(path.read_text())["letters"]) + 1
        path.write_text(json.dumps({"letters": letters}))
        return letters

    def _post(self, raw: bytes, address: str, due: datetime) -> None:
        folder = self.root / _POST
        folder.mkdir(parents=True, exist_ok=True)
        stem = f"{int(due.timestamp() * 1000):015d}-{secrets.token_hex(4)}"
        waiting = folder / f"{stem}.tmp"
        waiting.write_bytes(address.encode() + b"\n" + raw)
        waiting.rename(folder / f"{stem}.eml")


def _open(path: Path) -> tuple[datetime, str, bytes]:
    address, _newline, raw = path.read_bytes().partition(b"\n")
    due = datetime.fromtimestamp(int(path.stem.partition("-")[0]) / 1000, UTC)
    return due, address.decode(), raw
