"""Mailboxes of the demo's own mail world."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from mailbox.enums import MailboxKind, MailboxState, Purpose, Security, SignIn
from mailbox.models import Mailbox
from mailbox.sandbox.addresses import normal
from mailbox.sandbox.cast import Part, write_cast
from mailbox.sandbox.home import sandbox_home, sandbox_root
from mailbox.sandbox.maildirs import deliver, make_maildir
from mailbox.services.keeping import keep_secret
from team.models import User
from team.refusals import Refused

_HOST = "127.0.0.1"


@transaction.atomic
def open_sandbox_mailbox(user: User, *, at: datetime) -> Mailbox:
    """Give a demo user a mailbox that leads nowhere outside, in place of any other they had.

    Refuses an address the sandbox cannot keep. Effects: the row, both secrets, a Maildir. A second
    call changes nothing but the secrets.
    """
    if not normal(user.email):
        raise Refused(f"The sandbox keeps no mailbox for {user.email}.", code="sandbox_address")
    mailbox, created = Mailbox.objects.get_or_create(owner=user, defaults=_defaults(user, at))
    if not created and not (mailbox.is_sandbox and mailbox.is_connected):
        Mailbox.objects.filter(pk=mailbox.pk).update(**_defaults(user, at), state_note="")
        mailbox.refresh_from_db()
    keep_secret(mailbox, Purpose.SEND, settings.SANDBOX_PASSWORD)
    keep_secret(mailbox, Purpose.READ, settings.SANDBOX_PASSWORD)
    make_maildir(sandbox_home(mailbox.address))
    return mailbox


def give_parts(parts: Mapping[str, Part]) -> None:
    """Fix who plays which part, for people a newcomer should see answer."""
    write_cast(sandbox_root(), {normal(address): part for address, part in parts.items()})


def put_into_inbox(mailbox: Mailbox, raw: bytes, *, at: datetime) -> int:
    """Let a mail have arrived at `at`, for a demo with a past. Returns its UID."""
    return deliver(sandbox_home(mailbox.address), raw, at=at)


def _defaults(user: User, at: datetime) -> dict[str, object]:
    address = normal(user.email)
    return {
        "address": address,
        "display_name": user.name,
        "kind": MailboxKind.SANDBOX,
        "smtp_host": _HOST,
        "smtp_port": settings.SANDBOX_SMTP_PORT,
        "smtp_security": Security.NONE,
        "smtp_username": address,
        "imap_host": _HOST,
        "imap_port": 0,
        "imap_security": Security.NONE,
        "imap_username": address,
        "sign_in": SignIn.PASSWORD,
        "provider": "",
        "state": MailboxState.CONNECTED,
        "state_since": at,
        "connected_at": at,
    }
