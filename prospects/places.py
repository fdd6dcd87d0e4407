"""Countries and their clocks, from the tables that ship with tzdata and Babel."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel import Locale

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
# Where the table names another zone of the country first.
MOST_LIVE_IN = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}


def zone_of(time_zones: Iterable[str], countries: Iterable[str]) -> ZoneInfo:
    """The first zone that is named, or that of the first country that has one."""
    named = (*time_zones, *(zone_of_country(country) for country in countries))
    return ZoneInfo(next(filter(None, named), "UTC"))


@cache
def zone_of_country(country: str) -> str:
    """The zone most of the country lives in, or "" when we don't know the country."""
    return _first_zones().get(country.upper(), "")


@lru_cache(maxsize=1024)
def country_code(text: str) -> str:
    """ISO 3166 letters for a country's name or letters, or "" when it is neither."""
    return _country_words().get(" ".join(text.split()).casefold(), "")


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
