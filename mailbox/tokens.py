"""Ask a provider for an access token: one HTTPS POST to its token endpoint, no redirect followed.

Only web processes come here. A worker is kept from port 443 and holds nothing that could be renewed.
"""

import base64
import binascii
import http.client
import json
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from django.utils.translation import gettext as _

from mailbox.hosts import cut_off_after, open_socket
from mailbox.providers import Registration, sign_in_again

CONNECT_SECONDS = 3.0
# the whole answer, however slowly it drips
PATIENCE_SECONDS = 5.0
LONGEST_ANSWER = 64_000
_USUAL_LIFE = 3600
_LONGEST_LIFE = 24 * 3600
_CONSENT_IS_OVER = frozenset({"invalid_grant", "interaction_required", "consent_required"})


class TokenError(Exception):
    """No token. `permanent`: only the mailbox's owner can help, by signing in again."""

    def __init__(self, sentence: str, *, permanent: bool) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.permanent = permanent


@dataclass(frozen=True)
class Tokens:
    """`refresh` is empty where the provider keeps the old one valid; `address` only follows a fresh consent.

    `scopes` is empty where the provider gave what was asked for and does not say so again.
    """

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    lasts: timedelta
    address: str = ""
    scopes: frozenset[str] = frozenset()


class _Connection(http.client.HTTPSConnection):
    """To a checked address of the host."""

    def connect(self) -> None:
        plain = open_socket(self.host, self.port, CONNECT_SECONDS)
        plain.settimeout(PATIENCE_SECONDS)
        context = ssl.create_default_context()
        self.sock: socket.socket = context.wrap_socket(plain, server_hostname=self.host)


def renewed(registration: Registration, refresh: str, scope: str) -> Tokens:
    """An access token of exactly this scope. Raises TokenError in words."""
    asked = {"grant_type": "refresh_token", "refresh_token": refresh, "scope": scope}
    return _tokens(registration, asked, is_over=sign_in_again(registration.provider))


def exchanged(registration: Registration, *, code: str, verifier: str, redirect: str) -> Tokens:
    """What a person's consent is worth: the right to renew, and whose mailbox it is."""
    asked = {
        "grant_type": "authorization_code",
        "code": code,
        "code_verifier": verifier,
        "redirect_uri": redirect,
    }
    is_over = _("%s did not accept this any more. Begin once more.") % registration.provider.label
    return _tokens(registration, asked, is_over=is_over)


def _tokens(registration: Registration, asked: Mapping[str, str], *, is_over: str) -> Tokens:
    secret = registration.client_secret
    who = {"client_id": registration.client_id} | ({"client_secret": secret} if secret else {})
    answer = _asked(registration, urlencode({**who, **asked}))
    access = answer.get("access_token")
    if not isinstance(access, str) or not access:
        raise _no(registration, str(answer.get("error", "")), is_over)
    refresh, scopes = answer.get("refresh_token"), answer.get("scope")
    return Tokens(
        access,
        refresh if isinstance(refresh, str) else "",
        _life(answer.get("expires_in")),
        _address(answer.get("id_token")),
        frozenset(scopes.split()) if isinstance(scopes, str) else frozenset(),
    )


def _asked(registration: Registration, form: str) -> dict[str, object]:
    where = urlsplit(registration.token_url)
    line = _Connection(where.hostname or "", where.port or 443, timeout=PATIENCE_SECONDS)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    try:
        line.connect()
        with cut_off_after(line.sock, PATIENCE_SECONDS):
            line.request("POST", where.path, form, headers)
            answer = json.loads(line.getresponse().read(LONGEST_ANSWER))
    except (OSError, ValueError, RecursionError, http.client.HTTPException) as error:
        raise _silent(registration) from error
    finally:
        line.close()
    if not isinstance(answer, dict):
        raise _silent(registration)
    return answer


def _life(told: object) -> timedelta:
    try:
        seconds = int(str(told))
    except ValueError:
        seconds = _USUAL_LIFE
    return timedelta(seconds=min(max(seconds, 0), _LONGEST_LIFE))


def _silent(registration: Registration) -> TokenError:
    sentence = _("%s could not be asked for a sign-in just now.") % registration.provider.label
    return TokenError(sentence, permanent=False)


def _no(registration: Registration, error: str, is_over: str) -> TokenError:
    if error in _CONSENT_IS_OVER:
        return TokenError(is_over, permanent=True)
    if error in {"invalid_client", "unauthorized_client"}:
        sentence = _(
            "%s does not know this Earnest any more. Ask an admin to check its registration."
        )
        return TokenError(sentence % registration.provider.label, permanent=True)
    return _silent(registration)


def _address(id_token: object) -> str:
    """Whose consent it was. It came from the provider itself, over TLS, so its signature need not be checked."""
    try:
        payload = str(id_token).split(".")[1]
        padded = payload + "=" * (-len(payload) % 4)
        claims = json.loads(base64.urlsafe_b64decode(padded))
        return str(claims.get("email") or claims.get("preferred_username") or "")
    except (IndexError, ValueError, AttributeError, RecursionError, binascii.Error):
        return ""
