"""Stop: a customer who did not say that we may is not named."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .phrases import folded, tokens
from .results import CheckResult, Kind, Part, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import MOST_READ

CODE = "unnamed_customer"
CHANNELS = tuple(Channel)
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


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    for customer in context.unnamed_customers:
        name = letters_of(customer)
        for part, text in ((Part.SUBJECT, letter.subject), (Part.BODY, letter.body)):
            span = _named(text, name, part)
            if span:
                title = _("We may not name “%(customer)s”") % {
                    "customer": " ".join(text[span.start : span.end].split())
                }
                detail = _("Say what kind of team they are instead.")
                return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, span)
    return None


def letters_of(customer: str) -> str:
    """`kellysbakery` of `Kelly’s Bakery Ltd`: however it is spaced, and with or without its apostrophe."""
    return "".join(_as_said(word.letters for word in _words(customer)))


def is_named(text: str, customer: str) -> bool:
    """Whether a reader would know them by these words."""
    return _named(text, letters_of(customer), Part.BODY) is not None


def as_said(customer: str) -> tuple[str, ...]:
    """The name as people say it: without its legal form, and without `Hotel` where more is left."""
    return tuple(_as_said(token.word for token in tokens(customer)))


def _as_said(words: Iterable[str]) -> list[str]:
    kept = [word for word in words if word not in LEGAL_FORMS]
    while len(kept) > 2 and kept[-1] in KINDS:
        kept.pop()
    return kept


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[Word, ...]:
    found = islice(WORD.finditer(text, 0, MOST_READ), MOST_WORDS)
    return tuple(Word(_letters(each.group()), *each.span()) for each in found)


def _letters(written: str) -> str:
    return "".join(letter for letter in folded(written) if letter.isalnum())


def _named(text: str, name: str, part: Part) -> Span | None:
    """Where its letters stand one word after another, written like a name."""
    words = _words(text) if len(name) > 1 else ()
    for index, word in enumerate(words):
        last = _spells(name, words[index : index + len(name)]) if name[0] == word.letters[:1] else 0
        if not last:
            continue
        span = Span(word.start, words[index + last - 1].end, part)
        if len(name) < FEWEST:
            is_name = text[word.start : word.start + len(name)].isupper()
        else:
            is_small = text[span.start : span.end].islower()
            is_name = last > 1 or not is_small or _reads_as_a_name(words, index)
        if is_name:
            return span
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
