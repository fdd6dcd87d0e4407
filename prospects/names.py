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
# A letter that was lost: M?ller. Two letters that an address has for one with two dots.
_LOST = re.compile(r"\w\?\w")
_DOUBLED = re.compile(r"[aou]e[^@]*@")
_SMALL_WORDS = frozenset(
    "van von der den de del della di da das dos du la le el bin ibn ter ten y e zu".split()
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
    if not _LETTERS.fullmatch(name) or (not name.isascii() and _repaired(name)):
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
    if name.isascii() and _DOUBLED.search(email) and _as_addressed(name, email) != name:
        found.append(RowLook.ACCENTS)
    return found


def suggest(name: str, email: str = "") -> str:
    """How the name may be meant, by the looks it deserves; "" when it may be right as it is."""
    found = set(looks(name, email))
    meant = _repaired(name) or name
    meant = " ".join("".join(filter(_is_no_sign, meant)).split())
    if RowLook.HONORIFIC in found:
        meant = _without_titles(meant)
    if meant.isupper() or meant.islower():
        meant = " ".join(map(_capital, meant.split()))
    if _swapped(meant.split() or [""], email):
        before, comma, after = meant.partition(",")
        *rest, last = meant.split()
        meant = f"{after.strip()} {before}" if comma else " ".join((last, *rest))
    meant = _as_addressed(meant, email)
    fits = meant != name and len(meant) <= LONGEST
    return meant if fits and "\ufffd" not in meant and "?" not in meant else ""


def _odd_signs(name: str) -> list[RowLook]:
    if _repaired(name) or "\ufffd" in name or _LOST.search(name):
        return [RowLook.BROKEN]
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


def _repaired(name: str) -> str:
    """What UTF-8 said before somebody read it as Windows text: MÃ¼ller is Müller; "" when it was not so."""
    if name.isascii():
        return ""
    try:
        meant = name.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
    return unicodedata.normalize("NFC", meant)


def _is_no_sign(letter: str) -> bool:
    return unicodedata.category(letter) not in {"So", "Sk", "Co", "Cs"} and letter != "\ufe0f"


def _without_titles(name: str) -> str:
    words = _AFTER_NAME.sub("", name).strip(" ,").split()
    while len(words) > 1 and words[0].rstrip(".").lower() in _HONORIFICS:
        words.pop(0)
    return " ".join(words)


def _capital(word: str) -> str:
    """A word that was all capitals or all small, as names are written: McDonald, O'Neil, Anne-Marie, van."""
    small = word.lower()
    if small in _SMALL_WORDS:
        return small
    for sign in ("-", "'", "’"):
        if sign in small:
            return sign.join(_capital(part) if part else "" for part in small.split(sign))
    if small.startswith("mc") and len(small) > 3:
        return "Mc" + small[2:].capitalize()
    return small.capitalize()


def _as_addressed(name: str, email: str) -> str:
    """Muller, or M?ller, is Müller where the address begins with mueller."""
    spelled = re.split(r"[._+-]", email.partition("@")[0].lower())
    return " ".join(_as_spelled(word, spelled) for word in name.split())


def _as_spelled(word: str, spelled: list[str]) -> str:
    for said in spelled:
        dotted = re.sub("[aou]e", lambda two: "äöü"["aou".index(two[0][0])], said)
        lost = re.fullmatch(re.escape(word.lower()).replace(r"\?", "."), dotted)
        if dotted != said and (_bare(dotted) == word.lower() or lost):
            return dotted.capitalize() if word[:1].isupper() else dotted
    return word
