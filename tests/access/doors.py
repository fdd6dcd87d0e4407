"""docs/who-may-what.md as data: whom each address answers, and from whom it takes something."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.urls import URLPattern, URLResolver, get_resolver, resolve

LIST: Final = Path(__file__).parents[2] / "docs" / "who-may-what.md"
WHO: Final = {
    "the rep": {"the rep"},
    "who works with them": {"the rep", "their manager", "an admin"},
    "the team": {"the rep", "a colleague", "their manager", "an admin"},
    "who leads them": {"their manager", "an admin"},
    "managers": {"their manager", "another manager", "an admin"},
    "whoever added it and managers": {"the rep", "their manager", "another manager", "an admin"},
    "admins": {"an admin"},
    "everybody": {"the rep", "a colleague", "their manager", "an admin", "another rep", "another manager"},
    "whoever holds its token": set(),
    "whoever sets Earnest up": set(),
    "whom the directory knows": set(),
    "–": set(),
}  # fmt: skip
REFUSED: Final = {401, 403, 404}
NOT_TAKEN: Final = 405
# Who is asked where an address takes no such request: it tells everybody so alike.
FEW: Final = ("the rep", "an auditor")
AUDITORS: Final = " and auditors"


@dataclass(frozen=True, slots=True)
class Door:
    """`reads` and `acts` are None where the address takes no such request."""

    name: str
    reads: frozenset[str] | None
    acts: frozenset[str] | None


def listed() -> dict[str, Door]:
    """By address, as the page has it."""
    doors = {}
    for line in LIST.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `"):
            address, reads, acts = cells
            doors[address.strip("`")] = Door(address, _who(reads), _who(acts))
    return doors


def _who(words: str) -> frozenset[str] | None:
    if words == "–":
        return None
    plain = words.removesuffix(AUDITORS)
    return frozenset(WHO[plain] | ({"an auditor"} if plain != words else set()))


def addresses() -> dict[str, str]:
    """By address as the page writes it, the name of every address of the app."""
    return {_plain(pattern): name for name, pattern in _walk(get_resolver(), "", "/")}


def listed_as(path: str) -> str:
    """The address under which the page lists this path."""
    return _plain(f"/{resolve(path).route}")


def _walk(resolver: URLResolver, room: str, before: str) -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield f"{room}{each.name}", here
        else:
            yield from _walk(each, f"{room}{each.namespace}:" if each.namespace else room, here)


def _plain(pattern: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", pattern)


def as_listed(status: int, may: frozenset[str] | None, who: str) -> bool:
    """Is this how the list has it for them? An auditor who posts is refused, whatever the address takes."""
    if may is None:
        return status == NOT_TAKEN or (who == "an auditor" and status == 403)
    return status < 500 and (status not in REFUSED) == (who in may)
