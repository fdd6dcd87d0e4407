"""How far a file is: which steps it has by now, and the slices of a large one."""

from __future__ import annotations

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from prospects.enums import ImportState
from prospects.models import ImportBatch
from prospects.selectors import imports
from prospects.services import importing
from team.refusals import Refused
from team.web import render_page, say, signed_in, wants_part

UNDER_WAY = (ImportState.READING, ImportState.APPLYING)


def steps_of(batch: ImportBatch) -> tuple[str, ...]:
    """The pages that a file has as far as it is; the first is where any other leads."""
    return {
        ImportState.BROUGHT: ("match",),
        ImportState.READING: ("progress", "match"),
        ImportState.CHECKED: ("names", "match", "who", "check"),
        ImportState.APPLYING: ("progress",),
        ImportState.APPLIED: ("done",),
        ImportState.TAKEN_BACK: ("done",),
    }[ImportState(batch.state)]


@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """How far a large file is. Each press, or htmx in place of it, makes the next slice; what is cut goes on where it stood."""
    sentence = ""
    if request.method == "POST":
        try:
            importing.go_on(batch, by=signed_in(request), at=timezone.now())
        except Refused as refused:
            sentence = refused.sentence
        batch.refresh_from_db()
    if batch.state not in UNDER_WAY:
        return _leave_progress(request, batch, sentence)
    if request.method == "POST" and not sentence and not wants_part(request):
        return redirect("prospects:import-step", batch.pk, "progress")
    context = {
        "batch": batch,
        "done": imports.progress_of(batch, len(importing.COMPARISONS)),
        "sentence": sentence,
    }
    return render_page(
        request,
        "prospects/import_progress.html",
        "progress",
        context,
        status=409 if sentence else 200,
    )


def _leave_progress(request: HttpRequest, batch: ImportBatch, sentence: str) -> HttpResponse:
    """On to the step that comes next, and what is to be said there."""
    if sentence:
        say(request, sentence)
    elif batch.state == ImportState.APPLIED:
        say_who_is_in(request, batch)
    return on_from(request, batch)


def on_from(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """To where the file is by now, as a whole page: another tab or press may have taken it there."""
    following = reverse("prospects:import-step", args=[batch.pk, steps_of(batch)[0]])
    if wants_part(request):
        return HttpResponse(headers={"HX-Redirect": following})
    return redirect(following)


def say_who_is_in(request: HttpRequest, batch: ImportBatch) -> None:
    said = ngettext("%(count)s person is in.", "%(count)s people are in.", batch.accepted)
    say(request, said % {"count": intcomma(batch.accepted)})
