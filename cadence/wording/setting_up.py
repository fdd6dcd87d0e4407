"""Whether there is a language model: off until an admin names its address in the environment."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from mailbox.hosts import is_loopback

from .client import HttpModel
from .model import LanguageModel

# The page itself gives up after a minute.
LONGEST_WAIT = 50


def is_on() -> bool:
    return bool(settings.LANGUAGE_MODEL_URL)


def host() -> str:
    """Where the words go, for the rep who is about to press."""
    return urlsplit(settings.LANGUAGE_MODEL_URL).hostname or ""


def configured() -> LanguageModel | None:
    if not is_on():
        return None
    return HttpModel(
        url=settings.LANGUAGE_MODEL_URL,
        name=settings.LANGUAGE_MODEL_NAME,
        key=settings.LANGUAGE_MODEL_KEY,
        seconds=settings.LANGUAGE_MODEL_SECONDS,
    )


def fault() -> str:
    """What is wrong with the settings, for the admin at the start; "" when nothing is.

    Whoever runs Earnest is trusted with the address; the facts and the key still go over TLS, or nowhere.
    """
    return next(_faults(), "") if is_on() else ""


def _faults() -> Iterator[str]:
    try:
        where = urlsplit(settings.LANGUAGE_MODEL_URL)
        host, _port = where.hostname or "", where.port
    except ValueError:
        host = ""
    if not host or where.scheme not in ("https", "http"):
        yield "LANGUAGE_MODEL_URL is no address. Give it as https://models.example/v1."
        return
    if where.scheme == "http" and not is_loopback(host):
        yield "LANGUAGE_MODEL_URL is http, and not on this machine. Use https."
    if where.username or where.password or where.query or where.fragment:
        yield "LANGUAGE_MODEL_URL holds more than an address. The key goes into LANGUAGE_MODEL_KEY."
    if not settings.LANGUAGE_MODEL_NAME:
        yield "LANGUAGE_MODEL_NAME is missing. Say which model LANGUAGE_MODEL_URL is to use."
    if not 1 <= settings.LANGUAGE_MODEL_SECONDS <= LONGEST_WAIT:
        yield "LANGUAGE_MODEL_SECONDS is from 1 to 50: a person waits."
    if not settings.LANGUAGE_MODEL_KEY.isascii() or not settings.LANGUAGE_MODEL_KEY.isprintable():
        yield "LANGUAGE_MODEL_KEY has a sign in it that no key has."
