"""One person's page, whole or in the part that a form asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from prospects.forms import NoteForm, PersonForm
from prospects.models import Prospect
from prospects.permissions import can_see, can_work
from prospects.selectors.asked_as import asked_as
from prospects.selectors.person import stop_of, timeline_of
from prospects.selectors.promises import promises_to
from prospects.web import number_in
from team.models import User
from team.permissions import can_manage
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
    user = signed_in(request)
    context = {
        "prospect": prospect,
        **_stop(prospect, user, at),
        "promises": promises_to([prospect.pk], at),
        "timeline": timeline_of(prospect, before=number_in(request, "before")),
        "may_work": can_work(user, prospect) and prospect.erased_at is None,
        "may_give": can_manage(user),
        "local_time": prospect.wall_clock(at),
        "person_form": PersonForm.of(prospect),
        "note_form": NoteForm(),
        **given,
    }
    return render_page(request, "prospects/person.html", part, context, status=status)


def _stop(prospect: Prospect, user: User, at: datetime) -> dict[str, Any]:
    """The stop that stands, and the other record under which they asked for it."""
    stop = stop_of(prospect, at)
    other = asked_as(prospect, stop) if stop else None
    may_see = other is not None and can_see(user, other)
    return {"stop": stop, "asked_as": other, "may_see_other": may_see}
