"""Whoever works keeps everybody's mailbox readable."""

from collections.abc import Callable

from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from mailbox.providers import registrations
from mailbox.services.renewing import renew_one_due


class RenewSignIns:
    """After a signed-in person's page, renew one sign-in with a provider that ends soon. Absent where none is registered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not registrations():
            raise MiddlewareNotUsed
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if request.user.is_authenticated:
            renew_one_due(at=timezone.now())
        return response
