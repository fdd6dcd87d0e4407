"""Pages for what went wrong, in words. Each says what is kept and what to do next."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """With the sentence of the refusal, as the rule gave it, where there is one."""
    given = exception.args if exception else ()
    return render(request, "403.html", {"why": given[0] if given else ""}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from a page that was open across a sign-out or a very long night."""
    return render(request, "403.html", {"stale_page": True}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours; or of the database, which comes back by itself."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        unreachable = render(request, "503.html", status=503)
        unreachable["Retry-After"] = "5"
        return unreachable
    return render(request, "500.html", status=500)
