"""Come in by a link that an admin made: say one's name, choose a password, be signed in.

Where the company's directory is the only way in, the link leads there and nobody chooses what would open nothing.
"""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from team.account_forms import ChoosePasswordForm
from team.models import User
from team.refusals import Refused
from team.services import inviting, single_sign_on


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    link = inviting.find(token, at=timezone.now())
    if link is None:
        sentence = _("This link does not work any more. Ask your admin for a new one.")
        return render(request, "account/no_way_in.html", {"sentence": sentence}, status=404)
    if single_sign_on.is_only_way_of(link.user):
        return render(request, "account/welcome.html", {"single_sign_on": settings.OIDC_NAME})
    kept = {"name": link.user.name, "email": link.user.email} | _place_of(link.user)
    form = ChoosePasswordForm(request.POST if request.method == "POST" else None, initial=kept)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    given = {name: value for name, value in form.cleaned_data.items() if name != "email"}
    try:
        user = inviting.accept(link, **given, at=timezone.now())
    except Refused as refused:
        form.add_error("password" if refused.code == "unfit" else None, refused.sentence)
        return _page(request, form)
    return signed_in_as(request, user)


def signed_in_as(request: HttpRequest, user: User) -> HttpResponse:
    """As the sign-in page does: a second factor is asked for where there is one."""
    response: HttpResponse = perform_password_login(
        request, {"email": user.email}, Login(user=user, email=user.email)
    )
    return response


def _page(request: HttpRequest, form: ChoosePasswordForm) -> HttpResponse:
    return render(
        request, "account/welcome.html", {"form": form}, status=422 if form.errors else 200
    )


def _place_of(user: User) -> dict[str, str]:
    return {"time_zone": user.time_zone, "language": user.language}
