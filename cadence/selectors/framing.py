"""What a letter leaves in: the names at its head and the lines under its words.

One place for all three: the desk shows it, the review keeps its hash, sending builds the bytes from it.
"""

import hashlib
import json
from dataclasses import astuple, dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from cadence.models import Touch
from cadence.selectors.answers import addressee_of, thread_of_letters
from mailbox.models import Mailbox
from team.languages import for_others


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything of a letter but its reviewed words, its address, its Message-ID, its date and its link."""

    sender_name: str
    sender_address: str
    recipient_name: str
    in_reply_to: str
    references: tuple[str, ...]
    signature: str
    postal_address: str
    opt_out: str

    def sha256(self) -> bytes:
        return hashlib.sha256(json.dumps(astuple(self)).encode()).digest()

    def under(self, link: str = "…") -> str:
        """What stands under the words: who writes, from where, and a plain sentence how to make it stop.

        Each letter has a link of its own, made when it leaves.
        """
        blocks = (self.signature.strip(), self.postal_address, f"{self.opt_out} {link}")
        return "\n\n".join(block for block in blocks if block)


def frame_of(touch: Touch, mailbox: Mailbox) -> Frame:
    """As the rows say now. `mailbox` is the one of the try's owner."""
    in_reply_to, references = "", tuple[str, ...]()
    if not touch.is_step:
        in_reply_to, references = thread_of_letters(touch.answered)
    with for_others():
        way_out = _(
            "If you would rather not hear from me, one line back is enough and I will stop. "
            "Or press here, and nobody of us writes again:"
        )
    return Frame(
        sender_name=mailbox.display_name or touch.owner.name,
        sender_address=mailbox.address,
        recipient_name=addressee_of(touch).name,
        in_reply_to=in_reply_to,
        references=references,
        signature=mailbox.signature,
        postal_address=" · ".join(settings.POSTAL_ADDRESS.split("\n")).strip(),
        opt_out=way_out,
    )
