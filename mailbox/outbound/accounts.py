"""From a mailbox row to something a mail server accepts. Needs SEND_KEY, which only the web process has."""

from dataclasses import dataclass, field
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from mailbox.enums import MailboxKind, Purpose, Security, SignIn
from mailbox.outbound.errors import OutboundRefused
from mailbox.providers import sign_in_again
from team.sealing import CannotOpenError, unseal

SANDBOX_HOST = "127.0.0.1"


class Secret(Protocol):
    @property
    def sealed(self) -> bytes: ...


class SendingMailbox(Protocol):
    """The part of a mailbox row that sending needs."""

    @property
    def kind(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def smtp_host(self) -> str: ...
    @property
    def smtp_port(self) -> int: ...
    @property
    def smtp_security(self) -> str: ...
    @property
    def smtp_username(self) -> str: ...
    @property
    def sign_in(self) -> str: ...
    @property
    def provider(self) -> str: ...

    def sealed_for(self, purpose: Purpose) -> bytes | None: ...

    def bound_to(self, purpose: Purpose) -> str: ...


@dataclass(frozen=True)
class Account:
    """One way to sign in to one SMTP server. With OAUTH the password is an access token."""

    address: str
    host: str
    port: int
    security: Security
    username: str
    password: str = field(repr=False)
    sign_in: SignIn = SignIn.PASSWORD
    refused: str = ""


def open_account(mailbox: SendingMailbox) -> Account:
    """Unseal the sending secret. Refuses when the mailbox has none, or when it was sealed for something else."""
    sealed = mailbox.sealed_for(Purpose.SEND)
    if sealed is None:
        raise OutboundRefused(
            _("Connect your mailbox in Settings before sending."), code="mailbox_not_connected"
        )
    try:
        password = unseal(sealed, key=settings.SEND_KEY, bound_to=mailbox.bound_to(Purpose.SEND))
    except CannotOpenError as error:
        raise OutboundRefused(
            _(
                "The stored password for this mailbox cannot be opened. Connect it again in Settings."
            ),
            code="mailbox_secret_sealed",
        ) from error
    return account_of(mailbox, password)


def account_of(mailbox: SendingMailbox, password: str) -> Account:
    """How one signs in to send from this mailbox with `password` (or token)."""
    sandbox = mailbox.kind == MailboxKind.SANDBOX
    return Account(
        address=mailbox.address,
        host=SANDBOX_HOST if sandbox else mailbox.smtp_host,
        port=settings.SANDBOX_SMTP_PORT if sandbox else mailbox.smtp_port,
        security=Security.NONE if sandbox else Security(mailbox.smtp_security),
        username=mailbox.smtp_username,
        password=password,
        sign_in=SignIn(mailbox.sign_in),
        refused=sign_in_again(mailbox.provider) if mailbox.provider else "",
    )
