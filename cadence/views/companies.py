"""The list of companies, and what stands with each."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cadence.selectors.companies import rows_of
from prospects.selectors.companies import page_of_companies
from prospects.web import number_in, words_in
from team.web import render_page, signed_in


@require_safe
def companies(request: HttpRequest) -> HttpResponse:
    user, q = signed_in(request), words_in(request, "q")
    page = page_of_companies(
        user, q, after=number_in(request, "after"), before=number_in(request, "before")
    )
    context = {
        "q": q,
        "page": page,
        "rows": rows_of(page.companies, user),
        "near": rows_of(page.near, user),
        "older": _link(q, "after", page.older),
        "newer": _link(q, "before", page.newer),
    }
    return render_page(request, "cadence/companies.html", "list", context)


def _link(q: str, edge: str, pk: int | None) -> str:
    asked = {"q": q} if q else {}
    return "" if pk is None else f"?{urlencode(asked | {edge: str(pk)})}"
