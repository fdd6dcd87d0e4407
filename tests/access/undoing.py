"""What one request did, taken back before the next."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie

from django.db import transaction
from django.test import Client


@contextmanager
def undone(browser: Client) -> Iterator[None]:
    """What is done inside was never done, a sign-out included."""
    cookies, around = SimpleCookie(browser.cookies), transaction.atomic()
    # As Django's TestCase does it: what a view wants to be durable is here, too.
    around._from_testcase = True  # type: ignore[attr-defined]
    with around:
        yield
        transaction.set_rollback(True)
    browser.cookies = cookies
