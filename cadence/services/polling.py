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
    settled = [_settle_all(at)]

    def settle_what_came(mailbox: Mailbox) -> None:
        settled.append(_settle_all(at, mailbox))

    for _count in reading.read_due(at=at, then=settle_what_came):
        pass
    return sum(settled)


def _settle_all(at: datetime, mailbox: Mailbox | None = None) -> int:
    """Until nothing is left but what cannot be settled."""
    total = 0
    while some := settling.settle(at, mailbox=mailbox):
        total += some
    return total
