"""What kind of answer this looks like. A suggestion that a person confirms or not; when unsure, none.

Phrases are looked up in the first words of the answer; nothing here decides, and nothing here can hang.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mailbox.inbound import reply_words, stop_words
from mailbox.inbound.away import away_until, day_named
from mailbox.inbound.calendar_words import AWAY
from mailbox.inbound.meeting import ACCEPTED, INVITED, answers_an_invitation
from mailbox.inbound.phrases import phrases

KindName = Literal["", "interested", "not_now", "no", "referral", "away", "automatic"]

# What the Unsubscribe of our letters adds to the subject of its mail: the letter's number and our signature.
MARK = re.compile(r"\b[0-9a-f]{32}:[\w-]{43}(?![\w-])", re.ASCII)
_LONGEST_TEXT = 3_000
_LONGEST_SUBJECT = 500
_MOST_WORDS_AROUND_A_STOP_WORD = 8
_SENDS_ON = frozenset({"ask", "try"})
_AROUND_ADDRESSES = "<>()[]{}\"'`,;:!?.*|"

_STOPS = phrases(words.stops for words in stop_words.LANGUAGES)
_STOP_WORDS = frozenset(
    each.strip() for each in phrases(words.alone for words in stop_words.LANGUAGES)
)
_NOES = phrases(words.noes for words in reply_words.LANGUAGES)
_LATER = phrases(words.later for words in reply_words.LANGUAGES)
_ELSEWHERE = phrases(words.elsewhere for words in reply_words.LANGUAGES)
_YES = phrases(words.yes for words in reply_words.LANGUAGES)
_AWAY = tuple(f" {phrase} " for phrase in AWAY)


@dataclass(frozen=True)
class Suggestion:
    """`stops`: they ask to be left alone, in whatever words. `points_to` is an address that a referral names."""

    kind: KindName = ""
    stops: bool = False
    until: date | None = None
    points_to: str = ""


def suggest(
    text: str, *, subject: str, automatic: bool, away: date | None, received: date
) -> Suggestion:
    """`text` are their own words; `away` is the day of return that was read from a machine's notice."""
    if asks_to_stop_by_subject(subject):
        return Suggestion("no", stops=True)
    if automatic:
        return _of_a_machine(text, subject, away)
    if answers_an_invitation(text) or text.startswith(f"{INVITED}: "):
        return Suggestion("interested" if text.startswith((ACCEPTED, INVITED)) else "")
    return _of_a_person(text, subject, received)


def asks_to_stop(text: str) -> bool:
    """Whether a person's own words ask to be left alone."""
    return _asks_to_stop(_plain(text[:_LONGEST_TEXT]))


def asks_to_stop_by_subject(subject: str) -> bool:
    """What a mail program writes when its reader presses the Unsubscribe that our letters carry, and what people do."""
    return _plain(without_mark(subject)).strip() in _STOP_WORDS


def without_mark(subject: str) -> str:
    """What a person reads of it."""
    return MARK.sub("", subject[:_LONGEST_SUBJECT]).strip()


def _of_a_person(text: str, subject: str, received: date) -> Suggestion:
    words = _plain(text[:_LONGEST_TEXT])
    if _asks_to_stop(words):
        return Suggestion("no", stops=True)
    kind = _kind(words, _plain(subject[:_LONGEST_SUBJECT]), day_named(text, received=received))
    before, points_to = _address(text)
    if not kind and before in _SENDS_ON:
        kind = "referral"
    if kind == "away":
        return Suggestion(kind, until=away_until(text, received=received))
    if kind == "not_now":
        return Suggestion(kind, until=day_named(text, received=received))
    return Suggestion(kind, points_to=points_to if kind == "referral" else "")


def _of_a_machine(text: str, subject: str, away: date | None) -> Suggestion:
    words = _plain(f"{subject[:_LONGEST_SUBJECT]} {text[:_LONGEST_TEXT]}")
    return Suggestion("away" if away or _has(words, _AWAY) else "automatic")


def _asks_to_stop(words: str) -> bool:
    if _has(words, _STOPS):
        return True
    few = len(words.split()) <= _MOST_WORDS_AROUND_A_STOP_WORD
    return few and words.strip().removeprefix("please ").removesuffix(" please") in _STOP_WORDS


def _kind(words: str, subject: str, day: date | None) -> KindName:
    """Where two readings meet, the one that asks less of them; where they contradict each other, none."""
    refused = _has(words, _NOES)
    later = _has(words, _LATER)
    agreed = _has(_without(words, _NOES), _YES)
    if _has(words, _ELSEWHERE):
        return "referral"
    if _has(words, _AWAY) or (not agreed and not refused and _has(subject, _AWAY)):
        return "interested" if agreed else "away"
    if refused and not (later and day):
        return "" if agreed else "no"
    if later:
        return "not_now"
    return "interested" if agreed else ""


def _has(words: str, wanted: tuple[str, ...]) -> bool:
    return any(phrase in words for phrase in wanted)


def _without(words: str, unwanted: tuple[str, ...]) -> str:
    """ "not interested" holds the word for its contrary."""
    for phrase in unwanted:
        words = words.replace(phrase, " ")
    return words


def _plain(text: str) -> str:
    """Small letters and digits, one blank between words and at either end."""
    letters = "".join(
        each if each.isalnum() else " " for each in text.casefold().replace("ß", "ss")
    )
    return f" {' '.join(letters.split())} "


def _address(text: str) -> tuple[str, str]:
    """The first address, after the word that comes before it."""
    before = ""
    for word in text[:_LONGEST_TEXT].split():
        bare = word.strip(_AROUND_ADDRESSES).lower().removeprefix("mailto:")
        name, at, domain = bare.partition("@")
        if at and name and "." in domain and "@" not in domain:
            return before, bare[:254]
        before = bare
    return "", ""
