"""Countries and their clocks, from the tables that ship with tzdata and Babel."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from team.places import UTC, zone_named

# The languages in which people's spreadsheets name countries; Babel knows the words.
SPOKEN = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "nl",
    "pt",
    "pl",
    "sv",
    "da",
    "nb",
    "fi",
    "cs",
    "ga",
)
ALIASES = {
    "uk": "GB",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "usa": "US",
    "u.s.a.": "US",
    "u.s.": "US",
    "united states of america": "US",
    "republic of ireland": "IE",
    "eire": "IE",
    "holland": "NL",
    "the netherlands": "NL",
    "czech republic": "CZ",
    "russian federation": "RU",
    "korea": "KR",
    "turkey": "TR",
    "ivory coast": "CI",
    "cape verde": "CV",
    "swaziland": "SZ",
    "macedonia": "MK",
    "burma": "MM",
}
# A day of winter and one of summer, on either side of the equator.
_EITHER_SIDE = (datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC))
# Where the table names another zone of the country first.
MOST_LIVE_IN = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}


class Whereabouts(NamedTuple):
    """What is known of where somebody is: each empty when it is not."""

    time_zone: str
    phone: str
    country: str


def clock_of(person: Whereabouts, company: Whereabouts) -> ZoneInfo:
    """The clock on a person's wall, by what is known: a zone that was given, else a number's, else the country's.

    Their own comes first. What their company has counts unless they are known to live in another country. A zone
    that does not exist is passed over, whoever wrote it there.
    """
    abroad = person.country and company.country and person.country != company.country
    known = (
        zone_named(person.time_zone)
        or _zone_by_number(person)
        or (None if abroad else zone_named(company.time_zone) or _zone_by_number(company))
    )
    return known or zone_of(person.country, company.country)


def zone_of(*countries: str) -> ZoneInfo:
    """That of the first country that has one."""
    zones = (zone_named(zone_of_country(country)) for country in countries if country)
    return next(filter(None, zones), UTC)


def _zone_by_number(known: Whereabouts) -> ZoneInfo | None:
    """By the longest beginning that the tables know, where it leaves one clock; not of a phone from elsewhere."""
    digits = known.phone.removeprefix("+")
    lands = _countries_by_number().get(digits[:1]) or _countries_by_number().get(digits[:2])
    lands = lands or _countries_by_number().get(digits[:3], ())
    if known.country and known.country not in lands:
        return None
    longest, zones = _zones_by_number()
    for length in range(min(longest, len(digits)), 0, -1):
        if digits[:length] in zones:
            return _one_clock(zones[digits[:length]], lands)
    return None


@lru_cache(maxsize=4096)
def _one_clock(names: tuple[str, ...], lands: tuple[str, ...]) -> ZoneInfo | None:
    """If clocks show the same in all of these zones: the country's first one where it does, too, else the first of these."""
    zones = [zone for name in names if (zone := zone_named(name))]
    shown = {_shown(zone) for zone in zones}
    if len(shown) != 1:
        return None
    # The table gives Irish numbers the zones of Britain.
    first = zone_of(*lands)
    return first if _shown(first) in shown else zones[0]


def _shown(zone: ZoneInfo) -> tuple[timedelta | None, ...]:
    return tuple(day.replace(tzinfo=zone).utcoffset() for day in _EITHER_SIDE)


@cache
def _zones_by_number() -> tuple[int, dict[str, tuple[str, ...]]]:
    # A tenth of a second to import, so only where a number tells the zone.
    from phonenumbers.tzdata import TIMEZONE_DATA, TIMEZONE_LONGEST_PREFIX

    return TIMEZONE_LONGEST_PREFIX, TIMEZONE_DATA


@cache
def _countries_by_number() -> dict[str, tuple[str, ...]]:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    return {str(code): lands for code, lands in COUNTRY_CODE_TO_REGION_CODE.items()}


@cache
def zone_of_country(country: str) -> str:
    """The zone most of the country lives in, or "" when we don't know the country."""
    return _first_zones().get(country.upper(), "")


@lru_cache(maxsize=1024)
def country_code(text: str) -> str:
    """ISO 3166 letters for a country's name or letters, or "" when it is neither."""
    return _country_words().get(" ".join(text.split()).casefold(), "")


def country_name(code: str) -> str:
    """A country as the reader's language calls it; its letters where the language has no word for it."""
    if not code:
        return _("their country")
    language = (get_language() or "en").partition("-")[0]
    return str(Locale(language).territories.get(code.upper(), code))


@cache
def country_codes() -> tuple[str, ...]:
    return tuple(sorted(_first_zones()))


@cache
def _first_zones() -> dict[str, str]:
    zones: dict[str, str] = {}
    table = files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            country, _place, zone = line.split("\t")[:3]
            zones.setdefault(country, zone)
    return zones | MOST_LIVE_IN


@cache
def _country_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for language in reversed(SPOKEN):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                words[name.casefold()] = code
    words.update({code.casefold(): code for code in country_codes()})
    words.update(ALIASES)
    return words
