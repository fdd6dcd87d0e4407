"""One mail, taken apart without trusting it: any bytes in, plain values out, in bounded time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import Compat32
from email.utils import getaddresses
from hashlib import sha256

from mailbox.inbound.decoding import clean, decode_bytes, decode_header_text
from mailbox.inbound.html_text import html_to_text
from mailbox.inbound.meeting import LONGEST_CALENDAR, meeting_answer

# of a mail as long as we fetch, nothing that a person wrote is left out; what we conclude, we conclude from less
LONGEST_TEXT = 300_000
LONGEST_HTML = 300_000
_LONGEST_RAW = 300_000
_LONGEST_HEADER = 4_000
_LONGEST_BEGINNING = 20_000
_MOST_HEADERS = 500
_MOST_CONTAINERS = 20
_DEEPEST = 12
_MOST_PARTS = 100
_MOST_IDS = 50
_MOST_RECIPIENTS = 50
_LONGEST_ID = 500
# What a letter was called when it was handed over: Microsoft and Google keep it here when they rename it, the last is ours.
_ORIGINAL_ID_HEADERS = (
    "x-microsoft-original-message-id",
    "x-google-original-message-id",
    "x-earnest-letter",
)

type Structure = Message[str, str]


class _ShortHeaders(Compat32):
    """Cuts every header while parsing: reading parameters takes time that grows with the square of their length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines[:_MOST_HEADERS])
        return name, value[:_LONGEST_HEADER]


_SHORT_HEADERS = _ShortHeaders()


@dataclass(frozen=True)
class ParsedMessage:
    """`headers` has lower-case names and decoded values, in their order.

    `structure` and `beginning` (the first bytes as they came) are for telling reports apart.
    """

    message_id: str
    original_ids: tuple[str, ...]
    in_reply_to: str
    references: tuple[str, ...]
    from_address: str
    from_name: str
    to: tuple[str, ...]
    subject: str
    full_text: str
    html: str
    headers: dict[str, list[str]]
    structure: Structure = field(repr=False)
    beginning: bytes = field(repr=False)

    def header(self, name: str) -> str:
        """The first header of that name, or nothing."""
        return self.headers.get(name, [""])[0]


def parse(raw: bytes) -> ParsedMessage:
    """Never raises. What cannot be understood is left empty; the text is cut at LONGEST_TEXT."""
    raw = raw[:_LONGEST_RAW]
    structure = _structure(raw)
    headers = _headers(structure)
    plain, html = _texts(structure)
    sender_name, sender_address = next(iter(_addresses(structure, "from")), ("", ""))
    return ParsedMessage(
        message_id=next(iter(message_ids(_first(headers, "message-id"))), made_up_id(raw)),
        original_ids=_original_ids(headers),
        in_reply_to=next(iter(message_ids(_first(headers, "in-reply-to"))), ""),
        references=tuple(message_ids(_first(headers, "references"))),
        from_address=sender_address,
        from_name=sender_name,
        to=tuple(address for _name, address in _addresses(structure, "to", "cc")),
        subject=" ".join(_first(headers, "subject").split())[:500],
        full_text=_full_text(structure, plain, html),
        html=html,
        headers=headers,
        structure=structure,
        beginning=raw[:_LONGEST_BEGINNING],
    )


def message_ids(text: str) -> list[str]:
    """The `<…@…>` in a header, in order, without doubles. The first and the latest are kept when there are too many."""
    found: dict[str, None] = {}
    for piece in text.split("<")[1:]:
        inner, closed, _rest = piece.partition(">")
        if (
            closed
            and inner
            and len(inner) <= _LONGEST_ID
            and not any(character.isspace() for character in inner)
        ):
            found[f"<{inner}>"] = None
    ids = list(found)
    return ids if len(ids) <= _MOST_IDS else [ids[0], *ids[-(_MOST_IDS - 1) :]]


def parts(structure: Structure, *, attached: bool = True) -> Iterator[Structure]:
    """Every part, containers included, to a bounded depth and number; those of attached mails only if `attached`."""
    waiting: list[tuple[Structure, int]] = [(structure, 0)]
    for _count in range(_MOST_PARTS):
        if not waiting:
            return
        part, depth = waiting.pop(0)
        yield part
        if depth < _DEEPEST and (attached or part.get_content_maintype() != "message"):
            waiting = [(child, depth + 1) for child in children(part)[:_MOST_PARTS]] + waiting


def children(part: Structure) -> list[Structure]:
    """The parts inside; none of a leaf, whose payload may be text that cannot even be decoded."""
    inside = part.get_payload() if part.is_multipart() else []
    return [child for child in inside if isinstance(child, Message)]


def body_text(part: Structure, longest: int) -> str:
    """The decoded text of one leaf part."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return ""
    data = payload if isinstance(payload, bytes) else b""
    return clean(decode_bytes(data[: longest * 2], _charset(part)))[:longest]


def _structure(raw: bytes) -> Structure:
    """Deeply nested mail is read as flat: the standard parser's time grows with depth times lines."""
    lowered = raw.lower()
    nested = (
        lowered.count(b"boundary") > _MOST_CONTAINERS
        or lowered.count(b"message/") > _MOST_CONTAINERS
    )
    if nested:
        return BytesHeaderParser(policy=_SHORT_HEADERS).parsebytes(raw)
    try:
        return BytesParser(policy=_SHORT_HEADERS).parsebytes(raw)
    except (RecursionError, ValueError, LookupError, AssertionError):
        return BytesHeaderParser(policy=_SHORT_HEADERS).parsebytes(raw)


def _headers(structure: Structure) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for count, (name, value) in enumerate(structure.raw_items()):
        if count >= _MOST_HEADERS:
            break
        found.setdefault(name.lower(), []).append(decode_header_text(str(value)))
    return found


def _texts(structure: Structure) -> tuple[str, str]:
    """Plain text (all inline parts) and the first HTML. Attached mails are not looked into."""
    plain: list[str] = []
    html = ""
    skipped: set[int] = set()
    for part in parts(structure):
        kind = part.get_content_type()
        if id(part) in skipped or kind.startswith("message/") or _is_attachment(part):
            skipped.update(id(child) for child in children(part))
        elif kind == "text/html" and not html:
            html = body_text(part, LONGEST_HTML)
        elif kind == "text/plain" and sum(map(len, plain)) < LONGEST_TEXT:
            plain.append(body_text(part, LONGEST_TEXT))
    return "\n".join(plain), html


def _full_text(structure: Structure, plain: str, html: str) -> str:
    """All there is to read; an answer to an invitation, which is often without a word, is written out."""
    text = (plain if plain.strip() else clean(html_to_text(html)))[:LONGEST_TEXT]
    answer = meeting_answer(calendar_text(structure))
    return f"{answer}\n\n{text}".strip("\n")[:LONGEST_TEXT] if answer else text


def calendar_text(structure: Structure) -> str:
    """The first calendar in this mail, or nothing."""
    found = (
        part
        for part in parts(structure, attached=False)
        if part.get_content_type() == "text/calendar"
    )
    return next((body_text(part, LONGEST_CALENDAR) for part in found), "")


def _is_attachment(part: Structure) -> bool:
    return str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment")


def _charset(part: Structure) -> str:
    try:
        return str(part.get_content_charset() or "")
    except (ValueError, LookupError, TypeError):
        return ""


def _original_ids(headers: dict[str, list[str]]) -> tuple[str, ...]:
    """Google keeps an id as it came, and one that it replaces has no angle brackets."""
    found: dict[str, None] = {}
    for name in _ORIGINAL_ID_HEADERS:
        value = _first(headers, name).strip()
        for each in message_ids(value if value.startswith("<") else f"<{value}>")[:1]:
            found[each] = None
    return tuple(found)


def _first(headers: dict[str, list[str]], name: str) -> str:
    return headers.get(name, [""])[0]


def _addresses(structure: Structure, *names: str) -> list[tuple[str, str]]:
    """Taken apart before they are decoded: an encoded name may hold a comma."""
    values = [str(value) for name, value in structure.raw_items() if name.lower() in names]
    found = getaddresses([value[:_LONGEST_HEADER] for value in values[:3]])
    return [
        (decode_header_text(name)[:200], decode_header_text(address).lower()[:254])
        for name, address in found[:_MOST_RECIPIENTS]
        if "@" in address
    ]


def made_up_id(raw: bytes) -> str:
    """A mail without an id still needs one name, the same at every reading."""
    return f"<{sha256(raw).hexdigest()}@no-message-id.invalid>"
