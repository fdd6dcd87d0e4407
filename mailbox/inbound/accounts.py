"""From a mailbox row to something an IMAP server accepts. Needs READ_KEY."""

from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from mailbox.enums import Purpose, Security, SignIn
from mailbox.inbound.errors import ReadError
from mailbox.inbound.imap_connection import ImapAccount
from mailbox.providers import sign_in_again
from team.sealing import CannotOpenError, unseal


class ReadableMailbox(Protocol):
    """The part of a mailbox row that reading needs."""

    @property
    def imap_host(self) -> str: ...
    @property
    def imap_port(self) -> int: ...
    @property
    def imap_security(self) -> str: ...
    @property
    def imap_username(self) -> str: ...
    @property
    def sign_in(self) -> str: ...
    @property
    def provider(self) -> str: ...

    def sealed_for(self, purpose: Purpose) -> bytes | None: ...

    def bound_to(self, purpose: Purpose) -> str: ...


def reading_account(mailbox: ReadableMailbox, password: str | None = None) -> ImapAccount:
    """Sign in with `password` (or token), or with the stored one. Raises ReadError when that cannot be opened."""
    return ImapAccount(
        mailbox.imap_host,
        mailbox.imap_port,
        Security(mailbox.imap_security),
        mailbox.imap_username,
        _stored_password(mailbox) if password is None else password,
        SignIn(mailbox.sign_in),
        sign_in_again(mailbox.provider) if mailbox.provider else "",
    )


def _stored_password(mailbox: ReadableMailbox) -> str:
    sealed = mailbox.sealed_for(Purpose.READ) or b""
    try:
        return unseal(sealed, key=settings.READ_KEY, bound_to=mailbox.bound_to(Purpose.READ))
    except CannotOpenError as error:
        raise ReadError(
            _("The stored password cannot be opened. Connect the mailbox again."),
            permanent=True,
            code="sealed",
        ) from error
