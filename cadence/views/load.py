"""The coming eight weeks of each rep one manages, or of oneself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cadence.selectors.team_load import team_load
from team.web import signed_in


@require_safe
def load(request: HttpRequest) -> HttpResponse:
    loads = team_load(signed_in(request), timezone.now())
    return render(request, "cadence/load.html", {"loads": loads})
