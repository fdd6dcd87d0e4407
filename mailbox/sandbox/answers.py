"""What demo correspondents write. Real mail: threads, quotes in three programs' ways, a vacation notice, a bounce."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from email.utils import format_datetime

from mailbox.inbound.calendar_words import GERMAN
from mailbox.sandbox.cast import Part, Role
from mailbox.sandbox.words import AWAY_GERMAN_TEXT, AWAY_TEXT, TEXTS

_BOUNDARY = "=_sandbox_report"
_AWAY_DAYS = (5, 8, 12, 16)
_BOUNCE_TEXT = (
    "This is the mail system at host {host}.\n\nI'm sorry to have to inform you that your message "
    "could not\nbe delivered to one or more recipients.\n\n<{address}>: unknown user\n"
)


@dataclass(frozen=True)
class Sent:
    """The parts of a rep's letter that an answer needs."""

    sender: Address
    recipient: Address
    subject: str
    message_id: str
    references: str
    text: str
    date: str
    raw: bytes


def read_letter(raw: bytes, *, sender: str, recipient: str) -> Sent:
    """Take a rep's letter apart. Envelope addresses win over headers."""
    message = BytesParser(policy=SMTP).parsebytes(raw)
    body = message.get_body(("plain",))
    return Sent(
        sender=_address(message["From"], sender),
        recipient=_address(message["To"], recipient),
        subject=str(message["Subject"] or ""),
        message_id=str(message["Message-ID"] or ""),
        references=str(message["References"] or ""),
        text=str(body.get_content()) if body else "",
        date=str(message["Date"] or ""),
        raw=raw,
    )


def answer(role: Role, letter: Sent, *, at: datetime) -> bytes | None:
    """The mail that comes back, or None from someone who says nothing."""
    if role.part in {Part.SILENT, Part.REFUSED}:
        return None
    if role.part == Part.BOUNCES:
        return _bounce(letter, at)
    if role.part in {Part.AWAY, Part.AWAY_GERMAN}:
        return _vacation(role, letter, at)
    return _reply(role, letter, at)


def _reply(role: Role, letter: Sent, at: datetime) -> bytes:
    texts = TEXTS[role.part]
    name = letter.recipient.display_name or letter.recipient.username
    own = texts[role.variant % len(texts)].format(
        rep=letter.sender.display_name.split(" ")[0] or "there", name=name, first=name.split(" ")[0]
    )
    sender = _colleague(letter.recipient) if role.part == Part.COLLEAGUE else letter.recipient
    message = _threaded(letter, at, sender=sender)
    message["Subject"] = (
        letter.subject if letter.subject.lower().startswith("re:") else f"Re: {letter.subject}"
    )
    message.set_content(own + "\n\n" + _quoted(role.variant, letter), cte="quoted-printable")
    return message.as_bytes()


def _vacation(role: Role, letter: Sent, at: datetime) -> bytes:
    german = role.part == Part.AWAY_GERMAN
    back = at + timedelta(days=_AWAY_DAYS[role.variant % len(_AWAY_DAYS)])
    text = AWAY_GERMAN_TEXT if german else AWAY_TEXT
    message = _threaded(letter, at, sender=letter.recipient)
    message["Subject"] = (
        f"{'Automatische Antwort' if german else 'Automatic reply'}: {letter.subject}"
    )
    message["Auto-Submitted"] = "auto-replied (vacation)"
    message["Precedence"] = "bulk"
    message["Return-Path"] = "<>"
    name = letter.recipient.display_name or letter.recipient.username
    day = (
        f"{back.day}. {GERMAN.months[back.month - 1][0].title()} {back.year}"
        if german
        else f"{back.day} {back:%B %Y}"
    )
    message.set_content(text.format(day=day, name=name), cte="quoted-printable")
    return message.as_bytes()


def _bounce(letter: Sent, at: datetime) -> bytes:
    """An RFC 3464 report of an unknown user, as a mail server writes it."""
    host = f"mail.{letter.recipient.domain}"
    message = EmailMessage(policy=SMTP)
    message["Return-Path"] = "<>"
    message["From"] = Address("Mail Delivery System", addr_spec=f"MAILER-DAEMON@{host}")
    message["To"] = letter.sender
    message["Subject"] = "Undelivered Mail Returned to Sender"
    message["Date"] = format_datetime(at)
    message["Auto-Submitted"] = "auto-replied"
    message["Message-ID"] = f"<bounce.{at:%Y%m%d%H%M%S%f}@{host}>"
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = (
        f'multipart/report; report-type=delivery-status; boundary="{_BOUNDARY}"'
    )
    address = letter.recipient.addr_spec
    parts = (
        ("text/plain; charset=us-ascii", _BOUNCE_TEXT.format(host=host, address=address)),
        ("message/delivery-status", _status(letter, host)),
        ("message/rfc822", letter.raw.decode("utf-8", "surrogateescape")),
    )
    return message.as_bytes().partition(b"\r\n\r\n")[0] + b"\r\n\r\n" + _boundaried(parts)


def _boundaried(parts: tuple[tuple[str, str], ...]) -> bytes:
    joined = "".join(f"--{_BOUNDARY}\nContent-Type: {kind}\n\n{text}\n" for kind, text in parts)
    whole = f"{joined}--{_BOUNDARY}--\n".encode("utf-8", "surrogateescape")
    return whole.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _status(letter: Sent, host: str) -> str:
    return (
        f"Reporting-MTA: dns; {host}\n\n"
        f"Final-Recipient: rfc822; {letter.recipient.addr_spec}\n"
        "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 unknown user\n"
    )


def _threaded(letter: Sent, at: datetime, *, sender: Address) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = letter.sender
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{at:%Y%m%d%H%M%S%f}.{sender.username}@{sender.domain}>"
    if letter.message_id:
        message["In-Reply-To"] = letter.message_id
        message["References"] = f"{letter.references} {letter.message_id}".strip()
    return message


def _quoted(variant: int, letter: Sent) -> str:
    """The rep's letter below, as Gmail, Outlook or a phone puts it."""
    lines = letter.text.rstrip("\n").split("\n")
    marked = "\n".join(f"> {line}" if line else ">" for line in lines)
    who = f"{letter.sender.display_name} <{letter.sender.addr_spec}>"
    if variant % 3 == 0:
        return f"On {letter.date}, {who}\nwrote:\n\n{marked}\n"
    if variant % 3 == 1:
        head = (
            f"From: {who}\nSent: {letter.date}\nTo: {letter.recipient}\nSubject: {letter.subject}"
        )
        return f"{'_' * 32}\n{head}\n\n" + "\n".join(lines) + "\n"
    return f"Sent from my phone\n\n> On {letter.date}, {who} wrote:\n>\n{marked}\n"


def _colleague(recipient: Address) -> Address:
    return Address("Robin Hale", username="robin.hale", domain=recipient.domain)


def _address(header: object, envelope: str) -> Address:
    named = next(iter(getattr(header, "addresses", ())), None)
    username, _at, domain = envelope.rpartition("@")
    return Address(named.display_name if named else "", username=username, domain=domain)
