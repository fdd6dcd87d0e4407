"""What a person says of the rows before they come in: how names are written, whom to leave out, why we may write to the others."""

from __future__ import annotations

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from prospects.forms import GroundsForm
from prospects.models import ImportBatch
from prospects.selectors import import_grounds, import_names, imports
from prospects.services import importing
from prospects.web import number_in
from team.refusals import Refused
from team.web import render_page, say, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def names(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Names that may be written in another way; each is mended here, or all of a kind."""
    if request.method != "POST":
        return _names_page(request, batch)
    try:
        if "accept" in request.POST:
            count = importing.accept_names(batch, request.POST["accept"])
        else:
            count = importing.settle_names(batch, _names_in(request))
    except Refused as refused:
        return _names_page(request, batch, status=422, sentence=refused.sentence)
    say(
        request, ngettext("%(n)s name saved.", "%(n)s names saved.", count) % {"n": intcomma(count)}
    )
    return redirect("prospects:import-step", batch.pk, "names")


def _names_in(request: HttpRequest) -> dict[int, str]:
    """What stands in the fields of the page, by row."""
    fields = ((name, value) for name, value in request.POST.items() if name.startswith("name-"))
    given = ((name.removeprefix("name-"), value) for name, value in fields)
    found = {
        int(key): str(value).replace("\x00", "")
        for key, value in given
        if key.isascii() and key.isdecimal() and len(key) < 19
    }
    return dict(list(found.items())[: import_names.NAMES_A_PAGE])


def _names_page(
    request: HttpRequest, batch: ImportBatch, *, status: int = 200, sentence: str = ""
) -> HttpResponse:
    look = request.GET.get("look", "")
    context = {
        "batch": batch,
        "looks": import_names.name_looks(batch),
        "look": look,
        "page": import_names.odd_names(
            batch, look=look, after=number_in(request, "after"), typed=_names_in(request)
        ),
        "sentence": sentence,
    }
    return render_page(request, "prospects/import_names.html", None, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def who(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Whom we must not write to, whom the rep would rather leave out, and why we may write to the others."""
    form = GroundsForm(request.POST) if request.method == "POST" else GroundsForm.of(batch)
    if request.method == "POST" and form.is_valid():
        try:
            importing.leave_out(batch, request.POST.getlist("leave-out"))
            importing.say_grounds(batch, importing.Grounds(**form.cleaned_data))
        except Refused as refused:
            say(request, refused.sentence)
        stays = "count" in request.POST
        return redirect("prospects:import-step", batch.pk, "who" if stays else "check")
    return _who_page(request, batch, form)


def _who_page(request: HttpRequest, batch: ImportBatch, form: GroundsForm) -> HttpResponse:
    kinds = imports.kinds_of(batch)
    first = next((each.code for each in kinds if each.count), "stopped")
    asked = request.GET.get("show", first)
    kind = next((each for each in kinds if each.code == asked), kinds[0])
    shown = imports.rows_of_kind(
        batch, signed_in(request), kind=kind.code, after=number_in(request, "after")
    )
    context = {
        "batch": batch,
        "kinds": kinds,
        "kind": kind,
        "shown": shown,
        "form": form,
        "barred": import_grounds.barred_of(batch),
    }
    status = 422 if form.errors else 200
    return render_page(request, "prospects/import_who.html", "rows", context, status=status)
