"""What every request knows: the signed-in browser and the person's own clock."""

from collections.abc import Callable

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
    """Show times in the signed-in person's own zone."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        with timezone.override(user.zone if isinstance(user, User) else None):
            return self.get_response(request)


def _session_of(request: HttpRequest) -> HumanSession | None:
    return sessions.find(key=request.session.session_key or "")
