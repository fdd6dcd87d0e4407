"""The door of an installation in which there is nobody yet: "Set Earnest up", once."""

from allauth.account import views
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from team.account_forms import SetUpForm
from team.refusals import Refused
from team.services import setting_up
from team.views.welcome import signed_in_as

_FIELD_OF = {"unfit": "password", "wrong_code": "code"}


@login_not_required
def door(request: HttpRequest) -> HttpResponse:
    """Sign in; where there is nobody yet, set Earnest up first."""
    if request.user.is_anonymous and setting_up.is_due():
        return redirect("account_set_up")
    response: HttpResponse = views.login(request)
    return response


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """The first admin, by whoever holds the code from the log; for everybody after, there is no such page."""
    if not setting_up.is_due():
        raise Http404
    if request.method != "POST":
        return _page(request, SetUpForm())
    form = SetUpForm(request.POST)
    if not ratelimit.consume(request, action="set_up"):
        form.add_error("code", _("Too many tries that failed. Wait a minute, then try again."))
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form)
    given = form.cleaned_data
    try:
        user = setting_up.first_admin(given.pop("code"), **given, at=timezone.now())
    except Refused as refused:
        form.add_error(_FIELD_OF.get(refused.code), refused.sentence)
        return _page(request, form)
    return signed_in_as(request, user)


def _page(request: HttpRequest, form: SetUpForm) -> HttpResponse:
    return render(
        request, "account/set_up.html", {"form": form}, status=422 if form.errors else 200
    )
