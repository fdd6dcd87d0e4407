"""Look: this says something the company has not heard from us before (R7).

Novelty is 1 minus the largest Jaccard similarity of word 3-shingles with anything said earlier.
Greeting, signature and quoted mail count on neither side.
"""

import unicodedata
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from django.utils import formats
from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Span, State
from .review import EarlierLetter, LetterUnderReview, ReviewContext
from .text import WORD, own_lines, plain

CODE = "novelty"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.POST)
SIZE = 3
MOST_WORDS = 2000  # a letter is never longer; bounds what a pasted book costs

Shingles = frozenset[tuple[str, ...]]


class PlacedWord(NamedTuple):
    text: str
    start: int
    end: int


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    own = shingles(letter.body, letter.sender_name)
    nearest = _nearest(own, letter)
    if nearest is None:
        return CheckResult(CODE, Kind.LOOK, State.PASS, _("Something new"), _("The first words."))
    earlier, similarity = nearest
    if 1 - similarity >= context.limits.novelty:
        return CheckResult(CODE, Kind.LOOK, State.PASS, _("Something new"), _("Not said before."))
    shared = own & shingles(earlier.text, letter.sender_name)
    span = _longest_run(letter, shared)
    return CheckResult(
        CODE, Kind.LOOK, State.WARN, _("Same call again"), _told(earlier, letter), span
    )


@lru_cache(maxsize=64)
def own_words(text: str, sender_name: str) -> tuple[str, ...]:
    """The words a person wrote here, small and composed, up to `MOST_WORDS`."""
    said = (_words(line.text) for line in own_lines(text, sender_name))
    return tuple(islice(chain.from_iterable(said), MOST_WORDS))


@lru_cache(maxsize=256)
def shingles(text: str, sender_name: str) -> Shingles:
    words = own_words(text, sender_name)
    if len(words) < SIZE:
        return frozenset([words]) if words else frozenset()
    return frozenset(zip(*(words[offset:] for offset in range(SIZE)), strict=False))


def similarity(one: Shingles, other: Shingles) -> float:
    """Jaccard: shared shingles by all shingles, 0 for two empty texts."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def _words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFC", plain(text)))


def _nearest(own: Shingles, letter: LetterUnderReview) -> tuple[EarlierLetter, float] | None:
    scored = (
        (earlier, similarity(own, shingles(earlier.text, letter.sender_name)))
        for earlier in letter.earlier
    )
    return max(scored, key=lambda pair: pair[1], default=None)


def _told(earlier: EarlierLetter, letter: LetterUnderReview) -> str:
    words = {
        "date": formats.date_format(earlier.sent_on, "j F"),
        "name": letter.first_name,
        "other": earlier.recipient_first_name,
    }
    if earlier.recipient_first_name and earlier.recipient_first_name != letter.first_name:
        return _("%(other)s heard this on %(date)s. Bring %(name)s something new.") % words
    return _("You said this on %(date)s. Bring %(name)s something new.") % words


def _longest_run(letter: LetterUnderReview, shared: Shingles) -> Span | None:
    """The longest passage whose every shingle was said before."""
    words = _placed(letter)
    best, begin = (0, 0), None
    for index in range(len(words) - SIZE + 1):
        known = tuple(word.text for word in words[index : index + SIZE]) in shared
        begin = (index if begin is None else begin) if known else None
        if begin is not None and index - begin >= best[1] - best[0]:
            best = (begin, index + 1)
    if best[1] == 0:
        return None
    return Span(words[best[0]].start, words[best[1] + SIZE - 2].end)


def _placed(letter: LetterUnderReview) -> list[PlacedWord]:
    placed = (
        PlacedWord(" ".join(_words(word.group())), start + word.start(), start + word.end())
        for start, text in own_lines(letter.body, letter.sender_name)
        for word in WORD.finditer(text)
    )
    return list(islice(placed, MOST_WORDS))
