"""One row of the file, understood: our fields in their one form, what is wrong, what deserves a look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from unicodedata import is_normalized, normalize

from prospects.addresses import clean_domain, clean_email, clean_phone, clean_profile
from prospects.enums import ImportField, RowFault, RowLook
from prospects.names import LONGEST, SIGN, looks, suggest
from prospects.places import country_code
from prospects.services.importing import grounds
from prospects.services.importing.columns import Mapping
from prospects.services.importing.reading import Record
from team.names import hides_something
from team.places import region_code, regions_of, zone_named

_NUMBER = re.compile(r"\d[\d,. ]*")

# The order of the staging table's columns.
FIELDS = (
    "name",
    "preferred_name",
    "pronunciation",
    "title",
    "email",
    "phone",
    "linkedin_url",
    "city",
    "country",
    "language",
    "time_zone",
    "subdivision",
    "company_name",
    "website",
    "domain",
    "industry",
    "source",
    "suggested",
    "lawful_basis",
    "subscriber_type",
)

# What a column says of whoever is a customer, in any language of the exports.
_CUSTOMER = re.compile(
    r"(?:yes|y|true|x|1|ja|oui|si|customer|client|kunde|evangelist|customer.*active|active.*customer)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Understood:
    """What a row says. `values` follows FIELDS; `plain` when no value can need escaping."""

    line: int
    values: tuple[str, ...]
    employees: int | None
    source_date: str
    original: str
    errors: list[RowFault]
    looks: list[RowLook]
    plain: bool


_NOTHING = ("",) * len(FIELDS)
_ASKED = tuple(ImportField)
_UNREAD = (
    RowLook.PHONE_LEFT_OUT,
    RowLook.PROFILE_LEFT_OUT,
    RowLook.COUNTRY_LEFT_OUT,
    RowLook.ZONE_LEFT_OUT,
    RowLook.DOMAIN_LEFT_OUT,
    RowLook.BASIS_LEFT_OUT,
    RowLook.SUBSCRIBER_LEFT_OUT,
    RowLook.DAY_LEFT_OUT,
)


class RowReader:
    """Understands rows by one mapping. Made once a file: each row only indexes and cleans."""

    def __init__(self, mapping: Mapping, width: int) -> None:
        self._width = width
        self._needed = max(mapping.values(), default=0) + 1
        # An empty cell is put behind each row; fields without a column read that one.
        self._pick = itemgetter(*(mapping.get(field, -1) for field in _ASKED))

    def understand(self, record: Record) -> Understood:
        line, cells = record
        original = SIGN.join(cells)
        errors: list[RowFault] = []
        if len(cells) != self._width:
            if any(cells[self._width :]):
                errors.append(RowFault.TOO_MANY_CELLS)
            cells = cells[: self._width] + [""] * (self._needed - len(cells))
        cells.append("")
        said: Iterable[str] = self._pick(cells)
        printable = original.isprintable()
        if not printable or "  " in original:
            if hides_something(original):
                errors.append(RowFault.HIDDEN_CHARACTERS)
            said = [" ".join(value.split()) for value in said]
        if not is_normalized("NFC", original):
            said = [normalize("NFC", value) for value in said]
        plain = printable and "\\" not in original
        return _understood(line, tuple(map(str.strip, said)), original, errors, plain)


def _understood(
    line: int, said: tuple[str, ...], original: str, errors: list[RowFault], plain: bool
) -> Understood:
    (full, first, last, preferred, sound, title, email, phone, profile, city, land,
     language, company, website, industry, employees, source, clock, part, bought, basis,
     reached, day) = said  # fmt: skip
    if not any(said) and not original.replace(SIGN, "").strip():
        return Understood(line, _NOTHING, None, "", "", [RowFault.EMPTY], [], True)
    name = full or f"{first} {last}".strip()
    address = clean_email(email) if email else ""
    country = country_code(land) if land else ""
    domain = _domain(website) if website else ""
    number = clean_phone(phone, country) if phone else ""
    page = clean_profile(profile) if profile else ""
    company = company or domain
    if not name or not company or (email and not address):
        errors += _missing(name, company, email, address)
    # One letter may be two in this form, and a domain is longer as machines write it.
    if max(len(original), len(company)) > LONGEST or not is_normalized("NFC", original):
        errors += _too_long(name, company, said)
    found = looks(name, address)
    meant = suggest(name, address) if found else ""
    zone = clock if clock and zone_named(clock) else ""
    region = region_code(country, part) if part and country else ""
    why, kind, got = grounds.basis_of(basis), grounds.subscriber_of(reached), grounds.day_of(day)
    found += _left_out(
        (phone, number), (profile, page), (land, country), (clock, zone), (website, domain),
        (basis, why), (reached, kind), (day, got),
    )  # fmt: skip
    if part and not region and regions_of(country):
        found.append(RowLook.REGION_LEFT_OUT)
    values = (name, preferred, sound, title, address, number, page, city, country, language[:12],
              zone, region, company, website if domain else "", domain, industry, source, meant,
              why, kind)  # fmt: skip
    if bought and _CUSTOMER.fullmatch(bought):
        found.append(RowLook.CUSTOMER)
    return Understood(line, values, _employees(employees), got, original, errors, found, plain)


def _left_out(*read: tuple[str, str]) -> list[RowLook]:
    """What a cell said that could not be read: each is given as it came, and as it is for us."""
    return [look for look, (said, ours) in zip(_UNREAD, read, strict=True) if said and not ours]


def _missing(name: str, company: str, email: str, address: str) -> Iterator[RowFault]:
    if not name:
        yield RowFault.NO_NAME
    if not company:
        yield RowFault.NO_COMPANY
    if email and not address:
        yield RowFault.BAD_EMAIL


def _too_long(name: str, company: str, said: tuple[str, ...]) -> Iterator[RowFault]:
    if len(name) > LONGEST:
        yield RowFault.NAME_TOO_LONG
    elif len(company) > LONGEST:
        yield RowFault.COMPANY_TOO_LONG
    elif max(map(len, said)) > LONGEST:
        yield RowFault.TOO_LONG


_domain = lru_cache(maxsize=8192)(clean_domain)


@lru_cache(maxsize=1024)
def _employees(text: str) -> int | None:
    """The first number in "1,200", "51-200" or "200+"."""
    match = _NUMBER.search(text)
    digits = re.sub(r"\D", "", match[0]) if match else ""
    return int(digits) if digits and len(digits) < 10 else None
