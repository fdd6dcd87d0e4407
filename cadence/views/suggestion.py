"""Another wording, asked for by one press; what comes is text to read and to edit."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cadence.forms.letters import DraftForm
from cadence.selectors.reach import workable_touches
from cadence.services import wording
from cadence.services.drafting import Typed
from cadence.views.draft import answer_with_margin, refuse
from cadence.views.preparation import desk_again
from cadence.wording import configured
from team.refusals import Refused
from team.web import say, signed_in


@require_POST
def suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    touch = get_object_or_404(workable_touches(signed_in(request)), pk=pk)
    model = configured()
    form = DraftForm(request.POST)
    if model is None:
        raise Http404
    if not form.is_valid():
        return answer_with_margin(request, touch, status=422, refusal=form.fault())
    typed = form.typed_words() or Typed("", "", 0)
    try:
        wording.suggest(touch, by=signed_in(request), at=timezone.now(), typed=typed, model=model)
    except Refused as refused:
        return refuse(request, touch, refused)
    say(request, _("Worded with help. Read every line."))
    return desk_again(request, touch)
