"""A mailbox's state as a sentence."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mailbox.enums import MailboxState
from mailbox.models import Mailbox


def mailbox_of(user_pk: int) -> Mailbox | None:
    """A person's own mailbox, or None."""
    return Mailbox.objects.filter(owner_id=user_pk).first()


def in_words(mailbox: Mailbox | None, *, at: datetime) -> str:
    """What the mailbox does now, since when it does not, and when it was last read. Times in the active zone."""
    if mailbox is None or mailbox.state == MailboxState.DISCONNECTED:
        return _("No mailbox is connected. Letters wait until one is.")
    return f"{_state(mailbox, at)} {_last_checked(mailbox, at)}"


def moment(when: datetime, *, at: datetime) -> str:
    """`10:41` today, `Friday 16:20` this week, `3 November 16:20` before that."""
    local, now = timezone.localtime(when), timezone.localtime(at)
    if local.date() == now.date():
        return date_format(local, "H:i")
    return date_format(local, "l H:i" if now - local < timedelta(days=7) else "j F H:i")


def _state(mailbox: Mailbox, at: datetime) -> str:
    if mailbox.state == MailboxState.FAILING:
        since = _("Since %s.") % moment(mailbox.state_since, at=at)
        return f"{mailbox.state_note} {since}"
    if mailbox.is_sandbox:
        return (
            _("The sandbox: letters from %s stay on this machine, and demo people answer them.")
            % mailbox.address
        )
    return _("Sending and reading as %s.") % mailbox.address


def _last_checked(mailbox: Mailbox, at: datetime) -> str:
    if mailbox.last_read_at is None:
        return _("Not checked yet.")
    return _("Last checked %s.") % moment(mailbox.last_read_at, at=at)
