"""If somebody asks: all that we know of them as a file, or erased."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from adherence.forms import ErasureForm
from adherence.permissions import can_erase
from adherence.policies import check_may_erase, is_erased_whole
from adherence.selectors.personal_data import counted
from adherence.services import erasing, exporting
from prospects.enums import ErasureCause
from prospects.models import Erasure, Prospect
from prospects.web import visible_person
from team.refusals import Refused
from team.web import render_page, say, signed_in


@require_POST
def export_json(request: HttpRequest, pk: int) -> HttpResponse:
    prospect = _led(request, pk)
    sections = exporting.export(prospect, form="json", by=signed_in(request), at=timezone.now())
    return _file(exporting.as_json(sections), f"person-{pk}.json", "application/json")


@require_POST
def export_html(request: HttpRequest, pk: int) -> HttpResponse:
    prospect, at = _led(request, pk), timezone.now()
    sections = exporting.export(prospect, form="html", by=signed_in(request), at=at)
    context = {"prospect": prospect, "sections": sections, "at": at}
    page = render_to_string("adherence/personal_data.html", context)
    return _file(page, f"person-{pk}.html", "text/html; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: HttpRequest, pk: int) -> HttpResponse:
    """What would go and what stays; erased by a press of the button, with who asked."""
    prospect = _led(request, pk)
    if request.method != "POST":
        return _page(request, prospect, ErasureForm())
    form = ErasureForm(request.POST)
    if not form.is_valid():
        return _page(request, prospect, form, status=422)
    try:
        erasing.erase(
            prospect,
            cause=ErasureCause(form.cleaned_data["cause"]),
            reason=form.cleaned_data["reason"],
            by=signed_in(request),
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _page(request, prospect, form, status=409)
    say(request, _("Erased. What stays are counts and hashes that name nobody."))
    return redirect("adherence:erasure", pk)


def _led(request: HttpRequest, pk: int) -> Prospect:
    prospect = visible_person(request, pk, "owner")
    if not can_erase(signed_in(request), prospect):
        raise PermissionDenied
    return prospect


def _file(content: str, name: str, content_type: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _page(
    request: HttpRequest, prospect: Prospect, form: forms.Form, *, status: int = 200
) -> HttpResponse:
    erased = None
    if is_erased_whole(prospect):
        erased = Erasure.objects.select_related("by").get(prospect=prospect)
    context: dict[str, Any] = {
        "prospect": prospect,
        "form": form,
        "erased": erased,
        "goes": [] if erased else counted(prospect),
        "keeps": _keeps(prospect),
    }
    return render_page(request, "adherence/erasure.html", None, context, status=status)


def _keeps(prospect: Prospect) -> str:
    """Why they cannot be erased now, or nothing; asked as for somebody who asked for it."""
    try:
        check_may_erase(prospect, ErasureCause.ASKED)
    except Refused as refused:
        return refused.sentence
    return ""
