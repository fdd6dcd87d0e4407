from mailbox.models.inbound import FolderCursor, InboundMessage
from mailbox.models.mailbox import Mailbox
from mailbox.models.outage import Outage
from mailbox.models.secrets import Consent, ReadSecret, SendSecret

__all__ = [
    "Consent",
    "FolderCursor",
    "InboundMessage",
    "Mailbox",
    "Outage",
    "ReadSecret",
    "SendSecret",
]
