"""Which public holidays the plan keeps: whoever leads reads them; an admin adds days and switches some off."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cadence.forms.holidays import HolidayForm, PlaceAndDayForm
from cadence.selectors.holidays import holidays_kept, place_name
from cadence.services import changing_days, house_holidays
from cadence.views.changed_days import Asked, answer
from cadence.views.page import status_of
from team.models import HouseHoliday, User
from team.permissions import can_oversee
from team.refusals import Refused
from team.selectors.absences import closures_ahead
from team.web import render_page, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def holidays(request: HttpRequest) -> HttpResponse:
    """Each place where reps work or people live; a POST shows what a day off more would change, and keeps it once that was seen."""
    if not can_oversee(signed_in(request)):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, HolidayForm())
    user, form = _admin(request), HolidayForm(request.POST)
    if form.is_valid():
        try:
            return answer(request, _adding(form, user))
        except Refused as refused:
            form.add_error(None, refused.sentence)
    return _page(request, form, status=422)


@require_POST
def omission(request: HttpRequest) -> HttpResponse:
    """What would change if a public holiday were a working day; once that was seen, it is one."""
    user, form = _admin(request), PlaceAndDayForm(request.POST)
    if not form.is_valid():
        return _page(request, HolidayForm(), refusal=_("Choose a day of the list."), status=422)
    try:
        return answer(request, _switching_off(form, user))
    except Refused as refused:
        return _page(request, HolidayForm(), refusal=refused.sentence, status=status_of(refused))


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """What would change if the calendar's own word held again; once that was seen, it does."""
    user, kept = _admin(request), get_object_or_404(HouseHoliday, pk=pk)
    fewer, again = _("A day off fewer in %(place)s"), _("Keep a public holiday in %(place)s again")
    title = fewer if kept.is_kept else again
    asked = Asked(
        title=title % {"place": place_name(kept.country, kept.subdivision)},
        address=reverse("cadence:holiday-removal", args=[pk]),
        back=reverse("cadence:holidays"),
        here="rules",
        change=lambda: changing_days.as_before(kept),
        save=lambda: house_holidays.take_back(kept, by=user, at=timezone.now()),
        said=_("Kept. Tries are planned around it within a minute."),
    )
    return answer(request, asked)


def _adding(form: HolidayForm, user: User) -> Asked:
    """Raises what adding refuses, before anybody is shown what it would change."""
    said = form.cleaned_data
    house_holidays.check_added(**said, by=user, at=timezone.now())
    return Asked(
        title=_("A day off more in %(place)s") % {"place": _place(said)},
        address=reverse("cadence:holidays"),
        back=reverse("cadence:holidays"),
        here="rules",
        change=lambda: changing_days.holiday(**said),
        save=lambda: house_holidays.add(**said, by=user, at=timezone.now()),
        said=_("Kept. Tries are planned around it within a minute."),
        form=form,
    )


def _switching_off(form: PlaceAndDayForm, user: User) -> Asked:
    said = form.cleaned_data
    house_holidays.check_switched_off(**said, by=user, at=timezone.now())
    return Asked(
        title=_("Work on a public holiday in %(place)s") % {"place": _place(said)},
        address=reverse("cadence:holiday-omission"),
        back=reverse("cadence:holidays"),
        here="rules",
        change=lambda: changing_days.holiday(**said),
        save=lambda: house_holidays.switch_off(**said, by=user, at=timezone.now()),
        said=_("Kept. Tries are planned around it within a minute."),
        form=form,
    )


def _page(
    request: HttpRequest, form: HolidayForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    today = _today(signed_in(request))
    context = {
        "form": form,
        "refusal": refusal,
        "places": holidays_kept(today),
        "closures": closures_ahead(today),
        "today": today,
    }
    return render_page(request, "cadence/holidays.html", None, context, status=status)


def _place(said: dict[str, str]) -> str:
    return place_name(said["country"], said["region"])


def _today(user: User) -> date:
    return timezone.now().astimezone(user.zone).date()


def _admin(request: HttpRequest) -> User:
    user = signed_in(request)
    if not user.is_admin:
        raise PermissionDenied
    return user
