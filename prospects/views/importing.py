"""Bringing people in, a step a page: bring a file, match its columns, look it over, done."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prospects.enums import FileEncoding, ImportState
from prospects.forms import BringForm, MatchForm
from prospects.models import ImportBatch
from prospects.selectors import import_grounds, imports
from prospects.services import importing, undoing
from prospects.services.forgetting import KEPT_DAYS
from prospects.views.downloads import csv_file
from prospects.views.import_choosing import names, who
from prospects.views.import_progress import on_from, progress, say_who_is_in, steps_of
from prospects.views.uploads import Quota
from prospects.web import number_in
from team.refusals import Refused
from team.web import render_page, say, signed_in, wants_part


@csrf_exempt  # The limit must stand before the form is read; _start checks the token.
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    quota = Quota(request, importing.LARGEST)
    if request.method == "POST":
        request.upload_handlers.insert(0, quota)
    try:
        return _start(request, quota)
    except RequestDataTooBig:
        form = BringForm({})
        form.add_error(
            "text", _("That is more than 5 MB of text. Save it as a file and bring that.")
        )
        return _start_page(request, form, status=422)


@csrf_protect
def _start(request: HttpRequest, quota: Quota) -> HttpResponse:
    if request.method != "POST":
        return _start_page(request, BringForm())
    form = BringForm(request.POST, request.FILES, too_large=quota.exceeded)
    if not form.is_valid():
        return _start_page(request, form, status=422)
    file, text = form.cleaned_data["file"], form.cleaned_data["text"]
    try:
        batch = importing.bring(
            file.chunks() if file else [text.encode()],
            file_name=file.name if file else _("Pasted rows"),
            by=signed_in(request),
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error("file" if file else "text", refused.sentence)
        return _start_page(request, form, status=422)
    return redirect("prospects:import-step", batch.pk, "match")


def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    batch = get_object_or_404(ImportBatch, pk=pk, owner=signed_in(request))
    pages = {
        "match": match,
        "progress": progress,
        "names": names,
        "who": who,
        "check": check,
        "done": done,
    }
    if step not in pages:
        raise Http404
    if batch.state in imports.UNFINISHED and not imports.is_kept(batch):
        if wants_part(request):
            return HttpResponse(headers={"HX-Redirect": request.path})
        sentence = _(
            "This file was forgotten: it waited for %(days)s days, or somebody in it was erased. Bring it again."
        )
        said = sentence % {"days": KEPT_DAYS}
        return _start_page(request, BringForm(), sentence=said, status=410)
    if step not in steps_of(batch):
        return on_from(request, batch)
    return pages[step](request, batch)


@require_http_methods(["GET", "HEAD", "POST"])
def match(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    try:
        header, records = importing.preview(batch)
    except Refused as refused:
        return _start_page(request, BringForm(), sentence=refused.sentence, status=422)
    samples = imports.samples(records, len(header))
    if request.method != "POST":
        return _match_page(request, batch, _match_form(batch, header), samples)
    form = MatchForm(request.POST, header=header, encoding=batch.encoding, sheets=batch.sheets)
    if not form.is_valid():
        return _match_page(request, batch, form, samples, status=422)
    try:
        if "reread" in request.POST:
            _read_again(batch, form)
            return redirect("prospects:import-step", batch.pk, "match")
        importing.match(batch, mapping=form.mapping(), at_once=importing.READ_AT_ONCE)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _match_page(request, batch, form, samples, status=422)
    return redirect("prospects:import-step", batch.pk, steps_of(batch)[0])


def _read_again(batch: ImportBatch, form: MatchForm) -> None:
    """Another sheet, or the same text in another way."""
    sheet = form.cleaned_data["sheet"]
    if sheet is not None and sheet != batch.sheet:
        importing.read_sheet(batch, sheet)
        return
    importing.read_as(
        batch,
        encoding=FileEncoding(form.cleaned_data["encoding"] or batch.encoding),
        delimiter=form.cleaned_data["delimiter"] or batch.delimiter,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Look it over, and bring them in."""
    if request.method != "POST":
        return _rows_page(request, batch, "prospects/import_check.html")
    try:
        importing.apply(
            batch, by=signed_in(request), at=timezone.now(), at_once=importing.BRING_AT_ONCE
        )
    except Refused as refused:
        batch.refresh_from_db()
        if "check" not in steps_of(batch):
            return on_from(request, batch)  # Pressed twice: the first press brings them in.
        return _rows_page(
            request, batch, "prospects/import_check.html", status=409, sentence=refused.sentence
        )
    if batch.state == ImportState.APPLIED:
        say_who_is_in(request, batch)
    return redirect("prospects:import-step", batch.pk, steps_of(batch)[0])


@require_safe
def done(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """What came in, what comes next, and the way back."""
    return _rows_page(request, batch, "prospects/import_done.html")


@require_POST
def taking_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody the file brought goes again, as long as nobody of them was tried."""
    batch = get_object_or_404(ImportBatch, pk=pk, owner=signed_in(request))
    try:
        taken = undoing.take_back(batch, by=signed_in(request), at=timezone.now())
    except Refused as refused:
        batch.refresh_from_db()
        if batch.state != ImportState.APPLIED:
            return on_from(request, batch)  # Pressed twice, or not in: what is so is shown.
        return _rows_page(
            request, batch, "prospects/import_done.html", status=409, sentence=refused.sentence
        )
    say(request, _taken_back(taken))
    return redirect("prospects:import-step", pk, "done")


def _taken_back(taken: undoing.TakenBack) -> str:
    out = ngettext(
        "%(count)s person is out again.", "%(count)s people are out again.", taken.people
    ) % {"count": intcomma(taken.people)}
    if not taken.stayed:
        return out
    stayed = ngettext(
        "%(count)s stays: somebody worked with them.",
        "%(count)s stay: somebody worked with them.",
        taken.stayed,
    )
    return f"{out} {stayed % {'count': intcomma(taken.stayed)}}"


@require_safe
def rows_csv(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The rows that stay out, as they came, with the reason in front."""
    batch = get_object_or_404(ImportBatch, pk=pk, owner=signed_in(request))
    rows = imports.rows_left_out(batch)
    return csv_file("left-out", [_("Line"), _("Why it was left out")], rows)


def _match_form(batch: ImportBatch, header: list[str]) -> MatchForm:
    chosen = {f"column-{number}": field for field, number in batch.mapping.items()}
    return MatchForm(
        initial={
            "encoding": batch.encoding,
            "delimiter": batch.delimiter,
            "sheet": batch.sheet,
            **chosen,
        },
        header=header,
        encoding=batch.encoding,
        sheets=batch.sheets,
    )


def _start_page(
    request: HttpRequest, form: BringForm, *, status: int = 200, sentence: str = ""
) -> HttpResponse:
    waiting = imports.unfinished(signed_in(request))
    context = {
        "form": form,
        "waiting": [(each, each.created_at + timedelta(days=KEPT_DAYS)) for each in waiting],
        "sentence": sentence,
    }
    return render_page(request, "prospects/import_start.html", context=context, status=status)


def _match_page(
    request: HttpRequest,
    batch: ImportBatch,
    form: MatchForm,
    samples: list[list[str]],
    *,
    status: int = 200,
) -> HttpResponse:
    encoding = FileEncoding(batch.encoding)
    columns = [(form[f"column-{number}"], cells) for number, cells in enumerate(samples)]
    context = {
        "batch": batch,
        "form": form,
        "columns": columns,
        "sure": importing.is_certain(encoding),
        "unusual": imports.unusual_lines(importing.head_of(batch), encoding),
    }
    return render_page(request, "prospects/import_match.html", context=context, status=status)


def _rows_page(
    request: HttpRequest,
    batch: ImportBatch,
    template: str,
    *,
    status: int = 200,
    sentence: str = "",
) -> HttpResponse:
    first = "coming" if batch.state == ImportState.CHECKED else "rejected"
    kind = request.GET.get("show", first)
    kind = kind if kind in imports.SHOWN else first
    user, after = signed_in(request), number_in(request, "after")
    shown = imports.rows_to_show(batch, user, kind=kind, after=after)
    context = {
        "batch": batch,
        "kind": kind,
        "shown": shown,
        "has_looks": imports.has_looks(batch),
        "barred": import_grounds.barred_of(batch),
        "sentence": sentence,
    }
    return render_page(request, template, "rows", context, status=status)
