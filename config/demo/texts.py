"""The demo's content as it is written in content/*.toml, with the few things that can be worked out."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
# Letters that do not fall apart into a plain letter and a mark.
PLAIN = str.maketrans("øØłŁđĐðÐþÞßæÆœŒıħ", "oOlLdDdDtTsaAoOih")
PARTICLES = {"de", "der", "van", "von", "la", "los", "dos", "el", "al", "bin", "ap", "arap", "y"}


Letters = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class FactText:
    """`age` counts days before the research, not before today."""

    claim: str
    source: str
    age: int


@dataclass(frozen=True, slots=True)
class PersonText:
    name: str
    title: str
    fact: FactText
    email: str
    linkedin: str
    preferred: str = ""
    say: str = ""
    told_by: str = ""
    story: str = ""


@dataclass(frozen=True, slots=True)
class CompanyText:
    name: str
    domain: str
    industry: str
    country: str
    city: str
    employees: int
    street: str
    problem: str
    why_now: str
    risk: str
    unknown: str
    about: FactText
    trigger: FactText
    people: tuple[PersonText, ...]
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class UserText:
    name: str
    email: str
    role: str
    nature: str = ""
    signature: str = ""
    time_zone: str = "Europe/Dublin"
    country: str = "IE"


@dataclass(frozen=True, slots=True)
class LibraryText:
    stories: tuple[dict[str, Any], ...]
    questions: tuple[dict[str, Any], ...]
    resources: tuple[dict[str, Any], ...]
    talks: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Words:
    """Things people said and reps noted, by kind. Lists are dealt out, so that few repeat."""

    said: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def of(self, section: str, kind: str) -> list[str]:
        return self.said[section][kind]


def companies(today: date) -> list[CompanyText]:
    months = _months(today)
    found = []
    for path in sorted(CONTENT.glob("companies_*.toml")):
        found += [_company(given, months) for given in _read(path)["company"]]
    return found


@cache
def users() -> tuple[UserText, ...]:
    return tuple(UserText(**given) for given in _read(CONTENT / "team.toml")["user"])


def team_name() -> str:
    return str(_read(CONTENT / "team.toml")["team"]["name"])


@cache
def library() -> LibraryText:
    given = _read(CONTENT / "library.toml")
    kinds = ("story", "question", "resource", "talk")
    return LibraryText(*(tuple(given[kind]) for kind in kinds))


def file_of_the_library(name: str) -> bytes:
    return (CONTENT / name).read_bytes()


@cache
def words() -> Words:
    return Words(_read(CONTENT / "words.toml"))


@cache
def letters() -> Letters:
    """The letters and answers that stand in the demo's first hour, by person."""
    return _read(CONTENT / "letters.toml")


def plain(text: str) -> str:
    """ "Ní Bhriain" as "Ni Bhriain": what an address or a profile's name can hold."""
    parted = unicodedata.normalize("NFKD", text.translate(PLAIN))
    return "".join(letter for letter in parted if letter.isascii())


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", plain(text).lower()).strip("-")


def _company(given: dict[str, Any], months: dict[str, str]) -> CompanyText:
    told = {key: given[key].format_map(months) for key in ("problem", "why_now", "risk", "unknown")}
    return CompanyText(
        **told,
        **{key: given[key] for key in ("name", "domain", "industry", "country", "city")},
        employees=given["employees"],
        street=given["street"],
        time_zone=given.get("time_zone", ""),
        about=_fact(given["company_fact"], months),
        trigger=_fact(given["trigger"], months),
        people=tuple(_person(each, given["domain"], months) for each in given["people"]),
    )


def _person(given: dict[str, Any], domain: str, months: dict[str, str]) -> PersonText:
    local = given.get("email") or _local_part(given["name"])
    return PersonText(
        name=given["name"],
        title=given["title"],
        fact=_fact(given["fact"], months),
        email=f"{local}@{domain}",
        linkedin=f"https://www.linkedin.com/in/{slug(given['name'])}-example",
        **{key: given[key] for key in ("preferred", "say", "told_by", "story") if key in given},
    )


def _fact(given: list[Any], months: dict[str, str]) -> FactText:
    claim, source, age = given
    return FactText(claim=claim.format_map(months), source=source, age=age)


def _local_part(name: str) -> str:
    """first.last, as most companies do it; one name stays one name."""
    words = [word for word in name.split() if word.lower() not in PARTICLES]
    ends = words if len(words) == 1 else [words[0], words[-1]]
    return ".".join(re.sub(r"[^a-z]", "", plain(word).lower()) for word in ends)


def _months(today: date) -> dict[str, str]:
    def named(ahead: int) -> str:
        return date(2000, (today.month - 1 + ahead) % 12 + 1, 1).strftime("%B")

    return {"next_month": named(1), "in_two_months": named(2)}


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
