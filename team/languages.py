"""Which language a sentence is in: a screen speaks its reader's; what is kept or sent speaks one, whoever pressed the button."""

from contextlib import AbstractContextManager

from django.conf import settings
from django.utils import translation


def is_spoken(language: str) -> bool:
    """Do we have words in this language?"""
    return language in dict(settings.LANGUAGES)


def spoken_to(language: str) -> AbstractContextManager[None]:
    """Speak this language; the company's own where nobody chose or we have no words in it."""
    return translation.override(language if is_spoken(language) else settings.LANGUAGE_CODE)


def for_others() -> AbstractContextManager[None]:
    """Speak the company's own language: for words that stay in the database or leave the house, which others will read."""
    return translation.override(settings.LANGUAGE_CODE)
