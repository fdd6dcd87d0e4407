"""The page between a change of the house's days and its being kept: what would move, and a press that keeps it."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from cadence.services import changing_days
from cadence.views.page import is_conflict
from team.refusals import Refused
from team.web import render_page, say


@dataclass(frozen=True, slots=True)
class Asked:
    """A change as it was asked for: what it says, where it was asked, and what keeps it."""

    title: str
    address: str
    back: str
    here: str
    change: Callable[[], changing_days.Change]
    save: Callable[[], object]
    said: str
    form: forms.Form | None = None


def answer(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What would change; once that was seen, it is kept. Raises what saving refuses."""
    at, refusal = timezone.now(), ""
    if request.POST.get("confirmed") == "yes":
        seen = request.POST.get("seen", "")
        try:
            changing_days.keep(asked.change, asked.save, seen=seen, at=at)
        except Refused as refused:
            if not is_conflict(refused):
                raise
            refusal = refused.sentence
        else:
            say(request, asked.said)
            return redirect(asked.back)
    change = asked.change()
    context = {
        "asked": asked,
        "change": change,
        "picture": changing_days.picture(change, at),
        "refusal": refusal,
    }
    status = 409 if refusal else 200
    return render_page(request, "cadence/days_change.html", None, context, status=status)
