"""Bytes to text, whatever the mail claims about itself."""

import codecs
import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header

# codecs that are no character sets, or whose decoding time grows with the square of the input
_NOT_FOR_MAIL = frozenset(
    {"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"}
)
_KEPT_CONTROLS = frozenset("\n\t")


def decode_bytes(data: bytes, charset: str) -> str:
    """As `charset` says where that is sensible, else UTF-8, else Windows-1252; never fails."""
    for name in (_known(charset), "utf-8"):
        if name:
            try:
                return data.decode(name)
            except (UnicodeError, ValueError):
                continue
    return data.decode("cp1252", "replace")


def decode_header_text(value: str) -> str:
    """A header as the person meant it, on one line."""
    unfolded = value.replace("\r", "").replace("\n", "")
    if not unfolded.isascii():
        unfolded = decode_bytes(unfolded.encode("utf-8", "surrogateescape"), "")
    if "=?" in unfolded:
        unfolded = _decode_words(unfolded)
    return clean(unfolded).replace("\n", " ").strip()


def clean(text: str) -> str:
    """`\\n` line ends, and none of the characters a database or a screen would choke on."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if lines.isascii() and lines.replace("\n", "").isprintable():
        return lines
    return "".join(
        character
        for character in lines
        if character in _KEPT_CONTROLS or not _is_control(character)
    )


def _decode_words(text: str) -> str:
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError, LookupError):
        return text
    return "".join(
        piece if isinstance(piece, str) else decode_bytes(piece, charset or "")
        for piece, charset in pieces
    )


def _known(charset: str) -> str:
    try:
        found = codecs.lookup(charset.strip("\"' "))
    except (LookupError, ValueError, TypeError):
        return ""
    name = found.name.replace("_", "-")
    return (
        "" if name in _NOT_FOR_MAIL or not getattr(found, "_is_text_encoding", True) else found.name
    )


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs"}
