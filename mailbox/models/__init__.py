from mailbox.models.inbound import FolderCursor, InboundMessage
from mailbox.models.mailbox import Mailbox
from mailbox.models.secrets import ReadSecret, SendSecret

__all__ = ["FolderCursor", "InboundMessage", "Mailbox", "ReadSecret", "SendSecret"]
