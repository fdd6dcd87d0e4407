"""The mail providers where one signs in with them instead of giving us a password (OAuth 2).

Whoever hosts Earnest registers it there as an application of their own; without that a provider is not offered.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from mailbox.enums import Provider, Security


@dataclass(frozen=True)
class Servers:
    """Where somebody's mail is."""

    smtp_host: str
    smtp_port: int
    smtp_security: Security
    imap_host: str
    imap_port: int
    imap_security: Security


@dataclass(frozen=True)
class Registration:
    """One provider as this installation is known there.

    Scopes for reading and for sending are asked for apart. Google has only one for both: there a token for reading
    opens sending too.
    """

    provider: Provider
    client_id: str
    client_secret: str = field(repr=False)
    authorize_url: str
    token_url: str
    read_scope: str
    send_scope: str
    consent_scope: str
    servers: Servers

    @property
    def mail_scopes(self) -> frozenset[str]:
        """What consent must bring, in small letters: providers name scopes in capitals of their own."""
        asked = f"{self.read_scope} {self.send_scope}".lower().split()
        return frozenset(asked) - {"offline_access"}


GOOGLE_MAIL = "https://mail.google.com/"
OUTLOOK = "https://outlook.office.com"
MICROSOFT_LOGIN = "https://login.microsoftonline.com"


def registrations() -> dict[Provider, Registration]:
    """Those that the environment tells us of."""
    known = (_google(), _microsoft())
    return {each.provider: each for each in known if each.client_id}


def registration_of(provider: str) -> Registration | None:
    return registrations().get(Provider(provider)) if provider in Provider.values else None


def sign_in_again(provider: str) -> str:
    """What to do when a provider no longer honors what was agreed."""
    if provider not in Provider.values:
        return _("The mailbox refused the sign-in. Connect it again in Settings.")
    return _("Sign in with %s again: it no longer lets us into this mailbox.") % (
        Provider(provider).label
    )


def _google() -> Registration:
    return Registration(
        provider=Provider.GOOGLE,
        client_id=settings.GOOGLE_CLIENT_ID,
        client_secret=settings.GOOGLE_CLIENT_SECRET,
        authorize_url="https://accounts.google.com/o/oauth2/v2/auth",
        token_url=settings.GOOGLE_TOKEN_URL,
        read_scope=GOOGLE_MAIL,
        send_scope=GOOGLE_MAIL,
        consent_scope=f"openid email {GOOGLE_MAIL}",
        servers=Servers("smtp.gmail.com", 465, Security.TLS, "imap.gmail.com", 993, Security.TLS),
    )


def _microsoft() -> Registration:
    read, send = f"{OUTLOOK}/IMAP.AccessAsUser.All", f"{OUTLOOK}/SMTP.Send"
    tenant = f"{MICROSOFT_LOGIN}/{settings.MICROSOFT_TENANT}/oauth2/v2.0"
    return Registration(
        provider=Provider.MICROSOFT,
        client_id=settings.MICROSOFT_CLIENT_ID,
        client_secret=settings.MICROSOFT_CLIENT_SECRET,
        authorize_url=f"{tenant}/authorize",
        token_url=settings.MICROSOFT_TOKEN_URL or f"{tenant}/token",
        read_scope=f"{read} offline_access",
        send_scope=f"{send} offline_access",
        consent_scope=f"openid email profile offline_access {read} {send}",
        servers=Servers(
            "smtp.office365.com",
            587,
            Security.STARTTLS,
            "outlook.office365.com",
            993,
            Security.TLS,
        ),
    )
