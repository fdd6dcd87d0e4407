"""Listen: read the mailboxes that are due, then settle what they brought."""

from datetime import datetime

from cadence.services import settling
from mailbox.services import reading


def poll_mailboxes(at: datetime) -> int:
    """Read every mailbox that is due and settle its messages; how many were settled.

    A mailbox that cannot be read says so on its own page and does not keep the others waiting.
    """
    reading.read_due(at=at)
    return settling.settle(at)
