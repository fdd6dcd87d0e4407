"""What a person has had from us, as their phone shows it: a page, and a dialog from wherever they are met."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cadence.selectors.as_they_see_it import TheirSide, as_they_see_it
from prospects.models import Prospect
from prospects.web import visible_person
from team.web import signed_in

TEMPLATE = "cadence/as_they_see_it.html"


@require_safe
def page(request: HttpRequest, prospect_pk: int) -> HttpResponse:
    """The newest at the end; `before` a place in the list, and with all words `whole`."""
    prospect = visible_person(request, prospect_pk)
    before, whole = request.GET.get("before", ""), bool(request.GET.get("whole"))
    side = _side(request, prospect, before)
    context = {
        "prospect": prospect,
        "side": side,
        "whole": whole,
        "folded_url": _address(prospect, before=before),
        "whole_url": _address(prospect, before=before, whole=True),
        "older": _address(prospect, before=side.earlier, whole=whole) if side.earlier else "",
        "newer": _address(prospect, whole=whole) if before else "",
    }
    return render(request, TEMPLATE, context)


def _side(request: HttpRequest, prospect: Prospect, before: str) -> TheirSide:
    try:
        return as_they_see_it(prospect, signed_in(request), before=before)
    except ValueError as error:
        raise Http404 from error


def _address(prospect: Prospect, *, before: str = "", whole: bool = False) -> str:
    """Of this page, also where it is shown in the dialog of another."""
    given = {"before": before, "whole": "yes" if whole else ""}
    query = urlencode({name: value for name, value in given.items() if value})
    here = reverse("cadence:as-they-see-it", args=[prospect.pk])
    return f"{here}?{query}" if query else here
