"""To the company's directory and back."""

from collections.abc import Callable

from allauth.socialaccount.providers.openid_connect import views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from requests import RequestException


@require_safe
@login_not_required
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the directory. A link, not a form: our pages post to themselves only."""
    return _or_away(views.login, request, provider_id)


@require_safe
@login_not_required
def finish(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back with an answer, which only the browser that asked can bring, once."""
    return _or_away(views.callback, request, provider_id)


@require_safe
@login_not_required
def cancelled(request: HttpRequest) -> HttpResponse:
    sentence = _("You were not signed in: the sign-in was broken off there.")
    return render(request, "account/no_way_in.html", {"sentence": sentence})


def _or_away(
    view: Callable[[HttpRequest, str], HttpResponse], request: HttpRequest, provider_id: str
) -> HttpResponse:
    """What the directory answers is not ours: whatever is missing or malformed in it is said in words."""
    try:
        return view(request, provider_id)
    except (RequestException, LookupError, TypeError, ValueError):
        return render(request, "socialaccount/authentication_error.html", status=401)
