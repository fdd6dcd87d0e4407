"""Keep a password sealed. Nothing here can open one."""

from datetime import datetime

from django.conf import settings

from mailbox.enums import Purpose
from mailbox.models import Consent, Mailbox, ReadSecret, SendSecret
from team.sealing import seal


def keep_secret(
    mailbox: Mailbox, purpose: Purpose, password: str, *, expires_at: datetime | None = None
) -> None:
    """Seal a password or token to this mailbox and server, in the table of its purpose, over any earlier one."""
    key = settings.SEND_KEY if purpose == Purpose.SEND else settings.READ_KEY
    sealed = seal(password, key=key, bound_to=mailbox.bound_to(purpose))
    model = SendSecret if purpose == Purpose.SEND else ReadSecret
    model.objects.update_or_create(
        mailbox=mailbox, defaults={"sealed": sealed, "expires_at": expires_at}
    )
    # an earlier look at the old secret must not outlive it on this object
    mailbox.refresh_from_db()


def keep_consent(mailbox: Mailbox, refresh: str, *, at: datetime) -> None:
    """Seal what renews the sign-in. Only a process that may send can open it again."""
    sealed = seal(refresh, key=settings.SEND_KEY, bound_to=consent_bound_to(mailbox))
    Consent.objects.update_or_create(mailbox=mailbox, defaults={"sealed": sealed, "renewed_at": at})
    mailbox.refresh_from_db()


def consent_bound_to(mailbox: Mailbox) -> str:
    return f"consent|mailbox:{mailbox.pk}|owner:{mailbox.owner_id}|{mailbox.provider}"


def forget_secrets(mailbox: Mailbox) -> None:
    SendSecret.objects.filter(mailbox=mailbox).delete()
    ReadSecret.objects.filter(mailbox=mailbox).delete()
    Consent.objects.filter(mailbox=mailbox).delete()
    mailbox.refresh_from_db()
