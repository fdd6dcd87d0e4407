"""Who works here: invite them, put them in teams, and say of whom a second factor is asked. Admins change, auditors read."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from team.account_forms import InvitationForm, SecondFactorForm, TeamForm
from team.enums import Role
from team.models import Team, User
from team.refusals import Refused
from team.selectors.colleagues import asked_for_second_factor, colleagues
from team.selectors.colleagues import teams as all_teams
from team.services import inviting, second_factor, teams
from team.views.colleague import hand_over
from team.web import render_page, say, signed_in

PAGE = "team/people_and_roles.html"


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Everybody; with a POST, one more, whose link is shown on their own page."""
    user = _reader(request)
    if request.method != "POST":
        return _page(request, InvitationForm(initial=_from(user)))
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        invited, token = inviting.invite(**form.cleaned_data, by=user, at=timezone.now())
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _page(request, form, status=422)
    return hand_over(request, invited, token)


@require_POST
def team_new(request: HttpRequest) -> HttpResponse:
    user, name = _reader(request), request.POST.get("name", "")
    return _done(
        request,
        lambda: teams.add(name, by=user, at=timezone.now()),
        _("The team is there. Now give it people."),
    )


@require_POST
def team_name(request: HttpRequest, pk: int) -> HttpResponse:
    user, team = _reader(request), get_object_or_404(Team, pk=pk)
    name = request.POST.get("name", "")
    return _done(
        request, lambda: teams.rename(team, name, by=user, at=timezone.now()), _("Renamed.")
    )


@require_POST
def team_removal(request: HttpRequest, pk: int) -> HttpResponse:
    user, team = _reader(request), get_object_or_404(Team, pk=pk)
    said = _("“%(team)s” is gone.") % {"team": team.name}
    return _done(request, lambda: teams.remove(team, by=user, at=timezone.now()), said)


@require_POST
def second_factor_asked(request: HttpRequest) -> HttpResponse:
    user, form = _reader(request), SecondFactorForm(request.POST)
    if not form.is_valid():
        return _page(request, InvitationForm(initial=_from(user)), status=422)
    roles = [Role(role) for role in form.cleaned_data["roles"]]
    return _done(
        request, lambda: second_factor.ask_of(roles, by=user, at=timezone.now()), _("Kept.")
    )


def _done(request: HttpRequest, act: Callable[[], object], said: str) -> HttpResponse:
    """Back on the page, with what happened; or the page with the reason why not."""
    try:
        act()
    except Refused as refused:
        form = InvitationForm(initial=_from(signed_in(request)))
        return _page(request, form, refusal=refused.sentence, status=422)
    say(request, said)
    return redirect("team:people-and-roles")


def _page(
    request: HttpRequest, form: InvitationForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "refusal": refusal,
        "colleagues": colleagues(timezone.now()),
        "teams": all_teams(),
        "team_form": TeamForm(auto_id="team-%s"),
        "second_factor": SecondFactorForm(initial={"roles": asked_for_second_factor()}),
    }
    return render_page(request, PAGE, None, context, status=status)


def _reader(request: HttpRequest) -> User:
    """Admins and auditors; that only an admin changes anything is the services' to say."""
    user = signed_in(request)
    if not user.sees_all:
        raise PermissionDenied
    return user


def _from(user: User) -> dict[str, object]:
    """Whoever is invited works where the admin does, until they say otherwise."""
    return {"time_zone": user.time_zone, "language": user.language, "team": user.team_id}
