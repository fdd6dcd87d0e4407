"""The link under a letter, as its recipient meets it. Reads and sets no cookie, and asks nobody to sign in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cadence.services import unsubscribing

TEMPLATE = "cadence/unsubscribe.html"


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A GET changes nothing, because mail programs follow links by themselves; a POST stops (RFC 8058)."""
    approval = unsubscribing.approval_of(token)
    if approval is None:
        return render(request, TEMPLATE, {"unknown": True}, status=404)
    at = timezone.now()
    if request.method == "POST":
        unsubscribing.stop_through_link(approval, at=at)
    stopped = unsubscribing.has_pressed(approval.touch.prospect, at)
    return render(request, TEMPLATE, {"stopped": stopped, "letter": approval})
