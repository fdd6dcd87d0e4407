"""Is this mail a report about one of our letters? RFC 3464 first; older forms by flufl.bounce."""

from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser

from flufl.bounce import all_failures

from mailbox.inbound.decoding import clean, decode_header_text
from mailbox.inbound.message import ParsedMessage, Structure, body_text, message_ids, parse, parts

_REPORTERS = ("mailer-daemon@", "postmaster@", "mailerdaemon@", "mail-daemon@")
_ORIGINALS = frozenset(
    {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global-headers"}
)
_LONGEST_ORIGINAL = 20_000
_LONGEST_FIELD = 1_000
_MOST_BLOCKS = 100


@dataclass(frozen=True)
class DeliveryReport:
    """`action` is failed, delayed, or something good (delivered, relayed, expanded)."""

    action: str
    address: str
    permanent: bool
    original_id: str


def delivery_report(message: ParsedMessage) -> DeliveryReport | None:
    """The report in this mail, or None. Only the report's own fields decide, never the prose around them."""
    reports = [
        part
        for part in parts(message.structure)
        if part.get_content_type() == "message/delivery-status"
    ]
    original = _original_id(message.structure)
    for part in reports:
        found = _from_status(part, original)
        if found:
            return found
    from_server = has_null_sender(message) or message.from_address.startswith(_REPORTERS)
    if from_server and not reports:
        return _from_old_forms(message.beginning, original)
    return None


def has_null_sender(message: ParsedMessage) -> bool:
    return message.header("return-path").strip() == "<>"


def _from_status(part: Structure, original: str) -> DeliveryReport | None:
    """The most serious recipient block. The first block is about the report itself and has no Action."""
    inside = part.get_payload()
    blocks = inside[:_MOST_BLOCKS] if isinstance(inside, list) else []
    found = [_from_block(block, original) for block in blocks if isinstance(block, Message)]
    return min(filter(None, found), key=_how_harmless, default=None)


def _how_harmless(report: DeliveryReport) -> int:
    return {"failed": 0, "delayed": 1}.get(report.action, 2)


def _from_block(block: Structure, original: str) -> DeliveryReport | None:
    action = _field(block, "Action").lower().split(" ")[0]
    if not action:
        return None
    address = _address(_field(block, "Original-Recipient")) or _address(
        _field(block, "Final-Recipient")
    )
    permanent = action == "failed" and not _field(block, "Status").startswith("4")
    return DeliveryReport(action, address, permanent, original)


def _from_old_forms(beginning: bytes, original: str) -> DeliveryReport | None:
    """The detectors look at each line many times, so they see only the beginning."""
    try:
        temporary, permanent = all_failures(parse(beginning).structure)
    except Exception:  # noqa: BLE001  (old detectors fail in many ways on odd mail; then this is no bounce)
        return None
    for action, found in (("failed", permanent), ("delayed", temporary)):
        addresses = sorted(
            clean(address.decode("utf-8", "replace")).lower()
            for address in found
            if b"@" in address
        )
        if addresses:
            return DeliveryReport(action, addresses[0][:254], action == "failed", original)
    return None


def _original_id(structure: Structure) -> str:
    """The Message-ID of the letter that is reported on, from its copy or its headers."""
    for part in parts(structure):
        if part.get_content_type() in _ORIGINALS:
            found = _copied_id(part)
            if found:
                return found
    return ""


def _copied_id(part: Structure) -> str:
    inside = part.get_payload()
    if isinstance(inside, list):
        copies = [copy for copy in inside if isinstance(copy, Message)]
        header = _field(copies[0], "Message-ID") if copies else ""
    else:
        header = _field(HeaderParser().parsestr(body_text(part, _LONGEST_ORIGINAL)), "Message-ID")
    return next(iter(message_ids(header)), "")


def _field(block: Structure, name: str) -> str:
    return decode_header_text(str(block.get(name, ""))[:_LONGEST_FIELD])


def _address(field: str) -> str:
    """`rfc822; someone@example.com` → the address."""
    address = field.rpartition(";")[2].strip().strip("<>").lower()
    return address[:254] if "@" in address else ""
