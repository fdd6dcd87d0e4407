"""Settings of one's own: name, hours, undo, keyboard."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from team.forms import BaseWeekForm, ProfileForm, ShortcutsForm, WeekForm, hours_of
from team.languages import spoken_to
from team.models import User
from team.refusals import Refused
from team.selectors.working_week import days_of
from team.services import preferences
from team.web import render_page, say, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def you(request: HttpRequest) -> HttpResponse:
    """Show and keep one's name, zone, undo and working days."""
    user = signed_in(request)
    if request.method != "POST":
        return _your_page(request, _profile_of(user), _week_of(user))
    profile, week = ProfileForm(request.POST), WeekForm(request.POST, prefix="day")
    if not (profile.is_valid() and week.is_valid()):
        return _your_page(request, profile, week, status=422)
    try:
        preferences.change(user, **profile.cleaned_data, hours=hours_of(week))
    except Refused as refused:
        profile.add_error(None, refused.sentence)
        return _your_page(request, profile, week, status=422)
    with spoken_to(user.language or request.LANGUAGE_CODE):
        say(request, _("Kept."))
    return redirect("team:you")


@require_http_methods(["GET", "HEAD", "POST"])
def keyboard(request: HttpRequest) -> HttpResponse:
    """Turn one-key shortcuts on or off, and list them."""
    user = signed_in(request)
    if request.method != "POST":
        form = ShortcutsForm(initial={"shortcuts_on": user.shortcuts_on})
        return render_page(request, "team/keyboard.html", None, {"form": form})
    form = ShortcutsForm(request.POST)
    form.full_clean()
    preferences.switch_shortcuts(user, on=form.cleaned_data["shortcuts_on"])
    say(request, _("Shortcuts are on.") if user.shortcuts_on else _("Shortcuts are off."))
    return redirect("team:keyboard")


def _profile_of(user: User) -> ProfileForm:
    return ProfileForm(initial={name: getattr(user, name) for name in ProfileForm.base_fields})


def _week_of(user: User) -> BaseWeekForm:
    return WeekForm(initial=days_of(user), prefix="day")


def _your_page(
    request: HttpRequest, profile: ProfileForm, week: BaseWeekForm, *, status: int = 200
) -> HttpResponse:
    context = {"profile": profile, "week": week}
    return render_page(request, "team/you.html", None, context, status=status)
