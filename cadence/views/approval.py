"""The review of exact words, and taking it back while it has not left."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cadence.forms.letters import SendForm
from cadence.models import Approval, Touch
from cadence.selectors.letters import newest_draft
from cadence.selectors.queue import queue_of
from cadence.selectors.reach import own_approvals, workable_touches
from cadence.selectors.reviewed import waits_to_leave, why_lapsed
from cadence.services import reviewing
from cadence.views.draft import answer_with_margin, keep_words, refuse
from cadence.views.page import (
    TEMPLATE,
    address_of,
    move_on,
    queue_context,
)
from cadence.views.session import live_session_required, session_of
from team.refusals import Refused
from team.web import render_page, say, signed_in, wants_part


@require_POST
@live_session_required
def approval_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Send: the words are reviewed now; the browser posts their delivery when the undo ends."""
    touch = get_object_or_404(workable_touches(signed_in(request)), pk=pk)
    form = SendForm(request.POST)
    if not form.is_valid():
        return answer_with_margin(request, touch, status=422, refusal=form.fault())
    try:
        approval = _approve(request, touch, form)
    except Refused as refused:
        return refuse(request, touch, refused)
    if not wants_part(request):
        return redirect("cadence:approval", approval.pk)
    return move_on(request, outbox=approval)


@require_safe
def approval(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A letter that waits, as a page: Send it now, or Undo."""
    found = _own(request, pk)
    now = timezone.now()
    waits = waits_to_leave(found, newest_draft(found.touch), now)
    delivery, withdrawal = getattr(found, "delivery", None), getattr(found, "withdrawal", None)
    lapsed = "" if withdrawal else why_lapsed(found, now)
    sentence = delivery.get_state_display() if delivery else lapsed or _("You took this back.")
    context = {"approval": found, "waits": waits, "sentence": sentence}
    return render(request, "cadence/approval.html", context)


@require_POST
def withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Undo: back to that person's desk, the text intact."""
    found = _own(request, pk)
    name = found.touch.prospect.greeting_name
    sentence = _("Taken back. Nothing went to %(name)s.") % {"name": name}
    try:
        reviewing.withdraw(found, by=signed_in(request), at=timezone.now())
    except Refused as refused:
        return _after_undo(request, found, refused.sentence, status=409)
    return _after_undo(request, found, sentence)


def _approve(request: HttpRequest, touch: Touch, form: SendForm) -> Approval:
    return reviewing.approve(
        keep_words(request, touch, form),
        by=signed_in(request),
        session=session_of(request),
        at=timezone.now(),
        looks=form.looks(),
        read_aloud=form.cleaned_data["read_aloud"],
    )


def _after_undo(
    request: HttpRequest, found: Approval, sentence: str, status: int = 200
) -> HttpResponse:
    key = f"touch-{found.touch_id}"
    if not wants_part(request):
        say(request, sentence)
        return redirect(address_of(key))
    queue = queue_of(signed_in(request), timezone.now())
    context = queue_context(request, queue, key, answer=sentence)
    part = "acted" if request.GET.get("from") == "desk" else "undone"
    response = render_page(request, TEMPLATE, part, context, status=status)
    response["HX-Push-Url"] = address_of(key)
    return response


def _own(request: HttpRequest, pk: UUID) -> Approval:
    approvals = own_approvals(signed_in(request)).select_related(
        "touch__prospect__company", "touch__owner", "draft", "delivery", "withdrawal", "mailbox"
    )
    return get_object_or_404(approvals, pk=pk)
