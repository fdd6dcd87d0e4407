"""Records that may be one company: the list of pairs, one pair side by side, and what is said of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadence.selectors.companies import rows_of
from cadence.services import uniting_companies
from prospects.forms.uniting import MergeForm
from prospects.models import CompanyMerge
from prospects.selectors import company_duplicates as found
from prospects.services import company_duplicates
from prospects.web import number_in, visible_company
from team.refusals import Refused
from team.web import render_page, say, signed_in


@require_safe
def pairs(request: HttpRequest) -> HttpResponse:
    page = found.open_pairs(signed_in(request), after=number_in(request, "after"))
    return render_page(request, "cadence/company_duplicates.html", None, {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Side by side, and the choice; made one, the kept one's page follows."""
    chosen = _pair(request, pk)
    differences = found.differences(chosen)
    fields = [each.name for each in differences]
    if request.method != "POST":
        start = {each.name: each.offered for each in differences} | {"keep": "one"}
        return _pair_page(request, chosen, MergeForm(initial=start, fields=fields))
    form = MergeForm(request.POST, fields=fields)
    if not form.is_valid():
        return _pair_page(request, chosen, form, status=422)
    kept, other = chosen.records
    if form.cleaned_data["keep"] == "other":
        kept, other = other, kept
    user, at = signed_in(request), timezone.now()
    try:
        uniting_companies.merge(kept, other, take=form.taken(), by=user, at=at)
    except Refused as refused:
        return _pair_page(request, chosen, form, status=409, sentence=refused.sentence)
    say(request, _("%(name)s is one company now. Everybody is here.") % {"name": kept.name})
    return redirect("prospects:company", kept.pk)


@require_POST
def parting(request: HttpRequest, pk: int) -> HttpResponse:
    """They are two companies: remembered for good."""
    chosen = _pair(request, pk)
    try:
        company_duplicates.part(chosen.likeness, by=signed_in(request), at=timezone.now())
    except Refused as refused:
        say(request, refused.sentence)
    else:
        say(request, _("They are two companies. We won't ask again."))
    return redirect("cadence:company-duplicates")


@require_POST
def unmerging(request: HttpRequest, pk: int, merge_pk: int) -> HttpResponse:
    """Part what was made one."""
    company = visible_company(request, pk)
    merges = CompanyMerge.objects.filter(pk=merge_pk, kept=company)
    done = merges.select_related("kept", "other").first()
    if done is None:
        raise Http404
    try:
        uniting_companies.undo(done, by=signed_in(request), at=timezone.now())
    except Refused as refused:
        say(request, refused.sentence)
    else:
        say(request, _("They are two records again. Whoever moved went back."))
    return redirect("prospects:company", pk)


def _pair(request: HttpRequest, pk: int) -> found.Pair:
    chosen = found.pair_of(signed_in(request), pk)
    if chosen is None:
        raise Http404
    return chosen


def _pair_page(
    request: HttpRequest,
    chosen: found.Pair,
    form: MergeForm,
    *,
    status: int = 200,
    sentence: str = "",
) -> HttpResponse:
    differences = [
        (each, form[each.name].value() or each.offered) for each in found.differences(chosen)
    ]
    context = {
        "pair": chosen,
        "rows": rows_of(chosen.records, signed_in(request)),
        "form": form,
        "keep": form["keep"].value() or "one",
        "differences": differences,
        "sentence": sentence,
    }
    return render_page(request, "cadence/company_duplicate.html", None, context, status=status)
