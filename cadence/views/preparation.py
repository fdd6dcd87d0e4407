"""The words of a try prepared anew, from what is known by now; nothing that was typed is lost."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cadence.forms.evidence import FORMS_BY_CHANNEL
from cadence.forms.letters import DraftForm
from cadence.models import Touch
from cadence.selectors.reach import workable_touches
from cadence.services import drafting
from cadence.views.draft import answer_with_conflict, answer_with_margin
from cadence.views.page import show
from team.refusals import Refused
from team.web import say, signed_in, wants_part


@require_POST
def preparation(request: HttpRequest, pk: int) -> HttpResponse:
    touch = get_object_or_404(workable_touches(signed_in(request)), pk=pk)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return answer_with_margin(request, touch, status=422, refusal=form.fault())
    try:
        drafting.prepare_anew(
            touch, by=signed_in(request), at=timezone.now(), typed=form.typed_words()
        )
    except Refused as refused:
        return answer_with_conflict(request, touch, refused)
    say(request, _("Prepared anew from what we know now."))
    return desk_again(request, touch)


def desk_again(request: HttpRequest, touch: Touch) -> HttpResponse:
    """The same try with its new words, and what was noted beside them so far."""
    noted = _noted(request, touch)
    if noted or wants_part(request):
        return show(request, f"touch-{touch.pk}", **noted)
    return redirect("cadence:touch", touch.pk)


def _noted(request: HttpRequest, touch: Touch) -> dict[str, Any]:
    """What was already filled in about a call, a note or a letter by post."""
    form_class = FORMS_BY_CHANNEL.get(touch.channel)
    if form_class is None:
        return {}
    names = form_class.base_fields.keys() & request.POST.keys()
    return {"form": form_class(initial={name: request.POST[name] for name in names})}
