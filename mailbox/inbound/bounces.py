"""Is this mail a report about one of our letters? RFC 3464 first; older forms by flufl.bounce."""

import logging
from email.parser import HeaderParser

from flufl.bounce import all_failures

from mailbox.inbound.decoding import clean, decode_header_text
from mailbox.inbound.machine_words import REPLY_PREFIXES, REPORTERS
from mailbox.inbound.message import (
    ParsedMessage,
    Structure,
    body_text,
    children,
    message_ids,
    parse,
    parts,
)
from mailbox.inbound.prose_reports import DeliveryReport, has_reports_subject, report_in_prose

# a detector that stumbles over an odd mail is no news, and a flood of odd mails should not flood the log
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)

_REPORTERS_HEADERS = ("x-failed-recipients", "x-ms-exchange-message-is-ndr")
_STATUSES = frozenset({"message/delivery-status", "message/global-delivery-status"})
_ORIGINALS = frozenset(
    {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global-headers"}
    | {"message/global"}
)
_KNOWN = frozenset({"failed", "delayed", "delivered", "relayed", "expanded"})
# what a block without a known action means, by the first of its code
_ACTIONS = {"5.": "failed", "4.": "delayed", "2.": "delivered"}
_LONGEST_ORIGINAL = 20_000
_LONGEST_FIELD = 1_000
_MOST_BLOCKS = 100


def delivery_report(message: ParsedMessage) -> DeliveryReport | None:
    """The report in this mail, or None. Only the report's own fields decide, never the prose around them.

    A report that somebody attached or passed on is not this mail's. One without fields is believed only where a mail
    server wrote it, or where its form or subject is a server's and it names whom the letter did not reach.
    """
    reports = [
        part
        for part in parts(message.structure, attached=False)
        if part.get_content_type() in _STATUSES
    ]
    original = _original_id(message.structure)
    from_server = has_null_sender(message) or is_from_reporter(message)
    is_report = message.structure.get_content_type() == "multipart/report"
    if from_server or is_report:
        for part in reports:
            found = _from_status(part, original)
            if found:
                return found
    # a report whose fields are empty is still in the words and headers around them
    if from_server:
        return _from_old_forms(message, original) or report_in_prose(message, original)
    if not (is_report or has_reports_subject(message)):
        return None
    found = _from_old_forms(message, original)
    if found or is_report or not original:
        return found
    # it names nobody, but brings the letter back
    return DeliveryReport("failed", "", permanent=False, original_id=original)


def is_from_reporter(message: ParsedMessage) -> bool:
    """A mail server's own address or headers. The person behind postmaster@ answers with "Re:"."""
    if any(name in message.headers for name in _REPORTERS_HEADERS):
        return True
    if not message.from_address and "<>" in message.header("from"):
        return True
    if message.header("auto-submitted").partition("(")[2].startswith(("failure", "warning")):
        return True
    is_reply = message.subject.lower().startswith(REPLY_PREFIXES)
    return message.from_address.startswith(REPORTERS) and not is_reply


def has_null_sender(message: ParsedMessage) -> bool:
    return message.header("return-path").strip() == "<>"


def _from_status(part: Structure, original: str) -> DeliveryReport | None:
    """The most serious recipient block. The first block is about the report itself and has no Action."""
    blocks = children(part)
    if len(blocks) == 1 and not blocks[0].is_multipart():
        # the international form is read as one mail, whose text is the other blocks
        rest = body_text(blocks[0], _LONGEST_ORIGINAL).split("\n\n")
        blocks = [*blocks, *(HeaderParser().parsestr(block.lstrip("\n")) for block in rest)]
    found = [_from_block(block, original) for block in blocks[:_MOST_BLOCKS]]
    return min(filter(None, found), key=_how_harmless, default=None)


def _how_harmless(report: DeliveryReport) -> int:
    return {"failed": 0, "delayed": 1}.get(report.action, 2)


def _from_block(block: Structure, original: str) -> DeliveryReport | None:
    status = _field(block, "Status").strip()
    said = _field(block, "Action").lower().replace("(", " ").replace(";", " ").split()
    action = said[0] if said and said[0] in _KNOWN else _ACTIONS.get(status[:2], "")
    if not action:
        return None
    address = _address(_field(block, "Original-Recipient")) or _address(
        _field(block, "Final-Recipient")
    )
    permanent = action == "failed" and not status.startswith("4")
    return DeliveryReport(action, address, permanent, original)


def _from_old_forms(message: ParsedMessage, original: str) -> DeliveryReport | None:
    """The detectors look at each line many times, so they see only the beginning."""
    try:
        temporary, permanent = all_failures(parse(message.beginning).structure)
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
    for part in parts(structure, attached=False):
        if part.get_content_type() in _ORIGINALS:
            found = _copied_id(part)
            if found:
                return found
    return ""


def _copied_id(part: Structure) -> str:
    copies = children(part)
    if copies:
        header = _field(copies[0], "Message-ID")
    else:
        header = _field(HeaderParser().parsestr(body_text(part, _LONGEST_ORIGINAL)), "Message-ID")
    return next(iter(message_ids(header)), "")


def _field(block: Structure, name: str) -> str:
    return decode_header_text(str(block.get(name, ""))[:_LONGEST_FIELD])


def _address(field: str) -> str:
    """`rfc822; someone@example.com` → the address."""
    address = field.rpartition(";")[2].strip().strip("<>").lower()
    return address[:254] if "@" in address else ""
