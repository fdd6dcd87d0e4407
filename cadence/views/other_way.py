"""A try goes by another channel, because a rule of their country closed its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cadence.selectors.reach import workable_touches
from cadence.selectors.words import channel_word
from cadence.services import rerouting
from cadence.views.page import show, status_of
from team.refusals import Refused
from team.web import say, signed_in


@require_POST
def other_way(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    touch = get_object_or_404(workable_touches(user), pk=pk)
    try:
        touch = rerouting.go_another_way(touch, by=user, at=timezone.now())
    except Refused as refused:
        return show(request, f"touch-{pk}", status=status_of(refused), refusal=refused.sentence)
    say(request, _("This try goes by %(channel)s now.") % {"channel": channel_word(touch.channel)})
    return redirect("cadence:touch", pk)
