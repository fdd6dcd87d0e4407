"""Days off: each keeps their own, a manager their team's."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from team.forms import BaseWeekForm, SpanForm, WeekForm, hours_of
from team.models import User
from team.permissions import planned_by
from team.refusals import Refused
from team.selectors.absences import absences_of, closures_ahead, colleagues_planned_by
from team.selectors.working_week import days_of
from team.services import preferences
from team.web import render_page, say, signed_in


@require_safe
def time_off(request: HttpRequest, user_pk: int | None = None) -> HttpResponse:
    """The days off of oneself, or of a colleague whom one plans for. Where tries are planned they are kept: they move."""
    return _page(request, _whose(request, user_pk))


@require_POST
def week(request: HttpRequest, user_pk: int) -> HttpResponse:
    """The weekdays on which a colleague works."""
    whose, form = _whose(request, user_pk), WeekForm(request.POST, prefix="day")
    if not form.is_valid():
        return _page(request, whose, week=form, status=422)
    try:
        preferences.keep_week(whose, hours=hours_of(form), by=signed_in(request), at=timezone.now())
    except Refused as refused:
        return _page(request, whose, week=form, refusal=refused.sentence, status=422)
    say(request, _("Kept."))
    return redirect(_address(request, whose))


def _page(
    request: HttpRequest,
    whose: User,
    *,
    week: BaseWeekForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    user, today = signed_in(request), _today(whose)
    is_own = whose.pk == user.pk
    context: dict[str, Any] = {
        "whose": whose,
        "is_own": is_own,
        "form": SpanForm(),
        "week": None if is_own else week or WeekForm(initial=days_of(whose), prefix="day"),
        "refusal": refusal,
        "absences": absences_of(whose, today),
        "closures": closures_ahead(today),
        "colleagues": colleagues_planned_by(user, today) if is_own else [],
        "today": today,
    }
    return render_page(request, "team/time_off.html", None, context, status=status)


def _whose(request: HttpRequest, user_pk: int | None) -> User:
    user = signed_in(request)
    return user if user_pk is None else get_object_or_404(planned_by(user), pk=user_pk)


def _address(request: HttpRequest, whose: User) -> str:
    if whose.pk == signed_in(request).pk:
        return reverse("team:time-off")
    return reverse("team:time-off-of", args=[whose.pk])


def _today(whose: User) -> date:
    return timezone.now().astimezone(whose.zone).date()
