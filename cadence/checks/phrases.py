"""Phrases as people bend them: `follow* up`, `have|had ... chance to`. Cheap however long the text.

One phrase a line, or several with `;` between. A word stands for itself, `circl*` for every word
that begins so, `a|b` for either, `word?` may be left out, and `...` skips up to three words. A
phrase never runs over the end of a sentence. Words are compared small, without accents, and with
`haven't` read as `have not`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from prospects.company_names import folded

from .text import MOST_READ, Found

MOST_WORDS: Final = 600  # whatever is longer is no letter, and is told so by its length
LONG: Final = 200  # words, beyond which a phrase is asked for its words before its places
LONGEST_GAP = 3
KEY = 3  # phrases are looked up by the first letters of their first word
WORD = re.compile(r"e-mail[a-z]{0,4}|[^\W_]+(?:['’ʼ][^\W_]+)?", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?…][)\"'”’]?\s|\n[ \t\r]*\n|[.!?…]$")
GAP = "..."
ENDINGS = {"ll": "will", "ve": "have", "re": "are", "m": "am", "d": "would"}
IRREGULAR = {"can't": ("can", "not"), "won't": ("will", "not"), "let's": ("let", "us")}
WITH_IS = frozenset(
    "it that what there here who he she where how when this everything nothing".split()
)


class Token(NamedTuple):
    """One word, its place in the text, and the number of the sentence that it stands in."""

    word: str
    start: int
    end: int
    sentence: int


class Element(NamedTuple):
    """One word of a phrase: what it may be, what it may begin with, whether it may be missing."""

    words: frozenset[str]
    stems: tuple[str, ...]
    optional: bool
    gap: bool

    def fits(self, word: str) -> bool:
        return word in self.words or (bool(self.stems) and word.startswith(self.stems))

    def may_be_in(self, words: frozenset[str]) -> bool:
        return (
            self.gap
            or self.optional
            or not self.words.isdisjoint(words)
            or (bool(self.stems) and any(word.startswith(self.stems) for word in words))
        )


class Phrases:
    """A list of phrases, ready to be looked for."""

    def __init__(self, written: str, *, unless: str = "") -> None:
        """`unless`: a find that overlaps one of these is none."""
        self._by_key: dict[str, list[tuple[Element, ...]]] = {}
        self._unless = Phrases(unless) if unless else None
        for phrase in map(str.strip, re.split(r"[\n;]", written)):
            elements = tuple(map(_element, phrase.removesuffix("...").split()))
            for key in _keys(elements[0]) if elements else ():
                self._by_key.setdefault(key, []).append(elements)

    def find(self, text: str) -> Found | None:
        """The first find in the text."""
        return next(self.finds(text), None)

    def finds(self, text: str) -> Iterator[Found]:
        """Every find, in the order of the text; at most one begins at a word."""
        found = tokens(text)
        for first, last in self._places(found):
            start, end = found[first].start, found[last].end
            yield Found(" ".join(text[start:end].split()), start, end)

    def _places(self, found: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
        allowed = self._unless._covered(found) if self._unless else frozenset()
        hopeless = self._hopeless(found) if len(found) > LONG else frozenset()
        for index, token in enumerate(found):
            for elements in self._by_key.get(token.word[:KEY], ()):
                last = None if elements in hopeless else _match(elements, found, index)
                if last is None:
                    continue
                if allowed.isdisjoint(range(index, last + 1)):
                    yield index, last
                    break

    def _hopeless(self, found: tuple[Token, ...]) -> frozenset[tuple[Element, ...]]:
        """Phrases with a word that stands nowhere in the text: asked once where they would be asked often."""
        words = frozenset(token.word for token in found)
        tried = {
            elements
            for key in {word[:KEY] for word in words}
            for elements in self._by_key.get(key, ())
        }
        return frozenset(
            elements
            for elements in tried
            if not all(element.may_be_in(words) for element in elements)
        )

    def _covered(self, found: tuple[Token, ...]) -> frozenset[int]:
        """The numbers of all words that stand in a find."""
        places = self._places(found)
        return frozenset(number for first, last in places for number in range(first, last + 1))


@lru_cache(maxsize=16)
def own_phrases(lines: tuple[str, ...]) -> Phrases:
    """What an admin added. Kept by its very words, so that no older list is ever found for them."""
    return Phrases("\n".join(lines))


def as_written(typed: str) -> str:
    """A phrase that somebody typed, as phrases are compared: `Don't wait!` as `do not wait`.

    Raises ValueError for one that could not be looked for.
    """
    words = typed.rstrip(" !?,:.").split() if not typed.rstrip().endswith(GAP) else typed.split()
    spoken = " ".join(
        folded(word)
        if word == GAP or word.strip("*?|") != word or "|" in word
        else " ".join(token.word for token in tokens(word))
        for word in words
    )
    if ";" in typed or not any(map(str.isalnum, spoken)):
        raise ValueError("There is no phrase in it.")
    Phrases(spoken)
    return spoken


@lru_cache(maxsize=32)
def tokens(text: str) -> tuple[Token, ...]:
    """The first words of a text as phrases are compared with them."""
    found: list[Token] = []
    sentence, before = 0, 0
    for match in WORD.finditer(text, 0, MOST_READ):
        if before and SENTENCE_END.search(text[before : match.start()]):
            sentence += 1
        before = match.end()
        found += (Token(word, match.start(), before, sentence) for word in _spoken(match.group()))
        if len(found) >= MOST_WORDS:
            break
    return tuple(found)


def _spoken(written: str) -> tuple[str, ...]:
    """`haven't` as `have not`, `customer's` as `customer`, `e-mail` as `email`."""
    word = folded(written).replace("-", "")
    word = word.replace("’", "'").replace("ʼ", "'")
    if "'" not in word:
        return (word,)
    if word in IRREGULAR:
        return IRREGULAR[word]
    stem, _mark, ending = word.partition("'")
    if ending == "t" and stem.endswith("n"):
        return (stem[:-1], "not")
    if ending == "s":
        return (stem, "is") if stem in WITH_IS else (stem,)
    return (stem, ENDINGS.get(ending, ending))


def _match(elements: tuple[Element, ...], found: tuple[Token, ...], start: int) -> int | None:
    """Where a match that begins at `start` ends. Most are given up at a plain word, before any set is made."""
    sentence, end = found[start].sentence, len(found)
    for number, element in enumerate(elements):
        if element.gap or element.optional:
            return _bent(elements[number:], found, start + number - 1, sentence)
        place = start + number
        if place >= end or found[place].sentence != sentence or not element.fits(found[place].word):
            return None
    return start + len(elements) - 1


def _bent(
    elements: tuple[Element, ...], found: tuple[Token, ...], last: int, sentence: int
) -> int | None:
    """The same after `last`, with gaps and words left out. Keeps every place it may have reached: no way back."""
    reached, end = {last}, len(found)
    for element in elements:
        if element.gap:
            reached = {place + skip for place in reached for skip in range(LONGEST_GAP + 1)}
            continue
        after = {
            place + 1
            for place in reached
            if place + 1 < end
            and found[place + 1].sentence == sentence
            and element.fits(found[place + 1].word)
        }
        reached = after | reached if element.optional else after
        if not reached:
            return None
    return min(reached)


def _element(written: str) -> Element:
    if written == GAP:
        return Element(frozenset(), (), optional=False, gap=True)
    optional = written.endswith("?")
    choices = [folded(choice) for choice in written.rstrip("?").split("|")]
    words = frozenset(choice for choice in choices if not choice.endswith("*"))
    stems = tuple(choice[:-1] for choice in choices if choice.endswith("*"))
    return Element(words, stems, optional, gap=False)


def _keys(first: Element) -> set[str]:
    """The first letters under which a phrase is looked up; its first word has to have them all."""
    if first.gap or first.optional or any(len(stem) < KEY for stem in first.stems):
        raise ValueError("A phrase begins with a word, or with three letters of one.")
    return {word[:KEY] for word in (*first.words, *first.stems)}
