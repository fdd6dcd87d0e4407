"""The one act of sending, posted by the rep's own browser, and what came of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cadence.enums import DeliveryState
from cadence.forms.letters import ResolutionForm
from cadence.models import Approval, Delivery
from cadence.selectors.queue import queue_of
from cadence.selectors.reach import own_approvals, settled_by
from cadence.services import sending
from cadence.views.page import (
    TEMPLATE,
    address_of,
    move_on,
    queue_context,
    status_of,
)
from cadence.views.person import to_person
from cadence.views.session import live_session_required, session_of
from team.refusals import Refused
from team.web import render_page, say, signed_in, wants_part

TROUBLE = "trouble"


@require_POST
@live_session_required
def delivery(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the approved words now. A second post answers what came of the first."""
    approvals = own_approvals(signed_in(request)).select_related(
        "touch__prospect", "draft", "mailbox", "reviewer"
    )
    approval = get_object_or_404(approvals, pk=pk)
    try:
        made = sending.deliver(
            approval, by=signed_in(request), session=session_of(request), at=timezone.now()
        )
    except Refused as refused:
        return _answer(request, approval, refused.sentence, TROUBLE, status_of(refused))
    kind = "" if made.state == DeliveryState.SENT else TROUBLE
    name = approval.touch.prospect.greeting_name
    return _answer(request, approval, sentence_of(made, name), kind)


@require_POST
@live_session_required
def resolution(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rep looked, or who manages a rep that is gone: it left, or it didn't."""
    found = get_object_or_404(
        settled_by(signed_in(request)).select_related("touch__prospect__company"), pk=pk
    )
    form = ResolutionForm(request.POST)
    if not form.is_valid():
        return _unresolved(request, found, _("Say whether it left."), 422)
    left = form.cleaned_data["left"] == "yes"
    try:
        kept = sending.resolve_unknown(
            found,
            left=left,
            by=signed_in(request),
            session=session_of(request),
            at=timezone.now(),
        )
    except Refused as refused:
        return _unresolved(request, found, refused.sentence, status_of(refused))
    if kept.state != (DeliveryState.SENT if left else DeliveryState.FAILED):
        return _unresolved(request, found, _already(kept), 409)
    thanks = _("Kept. Thank you for looking.")
    if request.GET.get("from") == "person":
        return to_person(request, kept.touch.prospect, thanks)
    return move_on(request, thanks)


def sentence_of(made: Delivery, name: str) -> str:
    """What came of the letter to `name`, for the toast."""
    if made.state == DeliveryState.SENT:
        return _("Sent to %(name)s") % {"name": name}
    if made.state == DeliveryState.FAILED:
        return _("Not sent to %(name)s. %(why)s Your words are saved.") % {
            "name": name,
            "why": made.explanation,
        }
    if made.state == DeliveryState.UNKNOWN:
        return _("We can't tell whether the letter to %(name)s left.") % {"name": name}
    return _("The letter to %(name)s is leaving now.") % {"name": name}


def _already(kept: Delivery) -> str:
    """Why an answer that contradicts what is known changed nothing."""
    name = kept.touch.prospect.greeting_name
    if kept.state == DeliveryState.SENT:
        return _("The letter to %(name)s is kept as sent already. Nothing changed.") % {
            "name": name
        }
    if kept.state == DeliveryState.FAILED:
        return _("The letter to %(name)s is kept as not sent already. Nothing changed.") % {
            "name": name
        }
    return _("The letter to %(name)s is leaving now. Nothing changed.") % {"name": name}


def _answer(
    request: HttpRequest, approval: Approval, sentence: str, kind: str, status: int = 200
) -> HttpResponse:
    """In the toast's place for htmx, with the list anew; a page and a word otherwise."""
    if not wants_part(request):
        say(request, sentence)
        key = f"touch-{approval.touch_id}" if kind else ""
        return redirect(address_of(key))
    if request.GET.get("from") == "desk" and not kind:
        return move_on(request, sentence)
    queue = queue_of(signed_in(request), timezone.now())
    if request.GET.get("from") == "desk":
        say(request, sentence)
        context = queue_context(request, queue, f"touch-{approval.touch_id}")
        return render_page(request, TEMPLATE, "acted", context, status=status)
    context = {
        "queue": queue,
        "queue_count": queue.progress.waiting,
        "key": _open_key(request),
        "answer": sentence,
        "answer_kind": kind,
    }
    return render_page(request, TEMPLATE, "answered", context, status=status)


def _unresolved(request: HttpRequest, found: Delivery, sentence: str, status: int) -> HttpResponse:
    if wants_part(request):
        return render_page(request, TEMPLATE, "conflict", {"refusal": sentence}, status=status)
    say(request, sentence)
    return redirect("cadence:touch", found.touch_id)


def _open_key(request: HttpRequest) -> str:
    """The row that is open in the browser that asks: the list keeps showing it as open."""
    parts = request.headers.get("HX-Current-URL", "").partition("/queue/")[2].strip("/").split("/")
    if parts[0].isdecimal():
        return f"touch-{parts[0]}"
    if parts[0] == "replies" and len(parts) > 1 and parts[1].isdecimal():
        return f"reply-{parts[1]}"
    return ""
