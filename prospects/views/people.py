"""The list of people, and one person."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from prospects.selectors.people import Asked, page_of_people
from prospects.views.page import person_page
from prospects.web import asked_in, visible_person
from team.web import render_page, signed_in


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    asked = asked_in(request)
    page = page_of_people(signed_in(request), asked)
    context = {
        "asked": asked,
        "page": page,
        "older": _link(asked, "after", page.older),
        "newer": _link(asked, "before", page.newer),
    }
    return render_page(request, "prospects/people.html", "list", context)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    return person_page(request, visible_person(request, pk, "owner"))


def _link(asked: Asked, edge: str, pk: int | None) -> str:
    if pk is None:
        return ""
    kept = {"q": asked.q, "owner": asked.owner, "company": asked.company, "import": asked.batch}
    return "?" + urlencode({name: value for name, value in kept.items() if value} | {edge: pk})
