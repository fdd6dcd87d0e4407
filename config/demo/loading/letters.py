"""Mail as it comes back: answers that quote ours, absences, and reports of addresses that do not exist."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import uuid4

from cadence.models import Delivery
from mailbox.sandbox.answers import Sent, answer
from mailbox.sandbox.cast import Part, Role


def sent_letter(delivery: Delivery) -> Sent:
    """Our letter as its recipient has it."""
    approval = delivery.approval
    draft, mailbox = approval.draft, approval.mailbox
    prospect = approval.touch.prospect
    return Sent(
        sender=_address(mailbox.display_name, mailbox.address),
        recipient=_address(prospect.name, draft.to_address),
        subject=draft.subject,
        message_id=delivery.message_id,
        references="",
        text=draft.body,
        date=format_datetime(delivery.reserved_at),
        raw=b"",
    )


def reply(letter: Sent, words: str, *, at: datetime, sender: Address | None = None) -> bytes:
    """Their words above our letter, the way most programs write it."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender or letter.recipient
    message["To"] = letter.sender
    message["Subject"] = f"Re: {letter.subject}"
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{uuid4().hex}@{letter.recipient.domain}>"
    message["In-Reply-To"] = message["References"] = letter.message_id
    quoted = "\n".join(f"> {line}".rstrip() for line in letter.text.splitlines())
    who = f"{letter.sender.display_name} <{letter.sender.addr_spec}>"
    text = f"{words.strip()}\n\nOn {letter.date}, {who} wrote:\n\n{quoted}\n"
    message.set_content(text, cte="quoted-printable")
    return message.as_bytes()


def absence(letter: Sent, *, at: datetime, variant: int, german: bool) -> bytes:
    return _automatic(Part.AWAY_GERMAN if german else Part.AWAY, letter, at, variant)


def bounce(letter: Sent, *, at: datetime) -> bytes:
    return _automatic(Part.BOUNCES, letter, at, 0)


def _automatic(part: Part, letter: Sent, at: datetime, variant: int) -> bytes:
    written = answer(Role(part, 1, variant), letter, at=at)
    if written is None:
        raise LookupError(f"{part} writes nothing")
    return written


def _address(name: str, address: str) -> Address:
    username, _at, domain = address.rpartition("@")
    return Address(name, username=username, domain=domain)
