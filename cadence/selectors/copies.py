"""What the Sent folder says about a letter of unknown fate, in words. It decides nothing: the rep does."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from cadence.models import Delivery
from mailbox.models import FolderCursor, Mailbox
from mailbox.selectors.words import moment
from team.models import User


def evidence_for(delivery: Delivery, viewer: User, at: datetime) -> str:
    """A copy and since when; or when we last looked without finding one; or why we have not looked.

    Only a look after sending began counts, and only one that read the folder to its end.
    """
    mailbox = delivery.approval.mailbox
    whose = _("your") if mailbox.owner_id == viewer.pk else _possessive(mailbox.owner)
    with timezone.override(mailbox.owner.zone):
        found = delivery.copies.order_by("mail__received_at").values_list(
            "mail__received_at", flat=True
        )
        if since := found.first():
            return _("A copy is in %(whose)s Sent folder since %(since)s.") % {
                "whose": whose,
                "since": moment(since, at=at),
            }
        return _nothing_found(delivery, mailbox, whose, at)


def _nothing_found(delivery: Delivery, mailbox: Mailbox, whose: str, at: datetime) -> str:
    """Absence proves nothing, so the sentence says that, too."""
    began = delivery.sending_at or delivery.reserved_at
    sent_mail = FolderCursor.objects.filter(mailbox=mailbox, holds_own_mail=True)
    looked = sent_mail.filter(read_through_at__gt=began).order_by("-read_through_at").first()
    if looked is not None and looked.read_through_at is not None:
        return _looked(looked.read_through_at, at)
    been_there = mailbox.last_read_at is not None and mailbox.last_read_at > began
    if been_there and not sent_mail.exists():
        return _("The mail server names no Sent folder, so we can't look for a copy.")
    return _("We haven't been able to look in %(whose)s Sent folder yet.") % {"whose": whose}


def _looked(looked_at: datetime, at: datetime) -> str:
    today = timezone.localdate(looked_at) == timezone.localdate(at)
    sentence = (
        _("We looked at %(moment)s and found no copy.")
        if today
        else _("We looked on %(moment)s and found no copy.")
    )
    doubt = _("Some mail servers keep none, so this alone doesn't prove it.")
    return f"{sentence % {'moment': moment(looked_at, at=at)}} {doubt}"


def _possessive(owner: User) -> str:
    return _("%(name)s's") % {"name": owner.first_name}
