"""A call, a LinkedIn note, a letter by post: the rep did it, and says what came of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cadence.forms.evidence import FORMS_BY_CHANNEL, CallForm, LinkedInForm, PostForm
from cadence.models import Attempt, Touch
from cadence.selectors.desk import desk_of
from cadence.selectors.reach import workable_touches
from cadence.services import logging
from cadence.views.draft import answer_with_conflict
from cadence.views.margin import Words, margin_of
from cadence.views.page import (
    TEMPLATE,
    desk_context,
    is_conflict,
    move_on,
    show,
)
from prospects.enums import Channel
from team.models import User
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
        _keep(touch, by=signed_in(request), evidence=form.evidence())
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


def _keep(touch: Touch, *, by: User, evidence: dict[str, Any]) -> Attempt:
    at = timezone.now()
    if touch.channel == Channel.CALL:
        return logging.log_call(touch, by=by, at=at, **evidence)
    if touch.channel == Channel.LINKEDIN:
        return logging.log_linkedin(touch, by=by, at=at, **evidence)
    return logging.log_post(touch, by=by, at=at, **evidence)


def _faults(
    request: HttpRequest, touch: Touch, form: CallForm | LinkedInForm | PostForm
) -> HttpResponse:
    """The card again with what is missing; what was typed stays."""
    desk = desk_of(signed_in(request), touch.pk, timezone.now())
    given: dict[str, Any] = {"desk": desk, "form": form}
    if wants_part(request):
        context = desk_context(desk) | given
        return render_page(request, TEMPLATE, "evidence", context, status=422)
    if "body" in request.POST:
        given |= margin_of(desk, Words("", request.POST["body"].replace("\r\n", "\n")))
    return show(request, f"touch-{touch.pk}", status=422, **given)
