"""Mails written for this project, and what is expected of each (index.toml).

Rules are changed while looking at one half alone; the other half, chosen by a hash of the name, says whether they
generalise. Both are tested.
"""

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from mailbox.inbound.letter import Understood, understand
from mailbox.inbound.suggestion import Suggestion, suggest

HERE = Path(__file__).parent
OUR_ID = "<letter-7.a41c@fernhill.example>"
OWN_ADDRESS = "maya@fernhill.example"
RECEIVED = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
PEOPLE = {
    "aoife": ("Aoife Ní Bhriain", "aoife@corrib.example"),
    "jonas": ("Jonas Weiß", "j.weiss@nordkai.example"),
    "chloe": ("Chloé Martin", "cmartin@entrepots-vallee.example"),
    "ines": ("Inés Robledo", "ines@friofuente.example"),
    "paolo": ("Paolo Benassi", "p.benassi@celleroma.example"),
    "sanne": ("Sanne de Wit", "sanne@koelhaven.example"),
    "tiago": ("Tiago Moura", "tiago@docasul.example"),
    "ewa": ("Ewa Zielińska", "ewa.zielinska@chlodnia.example"),
}


@dataclass(frozen=True)
class Expected:
    """One mail of the corpus. `words` is None where the separation of quotes is not in question."""

    file: str
    verdict: str
    sender: str
    about: str = ""
    found_by: str = "nobody"
    permanent: bool = False
    address: str = ""
    until: date | None = None
    stops: bool = False
    suggests: str = ""
    words: str | None = None

    @property
    def raw(self) -> bytes:
        return (HERE / self.file).read_bytes()

    @property
    def is_held_back(self) -> bool:
        """Nobody looks at these while changing a rule."""
        return sha256(self.file.encode()).digest()[0] % 2 == 1

    def understood(self) -> Understood:
        return understood(self.raw)


@cache
def corpus() -> tuple[Expected, ...]:
    index = tomllib.loads((HERE / "index.toml").read_text(encoding="utf-8"))
    return tuple(_expected(dict(row)) for row in index["mail"])


def read(raw: bytes) -> tuple[Understood, Suggestion]:
    """All that is done with a mail before a row is written, and all that is concluded from its words after."""
    found = understood(raw)
    suggestion = suggest(
        found.text or found.full_text,
        subject=found.subject,
        automatic=found.verdict == "auto_reply",
        away=found.away_until,
        received=RECEIVED.date(),
    )
    return found, suggestion


def understood(raw: bytes) -> Understood:
    return understand(raw, own_address=OWN_ADDRESS, in_own_folder=False, received_at=RECEIVED)


def _expected(row: dict[str, Any]) -> Expected:
    return Expected(sender=row.pop("from"), **row)
