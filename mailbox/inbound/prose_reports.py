"""A report that a mail server wrote as plain prose, in whatever language: its subject, a code, an address."""

from dataclasses import dataclass

from mailbox.inbound.machine_words import DELAYED, FAILED, REPORTERS, REPORTS
from mailbox.inbound.message import ParsedMessage

_LONGEST_TEXT = 6_000
_AROUND = "<>()[]{}\"'`,;:!?*|"


@dataclass(frozen=True)
class DeliveryReport:
    """`action` is failed, delayed, or something good (delivered, relayed, expanded)."""

    action: str
    address: str
    permanent: bool
    original_id: str


def report_in_prose(message: ParsedMessage, original: str) -> DeliveryReport | None:
    """Only for mail from a server's own address, and only where its subject or headers say that it reports."""
    named = message.header("x-failed-recipients").lower()
    if not (named or not message.from_address or message.from_address.startswith(REPORTERS)):
        return None
    subject = message.subject.lower()
    words = message.full_text[:_LONGEST_TEXT].lower().split()
    codes = _codes(words)
    delayed = any(each in subject for each in DELAYED) and "5" not in codes
    if not (named or delayed or any(each in subject for each in FAILED)):
        return None
    address = next(iter(_addresses(named.split(), message) + _addresses(words, message)), "")
    if delayed:
        return DeliveryReport("delayed", address, permanent=False, original_id=original)
    # without a code it may be anything, and to call an address dead needs more than anything
    return DeliveryReport("failed", address, permanent="5" in codes, original_id=original)


def has_reports_subject(message: ParsedMessage) -> bool:
    """A new mail whose subject begins as servers begin theirs. A person answers or passes such a mail on."""
    threaded = bool(message.in_reply_to or message.references)
    return not threaded and message.subject.lower().startswith(REPORTS)


def _codes(words: list[str]) -> set[str]:
    """The first digits of what looks like `550`, `5.1.1` or `#4.4.7`."""
    found = set()
    for word in words:
        bare = word.strip(_AROUND + "#.").partition("-")[0]
        digits = bare.replace(".", "")
        if len(digits) == 3 and digits.isascii() and digits.isdigit() and len(bare) in (3, 5):
            found.add(digits[0])
    return found


def _addresses(words: list[str], message: ParsedMessage) -> list[str]:
    """Those that are neither ours nor the server's."""
    known = {*message.to, message.from_address}
    bare = [word.strip(_AROUND + ".").removeprefix("to:<") for word in words if "@" in word]
    return [each[:254] for each in bare if "@" in each.strip("@") and each not in known]
