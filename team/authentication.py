"""How someone signs in: every door of allauth ends here, and only here does a HumanSession begin.

allauth asks for everything it has to ask for (password, code, passkey, the company's directory) before it calls `login`:
between the password and the code there is nobody.
"""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from team import browsers
from team.enums import SecondFactor, SignIn
from team.models import User
from team.refusals import Refused
from team.sealing import seal, unseal
from team.services import second_factor, sessions, single_sign_on

# The one sealing that has no row of its own to be bound to: allauth hands over the secret alone.
_BOUND_TO = "second factor"


class TeamBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's check of e-mail and password, less the demo's people outside the demo."""

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(super().user_can_authenticate(user)) and (settings.DEMO or not user.is_demo)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves; a sign-in opens a HumanSession, a sign-out ends it."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("That email and password do not belong together."),
        "too_many_login_attempts": _(
            "Too many tries that failed. Wait five minutes, then try again."
        ),
        "rate_limited": _("Too many tries that failed. Wait five minutes, then try again."),
        "incorrect_password": _("That is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(
        self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any
    ) -> HttpResponse | None:
        """Refuse whoever may not come in this way, before anything more is asked for."""
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if response is not None:
            return response
        assert isinstance(user, User)
        try:
            single_sign_on.check_way_in(user, _how(request, user)[0])
        except Refused as refused:
            return _no_way_in(request, refused)
        return None

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        assert isinstance(user, User)
        method, factor = _how(request, user)
        session = sessions.begin(
            user,
            key=request.session.session_key or "",
            at=timezone.now(),
            method=method,
            factor=factor,
            browser=browsers.named(request.headers.get("User-Agent", "")),
        )
        sessions.note_use(request.session, session, at=timezone.now())
        if second_factor.is_missing(user):
            request.session[second_factor.OWED] = True

    def logout(self, request: HttpRequest) -> None:
        sessions.end(key=request.session.session_key or "", at=timezone.now())
        super().logout(request)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        super().set_password(user, password)
        assert isinstance(user, User)
        sessions.password_changed(user, at=timezone.now())

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say only what went wrong: the next page shows by itself that someone signed in or out."""
        if args[1:2] == (messages.ERROR,):
            super().add_message(*args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors, sealed with a key that only web has."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That code or passkey is not right, or was used already."),
        "cannot_delete_authenticator": _(
            "Your company asks you for a second factor. Add another one before you take this away."
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal(text, key=settings.SEND_KEY, bound_to=_BOUND_TO).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(bytes.fromhex(encrypted_text), key=settings.SEND_KEY, bound_to=_BOUND_TO)

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not second_factor.is_last_and_asked_for(authenticator)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The company's directory says who somebody is; whether they may come in is said by an admin here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Any:
        """Nobody is made of what the directory tells."""
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        try:
            single_sign_on.recognize(sociallogin)
        except Refused as refused:
            raise ImmediateHttpResponse(_no_way_in(request, refused)) from refused


def _how(request: HttpRequest, user: AbstractBaseUser) -> tuple[SignIn, SecondFactor | None]:
    """What was shown in this browser, by allauth's own record of it."""
    method, factor = SignIn.PASSWORD, None
    for record in get_authentication_records(request, user):
        if record["method"] == "socialaccount":
            method = SignIn.SINGLE_SIGN_ON
        elif record["method"] == "mfa" and record.get("passwordless"):
            method, factor = SignIn.PASSKEY, SecondFactor.PASSKEY
        elif record["method"] == "mfa":
            factor = SecondFactor(record["type"])
    return method, factor


def _no_way_in(request: HttpRequest, refused: Refused) -> HttpResponse:
    return render(request, "account/no_way_in.html", {"sentence": refused.sentence}, status=403)
