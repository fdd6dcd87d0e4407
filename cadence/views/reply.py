"""What they said: written down by hand, and what kind of answer it was."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cadence.forms import KindForm, SpokenReplyForm
from cadence.models import Reply
from cadence.selectors.reach import workable_replies
from cadence.services import listening
from cadence.views.page import (
    TEMPLATE,
    is_conflict,
    move_on,
    posted,
    show,
    status_of,
)
from cadence.views.person import own_person
from cadence.views.question import Question, ask, refuse
from prospects.models import Prospect
from team.refusals import Refused
from team.web import render_page, signed_in, wants_part


@require_http_methods(["GET", "HEAD", "POST"])
def reply_new(request: HttpRequest, prospect_pk: int) -> HttpResponse:
    """The rep heard it, or read it elsewhere."""
    prospect = own_person(request, prospect_pk)
    form = SpokenReplyForm(posted(request))
    if not form.is_valid():
        return ask(request, _question(prospect), form, status=422 if form.is_bound else 200)
    try:
        listening.record_reply(prospect, by=signed_in(request), at=timezone.now(), **form.answer())
    except Refused as refused:
        return refuse(request, _question(prospect), form, refused)
    return move_on(request, _sentence(prospect))


@require_POST
def reply_kind(request: HttpRequest, pk: int) -> HttpResponse:
    """Name what a reply was; its consequence follows at once."""
    replies = workable_replies(signed_in(request)).select_related("prospect__company")
    reply = get_object_or_404(replies, pk=pk)
    form = KindForm(request.POST)
    if not form.is_valid():
        return _faults(request, reply, form, 422)
    try:
        listening.name_kind(reply, by=signed_in(request), at=timezone.now(), **form.answer())
    except Refused as refused:
        if is_conflict(refused) and wants_part(request):
            context = {"refusal": refused.sentence}
            return render_page(request, TEMPLATE, "conflict", context, status=409)
        form.add_error(None, refused.sentence)
        return _faults(request, reply, form, status_of(refused))
    return move_on(request, _sentence(reply.prospect))


def _faults(request: HttpRequest, reply: Reply, form: KindForm, status: int) -> HttpResponse:
    return show(request, f"reply-{reply.pk}", part="naming", status=status, form=form)


def _sentence(prospect: Prospect) -> str:
    return _("Kept. %(name)s was heard.") % {"name": prospect.greeting_name}


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
