"""The name of a company as people write and say it: found in a text however it is spaced, spelled or shortened."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

# What a register adds to the name that people say.
LEGAL_FORMS = frozenset(
    "ltd limited llc llp plc inc incorporated corp corporation co company gmbh ag kg mbh ug ohg sa sas"
    " sarl srl spa sl bv nv vof ab as asa oy oyj aps kft sro doo zoo sp spz dac clg teo teoranta pty"
    " group gruppe holding holdings international the and und et".split()
)
# A word of these says nothing about who it is.
KINDS = frozenset(
    "hotel school clinic college hospital bank farm foods homes house holm logistics transport freight"
    " haulage bakery brewery museum library university council practice surgery services solutions systems"
    " energy water care health media studio partners consulting".split()
)
# Before and behind a name that somebody wrote small: `at acme we`, `like acme did`.
LEADS_TO_A_NAME = frozenset("at for with like from by".split())
FOLLOWS_A_NAME = frozenset(
    "and or we they who in has had have did does said says was were is cut moved went came now then last this".split()
)
WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
MOST_WORDS = 4_000
FEWEST = 3  # letters of a name that is known however it is written; `HP` is one in capitals alone


class Word(NamedTuple):
    letters: str
    start: int
    end: int


def letters_of(name: str) -> str:
    """`kellysbakery` of `Kelly’s Bakery Ltd`: however it is spaced, and with or without its apostrophe."""
    return "".join(core_of(word.letters for word in _words(name)))


def is_named(text: str, name: str) -> bool:
    """Whether a reader would know them by these words."""
    return place_of(text, letters_of(name)) is not None


def core_of(words: Iterable[str]) -> list[str]:
    """Without its legal form, and without `Hotel` where more is left."""
    kept = [word for word in words if word not in LEGAL_FORMS]
    while len(kept) > 2 and kept[-1] in KINDS:
        kept.pop()
    return kept


def folded(text: str) -> str:
    """Small letters, composed and without accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def is_read_whole(text: str) -> bool:
    """Whether no name could stand behind the last word that is read."""
    return sum(1 for _word in WORD.finditer(text)) <= MOST_WORDS


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[Word, ...]:
    found = islice(WORD.finditer(text), MOST_WORDS)
    return tuple(Word(_letters(each.group()), *each.span()) for each in found)


def _letters(written: str) -> str:
    return "".join(letter for letter in folded(written) if letter.isalnum())


def place_of(text: str, name: str) -> tuple[int, int] | None:
    """Where its letters (`letters_of`) stand one word after another, written like a name."""
    words = _words(text) if len(name) > 1 else ()
    for index, word in enumerate(words):
        last = _spells(name, words[index : index + len(name)]) if name[0] == word.letters[:1] else 0
        if not last:
            continue
        end = words[index + last - 1].end
        if len(name) < FEWEST:
            is_name = text[word.start : word.start + len(name)].isupper()
        else:
            is_small = text[word.start : end].islower()
            is_name = last > 1 or not is_small or _reads_as_a_name(words, index)
        if is_name:
            return word.start, end
    return None


def _spells(name: str, words: tuple[Word, ...]) -> int:
    """How many of the words spell the name, `and` left out; 0 when they do not."""
    joined = ""
    for count, word in enumerate(words, start=1):
        if joined and word.letters in LEGAL_FORMS and not name.startswith(joined + word.letters):
            continue
        joined += word.letters
        if joined in (name, f"{name}s"):
            return count
        if not name.startswith(joined):
            return 0
    return 0


def _reads_as_a_name(words: tuple[Word, ...], index: int) -> bool:
    """`acme` in `as they do at acme.`; not `apple` in `an apple`."""
    before = words[index - 1].letters if index else ""
    after = words[index + 1].letters if index + 1 < len(words) else ""
    ends = not after or words[index + 1].start - words[index].end > 1
    return before in LEADS_TO_A_NAME and (ends or after in FOLLOWS_A_NAME)
