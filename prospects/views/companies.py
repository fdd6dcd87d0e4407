"""One company: what we know of it, who is there, what happened with them; the strip of weeks is the cadence room's."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prospects.forms import CompanyForm
from prospects.models import Company
from prospects.permissions import can_work_there
from prospects.places import country_name
from prospects.selectors.company import history_of, people_there, stop_of_company
from prospects.selectors.company_duplicates import likenesses_of, merges_of
from prospects.services import editing
from prospects.views.merging import save
from prospects.web import number_in, visible_company
from team.web import render_page, say, signed_in, wants_part


@require_safe
def company(request: HttpRequest, pk: int) -> HttpResponse:
    """One company. Of a record that another stands for, that one."""
    kept = Company.objects.filter(pk=pk).values_list("merged_into", flat=True).first()
    if kept is not None:
        return redirect("prospects:company", visible_company(request, kept).pk)
    return _page(request, visible_company(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def company_details(request: HttpRequest, pk: int) -> HttpResponse:
    """Changed by whoever works with somebody there; a 404 for everybody else."""
    seen = visible_company(request, pk)
    if not can_work_there(signed_in(request), seen):
        raise Http404
    if request.method != "POST":
        return _page(request, seen, part="details", editing=True)
    form = CompanyForm(request.POST)
    status, form = save(form, seen, editing.edit_company, by=signed_in(request))
    if status != 200:
        return _page(request, seen, part="details", status=status, form=form, editing=True)
    say(request, _("Details saved."))
    if wants_part(request):
        return _page(request, seen, part="details")
    return redirect("prospects:company", pk)


def _page(
    request: HttpRequest,
    company: Company,
    *,
    part: str | None = None,
    status: int = 200,
    **given: Any,
) -> HttpResponse:
    """`given` replaces the form that comes back with faults."""
    user, at = signed_in(request), timezone.now()
    context: dict[str, Any] = {
        "company": company,
        "country": country_name(company.country) if company.country else "",
        "there": people_there(company, user, at, after=number_in(request, "after")),
        "history": history_of(company, user, before=number_in(request, "before")),
        "stop": stop_of_company(company, at),
        "pairs": likenesses_of(company, user),
        "merges": merges_of(company),
        "may_work": can_work_there(user, company),
        "form": CompanyForm.of(company),
    }
    return render_page(request, "prospects/company.html", part, context | given, status=status)
