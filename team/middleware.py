"""What every request knows: the signed-in browser and the person's own clock."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from team.models import HumanSession, User
from team.services import sessions

Handler = Callable[[HttpRequest], HttpResponse]


class HumanSessionMiddleware:
    """`request.human_session`: the row behind this browser, looked up when first asked for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.human_session = SimpleLazyObject(lambda: _session_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


class LocalTimeMiddleware:
    """Show times in the signed-in person's own zone. A page that is for everybody is not asked who reads it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(None):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Handler, *_given: Any) -> None:
        if getattr(view, "login_required", True) and isinstance(request.user, User):
            timezone.activate(request.user.zone)


def _session_of(request: HttpRequest) -> HumanSession | None:
    return sessions.find(key=request.session.session_key or "")
