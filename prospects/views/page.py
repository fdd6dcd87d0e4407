"""One person's page, whole or in the part that a form asked for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from prospects.forms import NoteForm, PersonForm
from prospects.models import Prospect
from prospects.permissions import can_work
from prospects.selectors.person import stop_of, timeline_of
from prospects.web import number_in
from team.web import render_page, signed_in


def person_page(
    request: HttpRequest,
    prospect: Prospect,
    *,
    part: str | None = None,
    status: int = 200,
    **given: Any,
) -> HttpResponse:
    """Answer the page of this person. `given` replaces forms that come back with faults."""
    at = timezone.now()
    context = {
        "prospect": prospect,
        "stop": stop_of(prospect, at),
        "timeline": timeline_of(prospect, before=number_in(request, "before")),
        "may_work": can_work(signed_in(request), prospect),
        "local_time": prospect.wall_clock(at),
        "person_form": PersonForm.of(prospect),
        "note_form": NoteForm(),
        **given,
    }
    return render_page(request, "prospects/person.html", part, context, status=status)
