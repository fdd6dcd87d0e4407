"""What may go into a header or a body. Anything else is refused with a sentence, never repaired in silence."""

import re
import unicodedata
from email.headerregistry import Address

from django.utils.translation import gettext as _

from team.refusals import Refused

LONGEST_LINE = 200
_LONGEST_ADDRESS = 254
_LONGEST_MESSAGE_ID = 250
_LONGEST_URI = 900
_LONGEST_BODY = 64_000
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MARKS = frozenset("\u061c\u200e\u200f\u2028\u2029\ufeff")
_LABEL = re.compile(r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?")
_VISIBLE_ASCII = frozenset(chr(code) for code in range(0x21, 0x7F))


class OutboundRefused(Refused):
    """We ourselves refuse to build or send this: the input is unfit. Nothing reached any server."""


def check_line(field: str, text: str) -> str:
    """One header's worth of text: no control, line or direction characters, no hidden encoded word."""
    if len(text) > LONGEST_LINE:
        raise _refusal(field, _("is longer than %(most)s characters") % {"most": LONGEST_LINE})
    if any(
        _is_control(character) or character in _TURNING or character in _MARKS for character in text
    ):
        raise _refusal(field, _("contains invisible characters a letter must not carry"))
    if "=?" in text:
        raise _refusal(field, _("contains “=?”, which mail programs would read as code"))
    return text


def check_body(field: str, text: str) -> str:
    """Running text with `\\n` line ends. Direction marks of right-to-left scripts stay; overrides do not."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(lines) > _LONGEST_BODY:
        raise _refusal(field, _("is too long for a letter"))
    if any(
        (_is_control(character) and character not in "\n\t") or character in _TURNING
        for character in lines
    ):
        raise _refusal(field, _("contains invisible characters a letter must not carry"))
    return lines


def split_address(address: str) -> tuple[str, str]:
    """Local part and domain, the domain in its ASCII form."""
    username, at, domain = address.rpartition("@")
    ascii_domain = _ascii_domain(domain)
    fits = at and username and _is_domain(ascii_domain) and len(address) <= _LONGEST_ADDRESS
    if (
        not fits
        or "@" in username
        or "=?" in address
        or any(_is_unfit_in_address(character) for character in address)
    ):
        raise OutboundRefused(
            _("This is not a complete e-mail address: %s") % _shown(address), code="address_unfit"
        )
    try:
        Address(username=username, domain=ascii_domain)
    except (
        Exception
    ) as error:  # the standard library's parser leaks IndexError and friends on odd input
        raise OutboundRefused(
            _("This is not a complete e-mail address: %s") % _shown(address), code="address_unfit"
        ) from error
    return username, ascii_domain


def envelope_address(address: str) -> str:
    """The address as an SMTP command names it."""
    return "@".join(split_address(address))


def check_message_id(text: str) -> str:
    inner = text[1:-1]
    framed = text.startswith("<") and text.endswith(">") and inner.count("@") == 1
    if (
        not framed
        or len(text) > _LONGEST_MESSAGE_ID
        or not _VISIBLE_ASCII.issuperset(inner)
        or set(inner) & set("<>")
    ):
        raise OutboundRefused(
            _("This conversation carries an unusable Message-ID."), code="message_id_unfit"
        )
    return text


def check_uri(text: str) -> str:
    known = text.startswith(("https://", "mailto:"))
    if (
        not known
        or len(text) > _LONGEST_URI
        or not _VISIBLE_ASCII.issuperset(text)
        or set(text) & set("<>,")
    ):
        raise OutboundRefused(_("The unsubscribe address is not usable."), code="uri_unfit")
    return text


def _ascii_domain(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs"}


def _is_unfit_in_address(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
        or character in '<>()[]\\,;:"'
    )


def _is_domain(domain: str) -> bool:
    return all(_LABEL.fullmatch(label) for label in domain.split("."))


def _refusal(field: str, problem: str) -> OutboundRefused:
    sentence = _("%(field)s %(problem)s.") % {"field": field, "problem": problem}
    return OutboundRefused(sentence[:1].upper() + sentence[1:], code="text_unfit")


def _shown(address: str) -> str:
    return "".join(character for character in address if character.isprintable())[:80]
