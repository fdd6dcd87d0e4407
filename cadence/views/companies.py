"""The list of companies, and what stands with each."""

from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cadence.selectors.companies import rows_of
from prospects.selectors.companies import page_of_companies
from prospects.selectors.company_duplicates import how_many
from prospects.selectors.duplicates import MOST_COUNTED
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
        # Asked when the whole page is drawn, and not with each letter that somebody types.
        "known_twice": partial(how_many, user),
        "most_counted": MOST_COUNTED,
    }
    return render_page(request, "cadence/companies.html", "list", context)


def _link(q: str, edge: str, pk: int | None) -> str:
    asked = {"q": q} if q else {}
    return "" if pk is None else f"?{urlencode(asked | {edge: str(pk)})}"
