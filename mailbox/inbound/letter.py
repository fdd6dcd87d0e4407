"""One mail understood: who, what, in which thread, and what kind of thing it is. Pure; the reading service keeps it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from mailbox.inbound.automatic import is_automatic
from mailbox.inbound.away import away_until
from mailbox.inbound.bounces import delivery_report
from mailbox.inbound.decoding import clean
from mailbox.inbound.message import LONGEST_TEXT, ParsedMessage, made_up_id, parse
from mailbox.inbound.prose_reports import DeliveryReport
from mailbox.inbound.reply_text import own_words, without_quotes

VerdictName = Literal["person", "bounce", "delayed", "auto_reply", "own"]


@dataclass(frozen=True)
class Understood:
    """`references` of a report names the letter it is about, whether or not the reporting server threaded it.

    `original_ids` are what this mail claims it was called before a provider renamed it: anybody can write that.
    """

    verdict: VerdictName
    message_id: str
    original_ids: tuple[str, ...]
    in_reply_to: str
    references: tuple[str, ...]
    from_address: str
    from_name: str
    to: tuple[str, ...]
    subject: str
    text: str
    full_text: str
    html: str
    bounced_address: str = ""
    bounce_permanent: bool = False
    away_until: date | None = None


def understand(
    raw: bytes, *, own_address: str, in_own_folder: bool, received_at: datetime
) -> Understood:
    """Never raises and takes bounded time, whatever the bytes."""
    message = parse(raw)
    report = None if in_own_folder else delivery_report(message)
    verdict = _verdict(
        message, report, own=in_own_folder or message.from_address == own_address.lower()
    )
    until = None
    if verdict == "auto_reply":
        until = away_until(
            f"{message.subject}\n{without_quotes(message.full_text)}", received=received_at.date()
        )
    return Understood(
        verdict=verdict,
        message_id=message.message_id,
        original_ids=message.original_ids,
        in_reply_to=message.in_reply_to,
        references=_thread(message, report),
        from_address=message.from_address,
        from_name=message.from_name,
        to=message.to,
        subject=message.subject,
        text=own_words(message.full_text),
        full_text=message.full_text,
        html=message.html,
        bounced_address=report.address if report and verdict in {"bounce", "delayed"} else "",
        bounce_permanent=bool(report and report.permanent),
        away_until=until,
    )


def as_it_came(raw: bytes) -> Understood:
    """For a mail that cannot be understood: its beginning as plain text, for a person to look at."""
    text = clean(raw[:LONGEST_TEXT].decode("utf-8", "replace"))
    return Understood(
        verdict="person",
        message_id=made_up_id(raw),
        original_ids=(),
        in_reply_to="",
        references=(),
        from_address="",
        from_name="",
        to=(),
        subject="",
        text=text,
        full_text=text,
        html="",
    )


def _verdict(message: ParsedMessage, report: DeliveryReport | None, *, own: bool) -> VerdictName:
    """A report before everything, then our own mail, then machines; what is left is a person."""
    if report and report.action == "failed":
        return "bounce"
    if report and report.action == "delayed":
        return "delayed"
    if own:
        return "own"
    return "auto_reply" if report or is_automatic(message) else "person"


def _thread(message: ParsedMessage, report: DeliveryReport | None) -> tuple[str, ...]:
    if report and report.original_id and report.original_id not in message.references:
        return (*message.references, report.original_id)
    return message.references
