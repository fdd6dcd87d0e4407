"""Keep a password sealed. Nothing here can open one."""

from django.conf import settings

from mailbox.enums import Purpose
from mailbox.models import Mailbox, ReadSecret, SendSecret
from mailbox.sealing import seal


def keep_secret(mailbox: Mailbox, purpose: Purpose, password: str) -> None:
    """Seal a password to this mailbox and this server, in the table of its purpose, over any earlier one."""
    key = settings.SEND_KEY if purpose == Purpose.SEND else settings.READ_KEY
    sealed = seal(password, key=key, bound_to=mailbox.bound_to(purpose))
    model = SendSecret if purpose == Purpose.SEND else ReadSecret
    model.objects.update_or_create(mailbox=mailbox, defaults={"sealed": sealed})
    # an earlier look at the old secret must not outlive it on this object
    mailbox.refresh_from_db()


def forget_secrets(mailbox: Mailbox) -> None:
    SendSecret.objects.filter(mailbox=mailbox).delete()
    ReadSecret.objects.filter(mailbox=mailbox).delete()
    mailbox.refresh_from_db()
