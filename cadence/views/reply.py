"""What they said: written down by hand, and what kind of answer it was."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cadence.enums import ReplyKind
from cadence.forms.answers import KindForm, SpokenReplyForm
from cadence.models import Reply
from cadence.selectors.reach import workable_replies
from cadence.selectors.reading import off_until
from cadence.services import answering, listening
from cadence.views.page import TEMPLATE, is_conflict, move_on, posted, show, status_of
from cadence.views.question import Question, ask_then
from prospects.models import Prospect
from prospects.web import own_person
from team.models import User
from team.refusals import Refused
from team.web import render_page, signed_in, wants_part

OWED = (ReplyKind.NO, ReplyKind.INTERESTED, ReplyKind.REFERRAL)


@require_http_methods(["GET", "HEAD", "POST"])
def reply_new(request: HttpRequest, prospect_pk: int) -> HttpResponse:
    """The rep heard it, or read it elsewhere."""
    prospect = own_person(request, prospect_pk)
    user = signed_in(request)
    kind = request.GET.get("kind", "")
    initial = {"kind": kind} if kind in ReplyKind.values else None
    form = SpokenReplyForm(posted(request), initial=initial, **_about(prospect, user))

    def keep() -> HttpResponse:
        reply = listening.record_reply(prospect, by=user, at=timezone.now(), **form.answer())
        return _heard(request, reply)

    return ask_then(request, _question(prospect), form, keep)


@require_POST
def reply_kind(request: HttpRequest, pk: int) -> HttpResponse:
    """Name what a reply was; its consequence follows at once."""
    reply, user = _reply(request, pk), signed_in(request)
    form = KindForm.of(reply, request.POST, off_until=off_until(user, timezone.now()))
    stops = "stop" in request.POST
    if not stops and not form.is_valid():
        return _faults(request, reply, form, 422)
    try:
        if stops:
            named = listening.name_stop(reply, by=user, at=timezone.now())
        else:
            named = listening.name_kind(reply, by=user, at=timezone.now(), **form.answer())
    except Refused as refused:
        if is_conflict(refused) and wants_part(request):
            context = {"refusal": refused.sentence}
            return render_page(request, TEMPLATE, "conflict", context, status=409)
        form.add_error(None, refused.sentence)
        return _faults(request, reply, form, status_of(refused))
    return _heard(request, named)


@require_POST
def answer_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write back by hand, in their thread."""
    reply = _reply(request, pk)
    try:
        opened = answering.open_answer(reply, by=signed_in(request), at=timezone.now())
    except Refused as refused:
        if wants_part(request):
            context = {"refusal": refused.sentence}
            return render_page(request, TEMPLATE, "conflict", context, status=409)
        return show(
            request, f"reply-{reply.pk}", status=409, conflict=True, refusal=refused.sentence
        )
    return move_on(request, then=f"touch-{opened.pk}")


def _reply(request: HttpRequest, pk: int) -> Reply:
    replies = workable_replies(signed_in(request)).select_related("prospect__company", "message")
    return get_object_or_404(replies, pk=pk)


def _about(prospect: Prospect, user: User) -> dict[str, Any]:
    """What the consequences of each choice name."""
    return {"who": prospect.greeting_name, "off_until": off_until(user, timezone.now())}


def _heard(request: HttpRequest, reply: Reply) -> HttpResponse:
    """On with the letter that is owed to them now, or with why it is written elsewhere."""
    words = _("Kept. %(name)s was heard.") % {"name": reply.prospect.greeting_name}
    opened = reply.answers.open().first()
    if opened is not None:
        return move_on(request, words, then=f"touch-{opened.pk}")
    if reply.kind in OWED:
        words = f"{words} {answering.why_not_here(reply, timezone.now())}".strip()
    return move_on(request, words)


def _faults(request: HttpRequest, reply: Reply, form: KindForm, status: int) -> HttpResponse:
    return show(request, f"reply-{reply.pk}", part="naming", status=status, form=form)


def _question(prospect: Prospect) -> Question:
    return Question(
        part="reply",
        title=_("%(name)s answered") % {"name": prospect.greeting_name},
        intro=_("What they say stops everything at once. Nobody at %(company)s is written to.")
        % {"company": prospect.company.name},
        action=reverse("cadence:reply-new", args=[prospect.pk]),
        button=_("Keep this answer"),
        back=reverse("prospects:person", args=[prospect.pk]),
    )
