"""Passwords that somebody would guess although they are long: a common word, doubled or dressed up with a year and a mark.

Django's list of common passwords is short words for the most part, and we ask for twelve characters. So what everybody knows
is taken out first, and what is left must still be worth guessing.
"""

import re
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from team.models import Team

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
# Ways along the alphabet and over the keys, read from either end.
WALKS: Final = (
    "abcdefghijklmnopqrstuvwxyz qwertyuiopasdfghjklzxcvbnm qazwsxedcrfvtgbyhnujmikolp 1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p"
    " zaq12wsxcde34rfvbgt56yhnmju78ik q1w2e3r4t5y6u7i8o9p0 1q2w3e4r5t6y7u8i9o0p"
).split()


class GuessablePasswordValidator:
    """Refuses what is made of common words, of who one is and works with, of dates and of repetition."""

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
    plain = _once(plain)
    if plain in _common() or _is_walk(plain):
        return 0
    rest = RUN.sub(r"\1", YEAR.sub(" ", plain))
    for word in known:
        rest = rest.replace(word, " ")
    words = [_once(word) for word in re.findall(r"[^\W\d_]+", rest)]
    # Three common words that have nothing to do with each other are what we advise.
    if len(words) < ENOUGH_WORDS:
        words = [word for word in words if word not in _common() and not _is_walk(word)]
    figures = [run for run in re.findall(r"\d+", rest) if not _counts_up_or_down(run)]
    return len(set("".join([*words, *figures])))


def _once(text: str) -> str:
    """What is said here again and again, or all of it."""
    return text[: (text + text).find(text, 1)]


def _is_walk(text: str) -> bool:
    return len(text) >= 4 and any(text in walk or text in walk[::-1] for walk in WALKS)


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
    """The words of somebody's name and address, and of what their teams and their company are called, longest first."""
    theirs = f"{getattr(user, 'name', '')} {getattr(user, 'email', '')}"
    house = f"{settings.POSTAL_ADDRESS} {settings.PUBLIC_URL} {settings.OIDC_NAME}"
    teams = " ".join(Team.objects.values_list("name", flat=True))
    text = f"{theirs} {house} {teams}".casefold()
    words = {word for word in re.split(r"[\W_\d]+", text) if len(word) >= 4}
    return sorted(words, key=len, reverse=True)
