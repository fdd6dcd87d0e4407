from mailbox.models.inbound import FolderCursor, InboundMessage
from mailbox.models.mailbox import Mailbox
from mailbox.models.secrets import Consent, ReadSecret, SendSecret

__all__ = ["Consent", "FolderCursor", "InboundMessage", "Mailbox", "ReadSecret", "SendSecret"]
