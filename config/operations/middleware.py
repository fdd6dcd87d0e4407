"""What happens around every request: its line in the log, its time, and the probes, which need neither host nor session."""

import re
import uuid
from time import perf_counter
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django_structlog.middlewares import RequestMiddleware

from config.operations import views
from config.operations.logs import route_of
from team.middleware import Handler

PROBES = {"healthz": views.healthz, "readyz": views.readyz, "metrics": views.metrics}


# What a proxy calls a request, taken over only where it can be nothing but a name.
REQUEST_ID = re.compile(r"[A-Za-z0-9-]{16,64}")


class RequestLog(RequestMiddleware):
    """One line a request: its id, the name of its address, who by our own id, how it ended and how long it took.

    No path, no query, no address of a browser, nothing of what was sent. The id goes back in the answer.
    """

    def prepare(self, request: HttpRequest) -> None:
        given = request.headers.get("X-Request-ID", "")
        request.request_id = given if REQUEST_ID.fullmatch(given) else str(uuid.uuid4())  # type: ignore[attr-defined]
        request.began = perf_counter()  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request.request_id)  # type: ignore[attr-defined]

    def handle_response(self, request: Any, response: HttpResponse) -> None:
        response["X-Request-ID"] = request.request_id
        took = round((perf_counter() - request.began) * 1000)
        structlog.contextvars.bind_contextvars(ms=took)
        # One a few seconds, all alike: only what it finds is worth a line.
        if not hasattr(request, "probe") or response.status_code >= 500:
            super().handle_response(request, response)
        structlog.contextvars.clear_contextvars()

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {route_of(request)}"

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        """Whoever is known already: a page that asks nobody's name is not made to ask for the log's sake."""
        if user := getattr(request, "_cached_user", None):
            structlog.contextvars.bind_contextvars(user_id=user.pk)


class Timing:
    """Only where METRICS_TOKEN says that somebody reads the times."""

    def __init__(self, get_response: Handler) -> None:
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        from config.operations import timing

        self.timing = timing
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        response = self.get_response(request)
        self.timing.note(request, response, perf_counter() - began)
        return response


class Probes:
    """Behind what sets the headers of security, before all that reads a host, a session or a language.

    A probe comes by an address that is no name of ours, and would be refused for it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = request.path_info.removeprefix("/")
        view = PROBES.get(name)
        if view is None:
            return self.get_response(request)
        request.probe = name  # type: ignore[attr-defined]
        try:
            return view(request)
        except Http404:
            return HttpResponseNotFound("", "text/plain")
