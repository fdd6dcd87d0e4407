"""What is done with one quote: its reason, a fact of it, a question of it."""

from collections.abc import Callable
from datetime import datetime

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from adherence.forms import QuestionForm, ReasonForm
from adherence.schedule import Week
from adherence.selectors.heard import UNREAD, waits_in
from adherence.selectors.quotes import quote_of
from adherence.services import learning
from adherence.views.page import TEMPLATE, Asked, asked_of, show, status_of
from cadence.enums import NoReason
from cadence.models import Reply
from cadence.selectors.reach import workable_replies
from cadence.services import listening
from prospects.models import Prospect
from team.models import User
from team.refusals import Refused
from team.web import render_page, say, signed_in, wants_part


@require_POST
def reason(request: HttpRequest, pk: int) -> HttpResponse:
    """Why they said no, as a person here reads it."""
    user, at = signed_in(request), timezone.now()
    reply = get_object_or_404(workable_replies(user).select_related("prospect__owner"), pk=pk)
    form = ReasonForm(request.POST)

    def act() -> None:
        given = form.cleaned_data
        why = NoReason(given["reason"])
        listening.give_reason(reply, by=user, at=at, reason=why, note=given["note"])

    return _answer(request, reply, form, act, _("Reason kept."))


@require_POST
def fact(request: HttpRequest, pk: int) -> HttpResponse:
    """Their words become a fact about their company."""
    user, at = signed_in(request), timezone.now()
    reply = get_object_or_404(workable_replies(user).select_related("prospect__owner"), pk=pk)

    def act() -> None:
        learning.keep_fact(reply, by=user, at=at)

    return _answer(request, reply, Form(request.POST), act, _("Kept as a fact."))


@require_POST
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """Their words become a question that others may be asked."""
    user, at = signed_in(request), timezone.now()
    visible = Reply.objects.filter(prospect__in=Prospect.objects.visible_to(user))
    reply = get_object_or_404(visible.select_related("prospect__owner"), pk=pk)
    form = QuestionForm(request.POST)

    def act() -> None:
        learning.make_question(reply, by=user, at=at, text=form.cleaned_data["text"])

    return _answer(request, reply, form, act, _("In the library, for a manager to approve."))


def _answer(
    request: HttpRequest, reply: Reply, form: Form, act: Callable[[], None], sentence: str
) -> HttpResponse:
    """The quote anew for htmx, else its week; a refusal stands at the quote, and what was typed stays."""
    status = 200 if form.is_valid() else 422
    try:
        if form.is_valid():
            act()
            say(request, sentence)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        status = status_of(refused)
    return _show(request, reply, form, status)


def _show(request: HttpRequest, reply: Reply, form: Form, status: int) -> HttpResponse:
    user, at = signed_in(request), timezone.now()
    given = {"faulty": reply.pk, "form": form} if status != 200 else {}
    if wants_part(request):
        context = {
            "quote": quote_of(reply, user),
            "waits": waits_in(Reply.objects.filter(pk=reply.pk), at).by_reply,
            "reasons": NoReason.choices,
            **given,
        }
        return render_page(request, TEMPLATE, "quote", context, status=status)
    asked = _week_of(request, reply, user, at)
    if given or asked is None:
        return show(request, asked, status=status, **given)
    return redirect(f"{asked.address}#reply-{reply.pk}")


def _week_of(request: HttpRequest, reply: Reply, user: User, at: datetime) -> Asked | None:
    """Where this quote stands, as this colleague sees it."""
    said = request.POST.copy()
    said["team"] = str(reply.prospect.owner.team_id or "")
    said["week"] = Week.of(reply.received_at, user.zone).name
    said["kind"] = reply.kind or UNREAD
    return asked_of(user, said, at)
