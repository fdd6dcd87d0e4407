"""How we write down an e-mail address, a phone number, a profile and a domain.

Each function gives the one form we store, or "" when the text is not such a thing. The plain cases take a short path,
because an import asks a hundred thousand times; everything else goes through the libraries.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, ValidatedEmail, validate_email

from prospects.enums import SuppressionKind

type Reach = tuple[SuppressionKind, str]

_PLAIN_EMAIL = re.compile(
    r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}",
    re.IGNORECASE,
)
_NOT_FOR_MAIL = frozenset({"arpa", "invalid", "local", "localhost", "onion", "test"})
_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})"
)
_INTERNATIONAL = re.compile(r"\+([1-9]\d{6,14})")
LONGEST = 200
LONGEST_LOCAL = 64
_SPACERS = str.maketrans("", "", " -.()/\u00a0")
_PROFILE = re.compile(
    r"(?:https?://)?(?:[a-z]{2,4}\.)?linkedin\.com/(in|pub|sales/lead|sales/people)/([^/?#,\s]+)",
    re.IGNORECASE,
)
_DIALED = re.compile(r"\+?[\d(][\d\s().\-/\u00a0]{5,}")
_PLAIN_WEBSITE = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9.-]+?)\.?(?:[/?#].*)?")


def clean_email(text: str) -> str:
    """The address with its domain in small letters, and in those of machines; the part before the @ as typed.

    One that mail programs would read as an encoded word is none.
    """
    text = text.removeprefix("mailto:").strip()
    if _PLAIN_EMAIL.fullmatch(text) and "--" not in text:
        local, _, domain = text.rpartition("@")
        if len(local) <= LONGEST_LOCAL and len(text) <= 254:
            domain = domain.lower()
            return "" if domain.rpartition(".")[2] in _NOT_FOR_MAIL else f"{local}@{domain}"
    try:
        found = _checked(text)
    except EmailNotValidError:
        return ""
    fits = len(found.local_part) <= LONGEST_LOCAL and "=?" not in text
    return f"{found.local_part}@{found.ascii_domain}" if fits else ""


def _checked(address: str) -> ValidatedEmail:
    return validate_email(address, check_deliverability=False)


def email_key(address: str) -> str:
    """What a stop is kept under: anna+news@x and anna@x reach the same person."""
    return re.sub(r"\+[^@]*@", "@", address, count=1).lower()


def reach_of(text: str, country: str = "") -> Reach | None:
    """What somebody typed as stops are keyed, whatever it is: address, number, profile or whole domain."""
    text = text.strip()
    if "linkedin.com/" in text.lower():
        found = SuppressionKind.PROFILE, clean_profile(text).lower()
    elif "@" in text[1:]:
        found = SuppressionKind.EMAIL, email_key(clean_email(text))
    elif _DIALED.fullmatch(text):
        found = SuppressionKind.PHONE, clean_phone(text, country)
    else:
        found = SuppressionKind.DOMAIN, clean_domain(text.removeprefix("@"))
    return found if found[1] else None


def email_domain(address: str) -> str:
    return address.rpartition("@")[2].lower()


def domains_over(domain: str) -> list[str]:
    """The domain and those above it, nearest first, down to two names: a stop of any of them reaches it.

    The database's own is `earnest_domains`.
    """
    names = domain.lower().split(".")
    return [".".join(names[above:]) for above in range(max(1, len(names) - 1))] if domain else []


def clean_phone(text: str, country: str = "") -> str:
    """The number as the world dials it, +353915550100, read with the person's country."""
    digits = text.translate(_SPACERS)
    match = _INTERNATIONAL.fullmatch(digits)
    if match and "(" not in text:
        return digits if _could_ring(match[1]) else ""
    return _parsed_phone(text, country)


def clean_profile(text: str) -> str:
    """A LinkedIn profile's address without tracking, so that two copies of it are equal."""
    match = _PROFILE.match(text.strip())
    if match is None:
        return ""
    kind, who = match[1].lower(), match[2]
    # Only the short public names ignore case; the ids of Sales Navigator do not.
    if not kind.startswith("sales"):
        who = who.lower()
    return f"https://www.linkedin.com/{kind}/{who}" if len(who) <= LONGEST else ""


def clean_domain(text: str) -> str:
    """The domain in a website's address or a bare domain: corrib.example."""
    text = text.strip().lower()
    match = _PLAIN_WEBSITE.fullmatch(text)
    host = match[1] if match else _host_of(text)
    return host if len(host) <= 253 and _HOST.fullmatch(host) else ""


def _host_of(text: str) -> str:
    try:
        host = urlsplit(text if "://" in text else f"https://{text}").hostname or ""
        host = host.removeprefix("www.").rstrip(".")
        # As an address there is written down: a stop of the domain is compared with it.
        return host if host.isascii() else _checked(f"somebody@{host}").ascii_domain
    except ValueError:
        return ""


def _could_ring(digits: str) -> bool:
    """Whether a country's numbers can have this length; the prefix decides the country."""
    for length in (2, 3, 1):
        lengths = _lengths(digits[:length])
        if lengths:
            return len(digits) - length in lengths
    return False


@cache
def _lengths(prefix: str) -> frozenset[int]:
    calling_code = int(prefix)
    regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(calling_code, ())
    found: set[int] = set()
    for region in regions:
        if region == phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY:
            metadata = phonenumbers.PhoneMetadata.metadata_for_nongeo_region(calling_code)
        else:
            metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
        if metadata is not None and metadata.general_desc is not None:
            found.update(metadata.general_desc.possible_length)
    return frozenset(found)


@lru_cache(maxsize=4096)
def _parsed_phone(text: str, country: str) -> str:
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
