"""Look into the rep's own inbox once more, right before a letter leaves it."""

from datetime import datetime

from cadence.models import Approval, Delivery
from cadence.services import settling
from mailbox.models import InboundMessage, Mailbox
from mailbox.services import reading, renewing

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


def _settle_newest(mailbox: Mailbox, at: datetime) -> None:
    """A letter that cannot be settled is the worker's to try again; it keeps nobody from writing."""
    waiting = InboundMessage.objects.to_settle(at).filter(mailbox=mailbox)
    for pk in list(waiting.order_by("-received_at").values_list("pk", flat=True)[:NEWEST]):
        settling.try_one(pk, at=at)
