"""Time zones, countries and their regions, as the tables of tzdata, Babel and holidays know them."""

from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final
from unicodedata import combining, normalize
from zoneinfo import TZPATH, ZoneInfo, available_timezones

from babel import Locale

UTC: Final = ZoneInfo("UTC")
MOST_READ: Final = 60


@lru_cache(maxsize=2048)
def zone_named(name: str) -> ZoneInfo | None:
    """The zone of this name; None where there is none, whatever was typed, imported or left over."""
    return ZoneInfo(name) if name in _zone_names() else None


def countries_in(language: str) -> list[tuple[str, str]]:
    """The letters and the name of every country, by name."""
    names = Locale.parse(language, sep="-").territories
    named = ((code, names.get(code, code)) for code in _countries())
    return sorted(named, key=lambda each: _as_in_a_dictionary(each[1]))


def region_code(country: str, text: str) -> str:
    """The letters of a region of this country, from its letters (BY, DE-BY) or its name; "" when it is none."""
    return _regions(country.upper()).get(_plain(text).removeprefix(f"{country.casefold()}-"), "")


@lru_cache(maxsize=64)
def regions_of(country: str) -> tuple[str, ...]:
    """The regions of this country that have holidays of their own, by name; by their letters where those have more names than one reads."""
    names: dict[str, str] = {}
    for name, code in _names_of_regions(country.upper()).items():
        if len(name) > len(names.get(code, "")):
            names[code] = name
    return tuple(sorted(names.values() if len(names) <= MOST_READ else names))


@cache
def tables_version() -> str:
    """What clocks and calendars this process knows, as one short word: it changes when any of the tables does.

    A zone is read where zoneinfo reads it: from the machine's own tables, and where they lack it, from tzdata.
    """
    versions = [version(name) for name in ("holidays", "phonenumbers")]
    digest = sha256(" ".join(versions).encode())
    for name in sorted(_zone_names()):
        digest.update(_zone_file(name).read_bytes())
    return digest.hexdigest()[:16]


def _zone_file(name: str) -> Traversable:
    for folder in TZPATH:
        if (found := Path(folder, name)).is_file():
            return found
    return files("tzdata").joinpath("zoneinfo", *name.split("/"))


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _countries() -> tuple[str, ...]:
    table = files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text(encoding="utf-8")
    return tuple(line[:2] for line in table.splitlines() if not line.startswith("#"))


@lru_cache(maxsize=64)
def _regions(country: str) -> dict[str, str]:
    return {_plain(name): code for name, code in _names_of_regions(country).items()}


def _names_of_regions(country: str) -> dict[str, str]:
    """The letters of each by its names, and by the letters themselves."""
    # Half a second to import, so only where a region is asked for.
    import holidays

    calendar = getattr(holidays, country, None) if country.isalpha() else None
    if calendar is None:
        return {}
    names: dict[str, str] = getattr(calendar, "subdivisions_aliases", {})
    return names | {code: code for code in calendar.subdivisions}


def _as_in_a_dictionary(name: str) -> str:
    """Österreich stands beside Oman, not after Zypern."""
    letters = normalize("NFKD", name).casefold()
    return "".join(letter for letter in letters if not combining(letter))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
