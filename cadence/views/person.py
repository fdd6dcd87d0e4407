"""The cadence room's part of a person's page, and the way back to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cadence.selectors.person_panel import person_panel
from cadence.views.page import is_on_queue, move_on
from prospects.models import Prospect
from prospects.web import visible_person
from team.web import say, signed_in, wants_part

TEMPLATE = "cadence/person_panel.html"


@require_safe
def panel(request: HttpRequest, prospect_pk: int) -> HttpResponse:
    """Thread, next try, conversation: a fragment for the person's page, a page by itself."""
    prospect = visible_person(request, prospect_pk)
    shown = person_panel(signed_in(request), prospect, timezone.now())
    context = {"panel": shown, "prospect": prospect}
    return render(request, f"{TEMPLATE}#panel" if wants_part(request) else TEMPLATE, context)


def to_person(request: HttpRequest, prospect: Prospect, sentence: str) -> HttpResponse:
    """Back to their page with a word; from the queue, on to the next person."""
    if is_on_queue(request):
        return move_on(request, sentence)
    say(request, sentence)
    address = reverse("prospects:person", args=[prospect.pk])
    if not wants_part(request):
        return redirect(address)
    response = HttpResponse()
    response["HX-Redirect"] = address
    return response
