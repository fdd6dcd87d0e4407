"""The research room's part of a company's page: the facts that serve everybody there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prospects.web import visible_company
from research.selectors.findings import facts_of_company
from team.web import wants_part

TEMPLATE = "research/company_facts.html"


@require_safe
def company_facts(request: HttpRequest, company_pk: int) -> HttpResponse:
    """The newest that stand: a fragment for the company's page, a page by itself."""
    company = visible_company(request, company_pk)
    context = {"company": company, "facts": facts_of_company(company)}
    return render(request, f"{TEMPLATE}#panel" if wants_part(request) else TEMPLATE, context)
