"""Try a plan on a date: which day each try falls on, and where day seven is."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from cadence.forms.plans import CalendarForm
from cadence.models import CadenceVersion
from cadence.schedule import knows_holidays_of, local_day
from cadence.selectors.calendars import house_now, rep_calendars
from cadence.selectors.trial_run import run_of
from team.enums import Role
from team.models import Policy, User
from team.web import render_page, signed_in


@require_safe
def calendar(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    versions = CadenceVersion.objects.select_related("cadence")
    version = get_object_or_404(versions, cadence=pk, number=number)
    user = signed_in(request)
    begins = {
        "country": user.country or "IE",
        "start": f"{local_day(timezone.now(), user.zone):%Y-%m-%d}",
    }
    asked = {name: request.GET.get(name, begins.get(name, "")) for name in CalendarForm.base_fields}
    form = CalendarForm(asked, reps=_reps(user))
    context: dict[str, Any] = {"version": version, "form": form}
    if form.is_valid():
        context |= _run(version, form)
    return render_page(
        request,
        "cadence/plan_calendar.html",
        "run",
        context,
        status=200 if "run" in context else 422,
    )


def _run(version: CadenceVersion, form: CalendarForm) -> dict[str, Any]:
    rep, country = form.cleaned_data["rep"], form.cleaned_data["country"]
    house = house_now()
    run = run_of(
        list(version.steps.order_by("number")),
        start=form.cleaned_data["start"],
        country=country,
        rep=rep_calendars([rep.pk], house)[rep.pk] if rep else None,
        longest_gap=Policy.current().longest_gap_days,
        house=house,
    )
    return {"run": run, "knows_holidays": knows_holidays_of(country)}


def _reps(user: User) -> QuerySet[User]:
    """Whose days off one may see: admins and auditors all, managers their team's, reps their own."""
    people = User.objects.filter(is_active=True).order_by("name")
    if user.sees_all:
        return people
    if user.role == Role.MANAGER and user.team_id is not None:
        return people.filter(team=user.team_id)
    return people.filter(pk=user.pk)
