"""What every request knows: the signed-in browser and the person's own clock."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from team.languages import is_spoken
from team.models import HumanSession, User
from team.models.session import SEEN
from team.refusals import Sentence
from team.services import second_factor, sessions
from team.web import wants_part

# What anybody may change about themselves: how they sign in, and what their screen does.
OWN_DOORS = (
    "account_",
    "mfa_",
    "team:you",
    "team:keyboard",
    "team:sign-in",
    # Whoever reads the account may take it along; that they did is accounted for.
    "adherence:audit-file",
)

# Where somebody may go who has to set up a second factor first.
TO_A_SECOND_FACTOR: Final = (
    "account_logout",
    "account_reauthenticate",
    "mfa_",
    "team:sign-in",
)

# Passkeys alone are asked for, and only from our own pages.
PERMISSIONS = (
    "camera=(), geolocation=(), microphone=(), payment=(), usb=(), serial=(), bluetooth=(), midi=(), display-capture=(),"
    " publickey-credentials-create=(self), publickey-credentials-get=(self)"
)

PROTECTIVE: Final = {
    "Permissions-Policy": PERMISSIONS,
    "Cache-Control": "no-store",
    # Django's own middleware sets these, but not where it refuses a host itself.
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

Handler = Callable[[HttpRequest], HttpResponse]


class ProtectiveHeaders:
    """What Django has no setting for: no device of the reader's, and no copy of a page in the browser's cache (ASVS 14.3.2)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in PROTECTIVE.items():
            response.headers.setdefault(name, value)
        return response


class HumanSessionMiddleware:
    """`request.human_session`: the row behind this browser, looked up when first asked for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.human_session = SimpleLazyObject(lambda: _session_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Handler, *_given: Any) -> None:
        if getattr(view, "login_required", True):
            _note_use(request)


class SecondFactorMiddleware:
    """Whoever is asked for a second factor and has none is led to set one up before anything else.

    They are asked when they sign in (team/authentication.py), which notes it in their session: nobody else's request asks
    the database.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Handler, *_given: Any
    ) -> HttpResponse | None:
        if not getattr(view, "login_required", True) or _leads_to_a_second_factor(request):
            return None
        if not request.session.get(second_factor.OWED) or not isinstance(request.user, User):
            return None
        if second_factor.has_one(request.user):
            del request.session[second_factor.OWED]
            return None
        return _to_sign_in_settings(request)


class LanguageMiddleware(LocaleMiddleware):
    """Speak the language that the signed-in person chose; before that, and where they chose none, their browser's.

    A page that is for everybody speaks the browser's. What was spoken before is spoken again afterwards.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(translation.get_language()):
            return cast("HttpResponse", super().__call__(request))

    def process_view(self, request: HttpRequest, view: Handler, *_given: Any) -> None:
        if not getattr(view, "login_required", True) or not isinstance(request.user, User):
            return
        if is_spoken(request.user.language):
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language


class LocalTimeMiddleware:
    """Show times in the signed-in person's own zone. A page that is for everybody is not asked who reads it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(None):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Handler, *_given: Any) -> None:
        if getattr(view, "login_required", True) and isinstance(request.user, User):
            timezone.activate(request.user.zone)


class AuditorsChangeNothing:
    """Whoever audits asks for pages; what would change something is refused, but for what concerns their own sign-in and screen.

    No page changes anything when it is asked for (tests/access), so this is all that reading takes.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Handler, *_given: Any) -> None:
        user = request.user if getattr(view, "login_required", True) else None
        changes = request.method not in {"GET", "HEAD", "OPTIONS"}
        if changes and isinstance(user, User) and user.is_auditor and not _is_own(request):
            said = Sentence(_("You are here to read: an auditor changes nothing."), "reads_only")
            raise PermissionDenied(said)


def _leads_to_a_second_factor(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name.startswith(TO_A_SECOND_FACTOR)


def _to_sign_in_settings(request: HttpRequest) -> HttpResponse:
    """htmx would follow a redirect unseen and put the page where a part belongs."""
    address = reverse("team:sign-in")
    if wants_part(request):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def _note_use(request: HttpRequest) -> None:
    """Every few minutes, and without letting the session last any longer than it would have."""
    seen = request.session.get(SEEN)
    now = timezone.now()
    if seen is None or now.timestamp() - seen < sessions.NOTED_EVERY.total_seconds():
        return
    request.session[SEEN] = now.timestamp()
    request.session.set_expiry(datetime.fromtimestamp(request.session[sessions.ENDS], tz=UTC))


def _is_own(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name.startswith(OWN_DOORS)


def _session_of(request: HttpRequest) -> HumanSession | None:
    return sessions.find(key=request.session.session_key or "")
