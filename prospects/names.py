"""Names are kept as people write them. Here is what tidying may touch and what deserves a look."""

from __future__ import annotations

import re
import unicodedata

from prospects.enums import RowLook

LONGEST = 200
SIGN = "\u241f"

_LETTERS = re.compile(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+)*\.?")
_HONORIFICS = frozenset(
    "dr prof professor mr mrs ms mx miss sir dame ing dipl herr frau mme".split()
)
_AFTER_NAME = re.compile(
    r",\s*(?:ph\.?d|mba|m\.?sc|b\.?sc|cpa|cfa|esq|md|jr|sr|pmp)\b", re.IGNORECASE
)


def name_in(address: str) -> str:
    """The name that an address of the shape robin.hale@ spells; "" of any other. To be checked by a person."""
    words = address.partition("@")[0].split(".")
    spells = len(words) > 1 and all(word.isalpha() and len(word) > 1 for word in words)
    return " ".join(word.capitalize() for word in words) if spells else ""


def tidy(text: str) -> str:
    """The text in one form of Unicode (NFC), without spaces around or doubled inside."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def looks(name: str, email: str = "") -> list[RowLook]:
    """What a person should look at before this name greets anyone."""
    found: list[RowLook] = []
    if not _LETTERS.fullmatch(name):
        found += _odd_signs(name)
    if name.isupper() and len(name) > 3:
        found.append(RowLook.ALL_CAPITALS)
    elif name.islower():
        found.append(RowLook.ALL_SMALL)
    words = name.split()
    titled = "," in name and _AFTER_NAME.search(name)
    if titled or (words and words[0].rstrip(".").lower() in _HONORIFICS):
        found.append(RowLook.HONORIFIC)
    elif len(words) > 1 and _swapped(words, email):
        found.append(RowLook.SWAPPED)
    return found


def _odd_signs(name: str) -> list[RowLook]:
    found: list[RowLook] = []
    if any(unicodedata.category(letter) in {"So", "Sk", "Co"} for letter in name):
        found.append(RowLook.EMOJI)
    if any(letter.isdigit() for letter in name):
        found.append(RowLook.DIGITS)
    return found


def _swapped(words: list[str], email: str) -> bool:
    """ "Byrne, Aoife", or "Byrne Aoife" whose address begins aoife.byrne."""
    if words[0].endswith(","):
        return True
    first, dot, last = email.partition("@")[0].lower().partition(".")
    if not dot or first == last:
        return False
    return (first, last) == (_bare(words[-1]), _bare(words[0]))


def _bare(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in decomposed if letter.isalpha())
