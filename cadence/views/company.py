"""The cadence room's part of a company's page: the strip of everybody there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cadence.selectors.company_strip import strip_of
from prospects.web import visible_company
from team.web import signed_in, wants_part

TEMPLATE = "cadence/company_panel.html"


@require_safe
def panel(request: HttpRequest, company_pk: int) -> HttpResponse:
    """People by weeks, who leads, and what was asked: a fragment for the company's page, a page by itself."""
    company = visible_company(request, company_pk)
    context = {"strip": strip_of(company, signed_in(request), timezone.now()), "company": company}
    return render(request, f"{TEMPLATE}#panel" if wants_part(request) else TEMPLATE, context)
