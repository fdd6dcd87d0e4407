"""One company: what we know of it, and the strip of everybody there, which the cadence room draws."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from prospects.web import visible_company
from team.web import render_page


@require_safe
def company(request: HttpRequest, pk: int) -> HttpResponse:
    return render_page(
        request, "prospects/company.html", None, {"company": visible_company(request, pk)}
    )
