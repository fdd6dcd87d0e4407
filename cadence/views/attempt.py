"""A call, a LinkedIn note, a letter by post: the rep did it, and says what came of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cadence.forms.evidence import FORMS_BY_CHANNEL, CallForm, LinkedInForm, PostForm
from cadence.forms.letters import DraftForm, looks_of
from cadence.models import Attempt, Touch
from cadence.selectors.desk import desk_of
from cadence.selectors.letters import newest_draft
from cadence.selectors.reach import workable_touches
from cadence.services import logging
from cadence.views.draft import answer_with_conflict, keep_words
from cadence.views.margin import Words, margin_of
from cadence.views.page import (
    TEMPLATE,
    desk_context,
    is_conflict,
    move_on,
    show,
)
from prospects.enums import Channel
from team.refusals import Refused
from team.web import render_page, signed_in, wants_part


@require_POST
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    touches = workable_touches(signed_in(request)).select_related("prospect__company")
    touch = get_object_or_404(touches, pk=pk)
    if touch.channel not in FORMS_BY_CHANNEL:
        raise Http404
    form = FORMS_BY_CHANNEL[touch.channel](request.POST)
    if not form.is_valid():
        return _faults(request, touch, form)
    try:
        _keep(request, touch, form.evidence())
    except Refused as refused:
        if is_conflict(refused):
            return answer_with_conflict(request, touch, refused)
        form.add_error(None, refused.sentence)
        return _faults(request, touch, form)
    name = touch.prospect.name
    return move_on(
        request,
        _("Kept. Try %(number)s with %(name)s is made.")
        % {
            "number": touch.number,
            "name": name,
        },
    )


def _keep_typed(request: HttpRequest, touch: Touch) -> None:
    """A letter by post is judged by the words on its sheet; without JavaScript they are saved by this press."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        raise Refused(form.fault(), code="too_long")
    typed, newest = form.typed_words(), newest_draft(touch)
    if typed is not None and typed.body != (newest.body if newest else ""):
        keep_words(request, touch, form)


def _keep(request: HttpRequest, touch: Touch, evidence: dict[str, Any]) -> Attempt:
    by, at = signed_in(request), timezone.now()
    if touch.channel == Channel.CALL:
        return logging.log_call(touch, by=by, at=at, **evidence)
    if touch.channel == Channel.LINKEDIN:
        return logging.log_linkedin(touch, by=by, at=at, **evidence)
    _keep_typed(request, touch)
    return logging.log_post(touch, by=by, at=at, **evidence)


def _faults(
    request: HttpRequest, touch: Touch, form: CallForm | LinkedInForm | PostForm
) -> HttpResponse:
    """The card again with what is missing; what was typed stays."""
    desk = desk_of(signed_in(request), touch.pk, timezone.now())
    given: dict[str, Any] = {"desk": desk, "form": form}
    if "body" in request.POST:
        words = Words("", request.POST["body"].replace("\r\n", "\n"))
        given |= margin_of(
            desk,
            words,
            read_aloud=bool(request.POST.get("read_aloud")),
            looks=looks_of(request.POST),
        )
    if wants_part(request):
        context = desk_context(desk, sheet="words" not in given) | given
        return render_page(request, TEMPLATE, "unproven", context, status=422)
    return show(request, f"touch-{touch.pk}", status=422, **given)
