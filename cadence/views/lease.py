"""A colleague should see that somebody has this try open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from cadence.selectors.reach import workable_touches
from cadence.services import leasing
from team.web import signed_in


@require_POST
def lease(request: HttpRequest, pk: int) -> HttpResponse:
    touch = get_object_or_404(workable_touches(signed_in(request)), pk=pk)
    leasing.open_touch(touch, by=signed_in(request), at=timezone.now())
    return HttpResponse(status=204)
