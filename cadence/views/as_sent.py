"""Their mail as they sent it: a page for people, and the mail itself for the frame in it."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from cadence.models import Reply
from cadence.selectors.as_sent import reply_as_sent
from mailbox.inbound.inert import inert
from team.web import signed_in

# Nothing is fetched, run, sent or opened, wherever this is shown: also where somebody opens it by itself.
NOTHING_BUT_WHAT_CAME: Final[dict[str, str | list[str]]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "img-src": ["data:"],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
    "sandbox": "",
}


@require_safe
@never_cache
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sent what and when, with the mail in a frame; of a mail without HTML, all of its text."""
    return render(request, "cadence/as_sent.html", {"reply": _reply(request, pk)})


@require_safe
@never_cache
@csp_override(NOTHING_BUT_WHAT_CAME)
@xframe_options_sameorigin
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML that came, made inert."""
    message = _reply(request, pk).message
    if message is None or not message.html:
        raise Http404
    response = HttpResponse(inert(message.html), content_type="text/html; charset=utf-8")
    response["Referrer-Policy"] = "no-referrer"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _reply(request: HttpRequest, pk: int) -> Reply:
    try:
        return reply_as_sent(signed_in(request), pk)
    except Reply.DoesNotExist as error:
        raise Http404 from error
