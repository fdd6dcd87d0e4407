"""Mails as servers and people write them, for the tests of this room."""

from datetime import UTC, datetime
from textwrap import dedent

from mailbox.inbound.letter import Understood, understand

RECEIVED = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
OWN_ADDRESS = "maya@fernhill.example"
OUR_ID = "<0193-abc@fernhill.example>"


def mail(
    headers: str = "", body: str = "Hello.\n", *, sender: str = "Aoife <aoife@corrib.example>"
) -> bytes:
    """A plain mail to Maya with the headers given besides."""
    extra = dedent(headers).strip()
    lines = [
        f"From: {sender}",
        f"To: {OWN_ADDRESS}",
        "Message-ID: <reply-1@corrib.example>",
        *([extra] if extra else []),
    ]
    if "subject:" not in extra.lower():
        lines.append("Subject: Re: Your depot")
    return ("\n".join(lines) + "\n\n" + body).replace("\n", "\r\n").encode()


def understood(raw: bytes, *, in_own_folder: bool = False) -> Understood:
    return understand(
        raw, own_address=OWN_ADDRESS, in_own_folder=in_own_folder, received_at=RECEIVED
    )


def report(
    *,
    action: str = "failed",
    status: str = "5.1.1",
    recipient: str = "rfc822; aoife@corrib.example",
    original: str = f"Message-ID: {OUR_ID}",
    headers: str = "Return-Path: <>\nAuto-Submitted: auto-replied",
    original_type: str = "message/rfc822",
) -> bytes:
    """An RFC 3464 report, in the way of Postfix."""
    parts = [
        "--b",
        "Content-Type: text/plain",
        "",
        "I'm sorry to have to inform you.",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mail.corrib.example",
        "",
        f"Final-Recipient: {recipient}",
        f"Action: {action}",
        f"Status: {status}",
        "",
        "--b",
        f"Content-Type: {original_type}",
        "",
        original,
        "Subject: Your depot",
        "",
        "Dear Aoife",
        "--b--",
        "",
    ]
    head = f'{headers}\nSubject: Undelivered Mail\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"'
    return mail(head, "\n".join(parts), sender="MAILER-DAEMON@corrib.example")
