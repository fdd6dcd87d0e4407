"""What the Sent folder says about a letter of unknown fate, in words. It decides nothing: the rep does."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from cadence.models import Delivery
from mailbox.models import FolderCursor, InboundMessage, Mailbox
from mailbox.selectors.words import moment
from team.models import User


def evidence_for(delivery: Delivery, viewer: User, at: datetime) -> str:
    """A copy and since when; or when we last looked without finding one; or why we have not looked.

    By the clock of the rep whose mailbox it is, whoever reads it.
    """
    mailbox = delivery.approval.mailbox
    with timezone.override(mailbox.owner.zone):
        copies = delivery.copies.order_by("mail__received_at")
        since = copies.values_list("mail__received_at", flat=True).first()
        if since is not None:
            return _found(since, mailbox, viewer, at)
        return _not_found(delivery, mailbox, viewer, at)


def _found(since: datetime, mailbox: Mailbox, viewer: User, at: datetime) -> str:
    if mailbox.owner_id == viewer.pk:
        sentence = _("A copy is in your Sent folder since %(since)s.")
    else:
        sentence = _("A copy is in %(name)s's Sent folder since %(since)s.")
    return sentence % {"name": mailbox.owner.first_name, "since": moment(since, at=at)}


def _not_found(delivery: Delivery, mailbox: Mailbox, viewer: User, at: datetime) -> str:
    began = delivery.sending_at or delivery.reserved_at
    sent_mail = FolderCursor.objects.filter(mailbox=mailbox, holds_own_mail=True)
    looked_at = _last_look(mailbox, sent_mail.order_by("read_through_at").last())
    if looked_at is not None and looked_at > began:
        return _looked(looked_at, at)
    been_there = mailbox.last_read_at is not None and mailbox.last_read_at > began
    if been_there and not sent_mail.exists():
        return _("The mail server names no Sent folder, so we can't look for a copy.")
    if mailbox.owner_id == viewer.pk:
        return _("We haven't been able to look in your Sent folder yet.")
    sentence = _("We haven't been able to look in %(name)s's Sent folder yet.")
    return sentence % {"name": mailbox.owner.first_name}


def _last_look(mailbox: Mailbox, sent_mail: FolderCursor | None) -> datetime | None:
    """When the folder was last read to its end. What was read and not yet compared has not been looked at."""
    waiting = InboundMessage.objects.unsettled().filter(mailbox=mailbox, in_own_folder=True)
    return None if sent_mail is None or waiting.exists() else sent_mail.read_through_at


def _looked(looked_at: datetime, at: datetime) -> str:
    """Absence proves nothing, so the sentence says that, too."""
    if timezone.localdate(looked_at) == timezone.localdate(at):
        sentence = _("We looked at %(moment)s and found no copy.")
    else:
        sentence = _("We looked on %(moment)s and found no copy.")
    doubt = _("Some mail servers keep none, so this alone doesn't prove it.")
    return f"{sentence % {'moment': moment(looked_at, at=at)}} {doubt}"
