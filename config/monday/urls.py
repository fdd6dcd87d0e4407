"""The addresses that a Monday letter leads to, without the pages behind them: its process has loaded nothing that sends.

A test compares them with the pages' own.
"""

from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import include, path


def elsewhere(request: HttpRequest, **given: object) -> NoReturn:
    """Web answers these."""
    raise Http404


_adherence = [
    path("team/", elsewhere, name="team"),
    path("team/coaching/", elsewhere, name="coaching"),
    path("team/<int:rep>/", elsewhere, name="rep_method"),
    path("team/<slug:rep>/<slug:promise>/", elsewhere, name="rows"),
]
_team = [path("settings/you/", elsewhere, name="you")]

urlpatterns = [
    path("", include((_adherence, "adherence"))),
    path("", include((_team, "team"))),
]
