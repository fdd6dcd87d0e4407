"""Look: this says something the company has not heard from us before (R7).

Novelty is 1 minus the largest Jaccard similarity of word 3-shingles with anything said earlier.
Greeting, signature and quoted mail count on neither side. A piece cut out of earlier letters, and
the same told again in other words, are the same call too.
"""

import unicodedata
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from django.utils import formats
from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Span, State
from .retelling import Carried, Passage, all_of, anchors, nearest, passages, retold
from .review import EarlierLetter, LetterUnderReview, ReviewContext
from .text import WORD, own_lines, plain
from .words import what_they_get

CODE = "novelty"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.CALL, Channel.POST)
SIZE = 3
MOST_WORDS = 1000  # a letter is never longer; bounds what a pasted book costs

MOST_COPIED = 0.5  # of the shingles, out of all earlier letters together
MOST_RETOLD = 0.51  # of what the letter carries, out of one earlier letter
MOST_RETOLD_OF_ONE_CASE = 0.44  # the same, when its many figures and names stood there too
MANY = 4  # figures and names
NEW_AMONG = 5  # of which one may be new: `half past eight`, `three times`
MOST_RETOLD_SHORT = 0.7  # where it carries so little that a shared subject weighs much
SHORT = 10
LONGEST_QUOTE = 300

Shingles = frozenset[tuple[str, ...]]


class PlacedWord(NamedTuple):
    text: str
    start: int
    end: int


class Likeness(NamedTuple):
    """The earlier letter that comes nearest, and how near it comes in either way."""

    earlier: EarlierLetter
    similarity: float
    retold: float


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if not letter.earlier:
        return _passed(letter, _("The first words."))
    letter = replace(letter, body=what_they_get(letter))
    own = shingles(letter.body, letter.sender_name)
    nearest_in_words = max(
        (_likeness(letter, own, earlier) for earlier in letter.earlier),
        key=lambda likeness: likeness.similarity,
    )
    if 1 - nearest_in_words.similarity < context.limits.novelty or _is_cut_out(letter, own):
        return _same_call(letter, nearest_in_words, in_other_words=False)
    nearest_in_sense = max(
        (_likeness(letter, own, earlier) for earlier in letter.earlier),
        key=lambda likeness: likeness.retold,
    )
    if nearest_in_sense.retold > _most_retold(letter, nearest_in_sense.earlier):
        return _same_call(letter, nearest_in_sense, in_other_words=True)
    return _passed(letter, _("Not said before."))


def _likeness(letter: LetterUnderReview, own: Shingles, earlier: EarlierLetter) -> Likeness:
    return Likeness(
        earlier,
        similarity(own, shingles(earlier.text, letter.sender_name)),
        retold(_carried(letter, letter.body), _carried(letter, earlier.text)),
    )


def _is_cut_out(letter: LetterUnderReview, own: Shingles) -> bool:
    """Whether most of it stands, word for word, in the earlier letters together."""
    said = frozenset().union(
        *(shingles(earlier.text, letter.sender_name) for earlier in letter.earlier)
    )
    return len(own & said) > MOST_COPIED * len(own)


def _most_retold(letter: LetterUnderReview, earlier: EarlierLetter) -> float:
    if len(_carried(letter, letter.body)) < SHORT:
        return MOST_RETOLD_SHORT
    own = anchors(letter.body, _names(letter))
    said = anchors(earlier.text, _names(letter)) | _carried(letter, earlier.text)
    if len(own) < MANY or len(own - said) * NEW_AMONG > len(own):
        return MOST_RETOLD
    return MOST_RETOLD_OF_ONE_CASE


def _carried(letter: LetterUnderReview, text: str) -> Carried:
    return all_of(_passages(letter, text))


def _passages(letter: LetterUnderReview, text: str) -> tuple[Passage, ...]:
    return passages(text, _names(letter))


def _names(letter: LetterUnderReview) -> str:
    return f"{letter.sender_name}\n{letter.full_name} {letter.first_name}"


def _same_call(
    letter: LetterUnderReview, likeness: Likeness, *, in_other_words: bool
) -> CheckResult:
    earlier = likeness.earlier
    shared = shingles(letter.body, letter.sender_name) & shingles(earlier.text, letter.sender_name)
    said = nearest(_carried(letter, letter.body), _passages(letter, earlier.text))
    title = _("Same call again, in other words") if in_other_words else _("Same call again")
    return CheckResult(
        CODE,
        Kind.LOOK,
        State.WARN,
        title,
        _told(earlier, letter),
        _longest_run(letter, shared),
        said=said[:LONGEST_QUOTE],
    )


def _passed(letter: LetterUnderReview, detail: str) -> CheckResult | None:
    if letter.channel == Channel.CALL:
        return None
    return CheckResult(CODE, Kind.LOOK, State.PASS, _("Something new"), detail)


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


def _told(earlier: EarlierLetter, letter: LetterUnderReview) -> str:
    words = {
        "date": formats.date_format(earlier.sent_on, "DAY_MONTH"),
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
