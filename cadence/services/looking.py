"""Look into the rep's own inbox once more, right before a letter leaves it."""

import logging
from datetime import datetime

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadence.models import Approval, Delivery, Hold
from cadence.services import settling
from mailbox.models import InboundMessage, Mailbox
from mailbox.services import reading, renewing
from prospects.models import Company
from team.refusals import Refused

log = logging.getLogger(__name__)

NEWEST = 50


def look_once_more(approval: Approval, *, at: datetime) -> None:
    """Hear what came since the last reading, so that an answer a moment old still stops this letter.

    Takes three seconds at most. A mailbox that cannot be read is said on its page and does not keep its owner from
    writing; refuses only where its provider lets us send no more. Not for a letter that was reserved already.
    """
    if Delivery.objects.filter(approval=approval).exists():
        return
    mailbox = approval.mailbox
    renewing.renew_for_sending(mailbox, at=at)
    renewing.renew_for_reading(mailbox, at=at)
    reading.look(mailbox, at=at)
    _settle_newest(mailbox, at)


def check_unanswered(company: Company, at: datetime) -> None:
    """Whoever reviewed a letter did so before this answer: say who wrote, and when."""
    hold = (
        Hold.objects.filter(company=company, lifted_at=None, reply__isnull=False)
        .select_related("reply__prospect")
        .first()
    )
    if hold is None or hold.reply is None:
        return
    raise Refused(
        _("%(name)s wrote back %(ago)s. Nothing was sent. Read it first.")
        % {"name": hold.reply.prospect.greeting_name, "ago": _ago(hold.reply.received_at, at)},
        code="conflict_answered",
    )


def _settle_newest(mailbox: Mailbox, at: datetime) -> None:
    """A letter that cannot be settled is the worker's to try again; it keeps nobody from writing."""
    waiting = InboundMessage.objects.filter(mailbox=mailbox, settled_at=None)
    for pk in list(waiting.order_by("-received_at").values_list("pk", flat=True)[:NEWEST]):
        try:
            settling.settle_one(pk, at=at)
        except Exception:
            log.exception("message %s could not be settled", pk)


def _ago(then: datetime, at: datetime) -> str:
    minutes = int((at - then).total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        words = ngettext("%(count)s minute ago", "%(count)s minutes ago", minutes)
        return words % {"count": apnumber(minutes)}
    return _("%(time)s ago") % {"time": timesince(then, at, depth=1)}
