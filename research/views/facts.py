"""The research room's part of other rooms' pages: the facts about a person, and those that serve everybody at a company."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prospects.web import visible_company, visible_person
from research.policies import missing_of
from research.selectors.findings import facts_about, facts_of_company
from team.web import wants_part

OF_COMPANY = "research/company_facts.html"
OF_PERSON = "research/person_facts.html"


@require_safe
def company_facts(request: HttpRequest, company_pk: int) -> HttpResponse:
    """The newest that stand: a fragment for the company's page, a page by itself."""
    company = visible_company(request, company_pk)
    context = {"company": company, "facts": facts_of_company(company)}
    return render(request, f"{OF_COMPANY}#panel" if wants_part(request) else OF_COMPANY, context)


@require_safe
def person_facts(request: HttpRequest, prospect_pk: int) -> HttpResponse:
    """What is known about them and what is still unknown: a fragment for the person's page, a page by itself."""
    prospect = visible_person(request, prospect_pk)
    context = {
        "prospect": prospect,
        "facts": facts_about(prospect),
        "unknown": missing_of([prospect], timezone.now())[prospect.pk],
    }
    return render(request, f"{OF_PERSON}#panel" if wants_part(request) else OF_PERSON, context)
