"""Passwords that somebody would guess although they are long: a common word, doubled or dressed up with a year and a mark.

Django's list of common passwords is short words for the most part, and we ask for twelve characters. So what everybody knows
is taken out first, and what is left must still be worth guessing.
"""

import re
from functools import cache
from typing import Any, Final

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What is left must be this long, or there was little to guess.
LEFT: Final = 6
ENOUGH_WORDS: Final = 3
# Letters that people write as figures or marks.
DRESSED: Final = str.maketrans("01345789@$!€", "oieastbgasie")
OURS: Final = "earnest prospecting prospect outreach sales selling company welcome"
SEASONS: Final = (
    "spring summer autumn winter fall january february march april june july august september october november"
    " december monday tuesday wednesday thursday friday saturday sunday frühling sommer herbst januar februar märz"
    " juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag"
)
OBVIOUS: Final = (
    "password passwort passw0rd letmein admin administrator qwerty qwertz azerty asdf yxcv zxcv qwertyuiop asdfghjkl"
    " qwertzuiop zxcvbnm iloveyou changeme secret geheim default hello hallo login"
)
YEAR: Final = re.compile(r"(?:19|20)\d\d")
RUN: Final = re.compile(r"(.{1,4}?)\1{2,}")
NUMBERS: Final = "01234567890123456789"


class GuessablePasswordValidator:
    """Refuses what is made of common words, of who one is, of dates and of repetition."""

    def validate(self, password: str, user: Any = None) -> None:
        plain = password.casefold()
        known = [*_obvious(), *_who(user)]
        if min(_left(plain, known), _left(plain.translate(DRESSED), known)) < LEFT:
            raise ValidationError(
                _(
                    "Somebody would guess this: it is made of common words, names, dates or repetition. Put three or"
                    " four words together that have nothing to do with each other."
                ),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return _("Not made of common words, names, dates or repetition alone.")


def _left(plain: str, known: list[str]) -> int:
    """How many different letters and figures remain once what everybody knows is taken out."""
    rest = RUN.sub(r"\1", YEAR.sub(" ", plain))
    for word in known:
        rest = rest.replace(word, " ")
    words = re.findall(r"[^\W\d_]+", rest)
    # Three common words that have nothing to do with each other are what we advise.
    if len(words) < ENOUGH_WORDS:
        words = [word for word in words if word not in _common()]
    figures = [run for run in re.findall(r"\d+", rest) if not _counts_up_or_down(run)]
    return len(set("".join([*words, *figures])))


def _counts_up_or_down(figures: str) -> bool:
    return figures in NUMBERS or figures in NUMBERS[::-1]


@cache
def _common() -> frozenset[str]:
    """Django's own list, which it ships, without what is too short to say anything."""
    return frozenset(word for word in CommonPasswordValidator().passwords if len(word) >= 4)


@cache
def _obvious() -> tuple[str, ...]:
    words = f"{OURS} {SEASONS} {OBVIOUS}".split()
    return tuple(sorted(words, key=len, reverse=True))


def _who(user: Any) -> list[str]:
    """The words of somebody's name and address, longest first."""
    text = f"{getattr(user, 'name', '')} {getattr(user, 'email', '')}".casefold()
    words = {word for word in re.split(r"[\W_\d]+", text) if len(word) >= 4}
    return sorted(words, key=len, reverse=True)
