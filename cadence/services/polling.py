"""Listen: read the mailboxes that are due, and settle what each brought as soon as it is there."""

from datetime import datetime

from cadence.services import settling
from mailbox.models import Mailbox
from mailbox.services import reading


def poll_mailboxes(at: datetime) -> int:
    """Read every mailbox that is due and settle its messages; how many were settled.

    A mailbox that cannot be read says so on its own page and does not keep the others waiting. What an earlier poll
    left is settled first.
    """
    settled = [settling.settle(at)]

    def settle_what_came(mailbox: Mailbox) -> None:
        settled.append(settling.settle(at, mailbox=mailbox))

    for _count in reading.read_due(at=at, then=settle_what_came):
        pass
    return sum(settled)
