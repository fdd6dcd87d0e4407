"""Through the doors of sign-in as a browser goes through them."""

import re
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from team.models import User
from tests.factories.team import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(user: User, client: Client | None = None, **how: str) -> Client:
    """With the password; what is asked for after it is not answered."""
    client = client or Client(**how)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def with_an_app(user: User) -> list[str]:
    """Codes from an app are asked of them from now on; their recovery codes."""
    TOTP.activate(user, SECRET)
    return list(RecoveryCodes.activate(user).get_unused_codes())


def code_now(secret: str = SECRET) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def give_code(client: Client, code: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": code})


def again(client: Client) -> None:
    """Show once more that it is still them."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def kept_secret(user: User) -> str:
    return str(Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data["secret"])


def opened(sealed: str) -> str:
    return str(get_adapter().decrypt(sealed))


def words(answer: HttpResponse) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
