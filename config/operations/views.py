"""What those who run an installation ask of it: two probes, the metrics, and a page for its admins."""

import hmac

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config.operations import figures, readiness, sentences
from team.permissions import check_reads_all
from team.refusals import Refused
from team.web import signed_in


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 and "ok" while this process serves and its database answers, 503 while it does not."""
    answers = readiness.database_answers()
    words = {"status": "ok" if answers else "unhealthy"}
    return _told(request, words, status=200 if answers else 503)


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """May visitors be sent here? 503 where pages or promises would not hold; "degraded" is 200, for pages still work."""
    told = readiness.ask()
    words = {"status": told.status}
    words |= {check.name: "ok" if check.ok else "failing" for check in told.checks}
    return _told(request, words, status=200 if told.is_ready else 503)


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """What Prometheus reads, for whoever brings METRICS_TOKEN; without such a token there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    brought = request.headers.get("Authorization", "")
    if not hmac.compare_digest(brought.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
        refused = HttpResponse("Bring METRICS_TOKEN as a bearer token.\n", "text/plain", 401)
        refused["WWW-Authenticate"] = "Bearer"
        return refused
    from config.operations import metrics as told

    return HttpResponse(told.text(), told.CONTENT_TYPE)


@require_safe
def system(request: HttpRequest) -> HttpResponse:
    """The same in words, with what to do where something is not well. Admins and auditors only."""
    try:
        check_reads_all(signed_in(request))
    except Refused as refused:
        raise PermissionDenied(refused.sentence) from refused
    told = figures.read()
    context = {"groups": sentences.of(told, broker=readiness.broker_answers()), "at": told.at}
    return render(request, "operations/system.html", context)


def _told(request: HttpRequest, words: dict[str, str], *, status: int) -> HttpResponse:
    """JSON for a program that asks for it, else one line a check; never from a cache."""
    if request.get_preferred_type(["text/plain", "application/json"]) == "application/json":
        response: HttpResponse = JsonResponse(words, status=status)
    else:
        first, *others = words.items()
        lines = [first[1], *(f"{name}: {said}" for name, said in others)]
        text = "\n".join(lines) + "\n" * bool(others)
        response = HttpResponse(text, "text/plain", status)
    response["Cache-Control"] = "no-store"
    response["Vary"] = "Accept"
    return response
