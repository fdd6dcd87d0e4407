"""Who plays whom. An address plays the same part every time, on every machine."""

import json
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

CAST_FILE = "cast.json"


class Part(StrEnum):
    INTERESTED = "interested"
    NOT_NOW = "not_now"
    NO = "no"
    ANGRY_NO = "angry_no"
    REFERRAL = "referral"
    WRONG_PERSON = "wrong_person"
    STOP = "stop"
    COLLEAGUE = "colleague"
    AWAY = "away"
    AWAY_GERMAN = "away_german"
    BOUNCES = "bounces"
    REFUSED = "refused"
    SILENT = "silent"


AUTOMATIC_PARTS = frozenset({Part.AWAY, Part.AWAY_GERMAN, Part.BOUNCES})

# of a hundred people: what the demo's assumed funnel says, in the same order
_SHARES = (
    (Part.INTERESTED, 6),
    (Part.NOT_NOW, 6),
    (Part.NO, 8),
    (Part.ANGRY_NO, 1),
    (Part.REFERRAL, 2),
    (Part.COLLEAGUE, 1),
    (Part.WRONG_PERSON, 2),
    (Part.STOP, 1),
    (Part.AWAY, 10),
    (Part.AWAY_GERMAN, 4),
    (Part.BOUNCES, 2),
    (Part.REFUSED, 1),
)
# of a hundred who answer: at which letter (five letters carry the ten attempts' shares)
_FIRST_ANSWER = ((1, 37), (2, 25), (3, 17), (4, 12), (5, 9))


@dataclass(frozen=True)
class Role:
    """One person's part: what they do, at which letter, and a number that varies the wording."""

    part: Part
    at_letter: int
    variant: int


def role_of(address: str, cast: dict[str, str]) -> Role:
    """The part in the cast list, else one drawn by the address itself."""
    digest = sha256(address.encode()).digest()
    drawn, letter, variant = (int.from_bytes(digest[place : place + 4]) for place in (0, 4, 8))
    given = cast.get(address, "")
    if given in Part:
        return Role(Part(given), 1, variant)
    part = _drawn(drawn % 100)
    at_letter = 1 if part in AUTOMATIC_PARTS else _letter(letter % 100)
    return Role(part, at_letter, variant)


def read_cast(root: Path) -> dict[str, str]:
    """The list of people with a fixed part; empty when nobody wrote one."""
    try:
        found = json.loads((root / CAST_FILE).read_text())
    except (OSError, ValueError):
        return {}
    return (
        {str(address): str(part) for address, part in found.items()}
        if isinstance(found, dict)
        else {}
    )


def write_cast(root: Path, cast: dict[str, Part]) -> None:
    """Give people a fixed part, beside those who have one already."""
    root.mkdir(parents=True, exist_ok=True)
    waiting = root / f"{CAST_FILE}.new"
    waiting.write_text(
        json.dumps(read_cast(root) | {who: part.value for who, part in cast.items()})
    )
    waiting.replace(root / CAST_FILE)


def _drawn(number: int) -> Part:
    below = 0
    for part, share in _SHARES:
        below += share
        if number < below:
            return part
    return Part.SILENT


def _letter(number: int) -> int:
    below = 0
    for letter, share in _FIRST_ANSWER:
        below += share
        if number < below:
            return letter
    return 1
