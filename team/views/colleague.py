"""One of ours: role and team, the link they come in with, and keeping them out."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from team.account_forms import RoleForm
from team.enums import Role
from team.models import User
from team.refusals import Refused
from team.selectors.colleagues import colleague
from team.services import colleagues, inviting, second_factor, sessions
from team.web import render_page, say, signed_in

# In the admin's Django session until the page shows it, once: whose link, and its secret.
_LINK = "link_to_hand_over"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show somebody; with a POST, give them another role or team."""
    whose = _whose(request, pk)
    if request.method != "POST":
        return _page(request, whose, RoleForm(initial={"role": whose.role, "team": whose.team_id}))
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _page(request, whose, form, status=422)
    role, team = Role(form.cleaned_data["role"]), form.cleaned_data["team"]
    return _done(
        request,
        whose,
        lambda: colleagues.change(whose, role=role, team=team, by=signed_in(request)),
        _("Kept."),
    )


@require_POST
def link_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A link for whoever lost the first or forgot their password."""
    whose = _whose(request, pk)
    try:
        token = inviting.make_link(whose, by=signed_in(request), at=timezone.now())
    except Refused as refused:
        return _refused(request, whose, refused)
    return hand_over(request, whose, token)


@require_POST
def link_removal(request: HttpRequest, pk: int) -> HttpResponse:
    whose = _whose(request, pk)
    return _done(
        request,
        whose,
        lambda: inviting.take_back(whose, by=signed_in(request), at=timezone.now()),
        _("The link opens nothing any more."),
    )


@require_POST
def deactivation(request: HttpRequest, pk: int) -> HttpResponse:
    whose = _whose(request, pk)
    return _done(
        request,
        whose,
        lambda: colleagues.deactivate(whose, by=signed_in(request), at=timezone.now()),
        _("%(name)s can't come in any more.") % {"name": whose.first_name},
    )


@require_POST
def reactivation(request: HttpRequest, pk: int) -> HttpResponse:
    whose = _whose(request, pk)
    return _done(
        request,
        whose,
        lambda: colleagues.reactivate(whose, by=signed_in(request)),
        _("%(name)s can come in again.") % {"name": whose.first_name},
    )


@require_POST
def second_factor_removal(request: HttpRequest, pk: int) -> HttpResponse:
    whose = _whose(request, pk)
    return _done(
        request,
        whose,
        lambda: second_factor.take_away(whose, by=signed_in(request)),
        _("%(name)s signs in without a second factor now.") % {"name": whose.first_name},
    )


@require_POST
def sessions_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign somebody out everywhere: a computer was lost."""
    whose, user = _whose(request, pk), signed_in(request)
    ended = sessions.end_all(whose, by=user, at=timezone.now())
    sentence = ngettext("Signed out in %(count)s place.", "Signed out in %(count)s places.", ended)
    say(request, sentence % {"count": ended})
    return redirect("team:colleague", whose.pk)


def hand_over(request: HttpRequest, whose: User, token: str) -> HttpResponse:
    """To somebody's page, which shows their new link this once."""
    request.session[_LINK] = [whose.pk, token]
    return redirect("team:colleague", whose.pk)


def _done(request: HttpRequest, whose: User, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        return _refused(request, whose, refused)
    say(request, said)
    return redirect("team:colleague", whose.pk)


def _refused(request: HttpRequest, whose: User, refused: Refused) -> HttpResponse:
    whose.refresh_from_db()
    form = RoleForm(initial={"role": whose.role, "team": whose.team_id})
    return _page(request, whose, form, refusal=refused.sentence, status=422)


def _page(
    request: HttpRequest, whose: User, form: RoleForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "one": colleague(whose, timezone.now()),
        "form": form,
        "refusal": refusal,
        "address": _address_once(request, whose),
    }
    return render_page(request, "team/colleague.html", None, context, status=status)


def _address_once(request: HttpRequest, whose: User) -> str:
    pk, token = request.session.get(_LINK, (None, ""))
    if pk != whose.pk:
        return ""
    del request.session[_LINK]
    return settings.PUBLIC_URL.rstrip("/") + reverse("account_welcome", args=[token])


def _whose(request: HttpRequest, pk: int) -> User:
    """Admins reach everybody, auditors read of everybody; the rest know of nobody here."""
    user = signed_in(request)
    if not user.sees_all or (request.method == "POST" and not user.is_admin):
        raise PermissionDenied
    return get_object_or_404(User.objects.select_related("team"), pk=pk)
