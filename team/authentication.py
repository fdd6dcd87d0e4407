"""How someone signs in: by e-mail and password, rate limited, never with a demo password outside the demo."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from team.models import User
from team.services import sessions


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
        "incorrect_password": _("That is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        assert isinstance(user, User)
        sessions.begin(user, key=request.session.session_key or "", at=timezone.now())

    def logout(self, request: HttpRequest) -> None:
        sessions.end(key=request.session.session_key or "", at=timezone.now())
        super().logout(request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the next page shows by itself that someone signed in or out."""
