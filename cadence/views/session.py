"""Reviewing and sending need the browser's own live session; without one, it signs in again."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from team.models import HumanSession
from team.web import wants_part


def session_of(request: HttpRequest) -> HumanSession:
    """The row behind this browser, in a view that asked for a live one."""
    session: HumanSession = request.human_session  # type: ignore[attr-defined]
    return session


def live_session_required[**Given](
    view: Callable[Concatenate[HttpRequest, Given], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Given], HttpResponse]:
    """Lead a browser whose session is over to the sign-in; the try waits for it in the queue."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        session: HumanSession | None = request.human_session  # type: ignore[attr-defined]
        if session and session.is_live(timezone.now()):
            return view(request, *args, **kwargs)
        return _to_sign_in(request)

    return guarded


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """What is left of the old session ends first: the sign-in turns away whoever is signed in."""
    logout(request)
    answer = redirect_to_login(reverse("cadence:queue"))
    if not wants_part(request):
        return answer
    refused = HttpResponse(status=403)
    refused["HX-Redirect"] = answer.url
    return refused
