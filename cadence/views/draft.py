"""The words of a try: kept as they are typed, compared with where they began."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cadence.forms.letters import DraftForm, SendForm
from cadence.models import Draft, Touch
from cadence.selectors import letters
from cadence.selectors.desk import desk_of
from cadence.selectors.reach import visible_touches, workable_touches
from cadence.selectors.sheet import Sheet, sheet_of
from cadence.services import drafting
from cadence.views.margin import Words, margin_of
from cadence.views.mending import MEND, mended
from cadence.views.page import (
    TEMPLATE,
    is_conflict,
    show,
)
from team.refusals import Refused
from team.web import render_page, say, signed_in, wants_part

# What these say stands in the margin already, beside the words it is about.
BESIDE_IT = ("stop_remains", "look_unanswered", "not_read_aloud")


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method == "POST":
        return _save(request, get_object_or_404(workable_touches(signed_in(request)), pk=pk))
    touch = get_object_or_404(visible_touches(signed_in(request)), pk=pk)
    drafts = touch.drafts.order_by("number")
    first, newest = drafts.first(), drafts.last()
    if newest is None:
        raise Http404
    context = {"touch": touch, "first": first, "newest": newest}
    return render(request, "cadence/versions.html", context)


def keep_words(request: HttpRequest, touch: Touch, form: DraftForm) -> Draft:
    """Save what the sheet says, over the draft it was typed over. Refuses when that is old."""
    return drafting.save_draft(
        touch,
        by=signed_in(request),
        at=timezone.now(),
        subject=form.cleaned_data["subject"],
        body=form.cleaned_data["body"],
        base_number=form.cleaned_data["base_number"],
    )


def answer_with_margin(
    request: HttpRequest, touch: Touch, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    """The margin anew, judging the words that were posted; nothing typed is lost."""
    desk = desk_of(signed_in(request), touch.pk, timezone.now())
    given = {"desk": desk, "refusal": refusal, **_posted_margin(request, desk)}
    if wants_part(request):
        return render_page(request, TEMPLATE, "checks", given, status=status)
    return show(request, f"touch-{touch.pk}", status=status, **given)


def answer_with_conflict(request: HttpRequest, touch: Touch, refused: Refused) -> HttpResponse:
    """What happened elsewhere, with both texts when there are two."""
    desk = desk_of(signed_in(request), touch.pk, timezone.now())
    given: dict[str, Any] = {"desk": desk, "refusal": refused.sentence}
    mine = Words(request.POST.get("subject", ""), request.POST.get("body", ""))
    if refused.code == "stale_draft":
        given |= {"theirs": desk.draft, "mine": mine}
    if wants_part(request):
        return render_page(request, TEMPLATE, "conflict", given, status=409)
    given |= _posted_margin(request, desk)
    return show(request, f"touch-{touch.pk}", status=409, conflict=True, **given)


def refuse(request: HttpRequest, touch: Touch, refused: Refused) -> HttpResponse:
    if is_conflict(refused):
        return answer_with_conflict(request, touch, refused)
    beside_it = refused.code in BESIDE_IT
    refusal = _("Not sent yet. Look below.") if beside_it else refused.sentence
    return answer_with_margin(request, touch, status=422, refusal=refusal)


def _save(request: HttpRequest, touch: Touch) -> HttpResponse:
    form = DraftForm(mended(request.POST, touch))
    if not form.is_valid():
        return answer_with_margin(request, touch, status=422, refusal=form.fault())
    try:
        kept = keep_words(request, touch, form)
    except Refused as refused:
        return refuse(request, touch, refused)
    if not wants_part(request):
        say(request, _("Saved."))
        return redirect("cadence:touch", touch.pk)
    # Words that stood there before may be older than what came since, which only the desk knows.
    is_new = kept.number > form.cleaned_data["base_number"]
    sheet = sheet_of(kept, timezone.now()) if is_new and MEND not in request.POST else None
    return _answer_a_pause(request, sheet) if sheet else _answer_a_press(request, touch, kept)


def _answer_a_pause(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """The margin alone, without the desk around it: asked for after every pause in typing."""
    given = {"desk": sheet, **_posted_margin(request, sheet)}
    return render_page(request, TEMPLATE, "checks", given)


def _answer_a_press(request: HttpRequest, touch: Touch, kept: Draft) -> HttpResponse:
    """All that may have changed around words that were kept."""
    if kept != letters.newest_draft(touch):
        # A press put other words on the sheet meanwhile; these are kept, and the margin is not about them.
        return HttpResponse(status=204)
    if MEND in request.POST:
        return show(request, f"touch-{touch.pk}")
    return answer_with_margin(request, touch)


def _posted_margin(request: HttpRequest, desk: Sheet) -> dict[str, Any]:
    body = request.POST.get("body", "").replace("\r\n", "\n")
    words = Words(request.POST.get("subject", ""), body)
    form = SendForm(request.POST)
    read_aloud = bool(request.POST.get("read_aloud"))
    return margin_of(desk, words, read_aloud=read_aloud, looks=form.looks())
