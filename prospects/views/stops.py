"""Stops: whoever hears that a person wants no more of us may keep it, also for a colleague's person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prospects.enums import SuppressionOrigin
from prospects.forms import StopForm
from prospects.services import suppressing
from prospects.views.page import person_page, signed_in, visible_person
from team.web import say


@require_POST
def stops(request: HttpRequest, pk: int) -> HttpResponse:
    prospect = visible_person(request, pk)
    form = StopForm(request.POST)
    if not form.is_valid():
        return person_page(request, prospect, status=422, stop_form=form)
    suppressing.suppress(
        prospect,
        by=signed_in(request),
        at=timezone.now(),
        reason=form.cleaned_data["reason"],
        origin=SuppressionOrigin.TOLD_US,
    )
    say(
        request,
        _("Done. Nobody here will write to %(name)s again.") % {"name": prospect.greeting_name},
    )
    return redirect("prospects:person", pk)
