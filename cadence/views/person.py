"""The cadence room's part of a person's page, and the way back to it."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cadence.models import Enrollment
from cadence.selectors.conversation import Show
from cadence.selectors.person_panel import person_panel
from cadence.selectors.setbacks import research_panel
from cadence.views.page import is_on_queue, move_on
from prospects.models import Prospect
from prospects.web import moment_in, visible_person
from team.web import say, signed_in, wants_part

TEMPLATE = "cadence/person_panel.html"
RESEARCH = "cadence/research_panel.html"
# In place of a row: whoever comes first in the queue.
QUEUE = "queue"


@require_safe
def panel(request: HttpRequest, prospect_pk: int) -> HttpResponse:
    """Thread, next try, conversation: a fragment for the person's page, a page by itself."""
    prospect = visible_person(request, prospect_pk, "brief")
    asked = request.GET.get("show", "")
    show = asked if asked in Show.values else Show.ALL
    shown = person_panel(
        signed_in(request), prospect, timezone.now(), show=show, before=moment_in(request, "before")
    )
    context = {"panel": shown, "prospect": prospect, "shows": Show.choices}
    return render(request, f"{TEMPLATE}#panel" if wants_part(request) else TEMPLATE, context)


@require_safe
def research(request: HttpRequest, prospect_pk: int) -> HttpResponse:
    """What the tries used and what was learned there: a fragment for the research page, a page by itself."""
    prospect = visible_person(request, prospect_pk)
    context = {"panel": research_panel(signed_in(request), prospect), "prospect": prospect}
    return render(request, f"{RESEARCH}#panel" if wants_part(request) else RESEARCH, context)


def to_person(request: HttpRequest, prospect: Prospect, sentence: str) -> HttpResponse:
    """Back to their page with a word; from the queue, on to the next person."""
    if is_on_queue(request):
        return move_on(request, sentence)
    return on_to(request, reverse("prospects:person", args=[prospect.pk]), sentence)


def to_setback(request: HttpRequest, enrollment: Enrollment, sentence: str) -> HttpResponse:
    """It led nowhere: the two questions come while it is fresh. From the queue, they lead back to the next person."""
    address = reverse("cadence:setback", args=[enrollment.pk])
    if is_on_queue(request):
        address += "?" + urlencode({"next": request.POST.get("next") or QUEUE})
    return on_to(request, address, sentence)


def on_to(request: HttpRequest, address: str, sentence: str) -> HttpResponse:
    """With a word, from a page or from the dialog over it."""
    say(request, sentence)
    if not wants_part(request):
        return redirect(address)
    response = HttpResponse()
    response["HX-Redirect"] = address
    return response
