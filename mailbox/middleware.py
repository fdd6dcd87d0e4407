"""Whoever works keeps everybody's mailbox readable."""

import logging
import threading
from collections.abc import Callable

from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from mailbox.providers import registrations
from mailbox.services.renewing import renew_one_due

log = logging.getLogger(__name__)

# a provider that does not answer may keep one thread of a process busy, and no more
_asking = threading.Lock()


class RenewSignIns:
    """After a signed-in person's page, renew one sign-in with a provider that ends soon. Absent where none is registered.

    Nobody waits for a provider, or sees it fail: the page has left when it is asked. A page that did not ask who is
    there is not asked either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not registrations():
            raise MiddlewareNotUsed
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if request.session.accessed and request.user.is_authenticated:
            response._resource_closers.append(_renew)  # type: ignore[attr-defined]
        return response


def _renew() -> None:
    if not _asking.acquire(blocking=False):
        return
    try:
        renew_one_due(at=timezone.now())
    except Exception:
        log.exception("no sign-in could be renewed")
    finally:
        _asking.release()
