"""To a mail provider's own page and back."""

from dataclasses import asdict

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mailbox.providers import registration_of
from mailbox.services import consenting
from team.refusals import Refused
from team.web import say, signed_in

_KEPT = "consent_question"


@require_GET
def begin(request: HttpRequest, provider: str) -> HttpResponse:
    """Off to the provider. A link, not a form: our pages post to themselves only."""
    signed_in(request)
    if registration_of(provider) is None:
        raise Http404
    question, address = consenting.ask(provider, redirect=_return_address(), at=timezone.now())
    request.session[_KEPT] = asdict(question)
    return redirect(address)


@require_GET
def finish(request: HttpRequest) -> HttpResponse:
    """Back with an answer, which only this browser can bring, once."""
    user = signed_in(request)
    kept = request.session.pop(_KEPT, None)
    if kept is None:
        messages.error(request, _("This browser asked for nothing. Begin once more."))
        return redirect("mailbox:settings")
    try:
        consenting.complete(
            consenting.Question(**kept),
            state=request.GET.get("state", ""),
            code=request.GET.get("code", ""),
            redirect=_return_address(),
            by=user,
            at=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, refused.sentence, extra_tags=refused.code)
    else:
        say(request, _("Connected. Nothing was sent to find that out."))
    return redirect("mailbox:settings")


def _return_address() -> str:
    return settings.PUBLIC_URL.rstrip("/") + reverse("mailbox:consent_finish")
