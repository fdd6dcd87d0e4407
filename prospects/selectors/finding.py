"""People and companies by words, by parts of an address or a number, and by words that are spelled a little otherwise."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Coalesce

from prospects.models import Company, Prospect
from prospects.models.keys import EmailDomain, by_name
from prospects.models.prospect import ProspectQuerySet
from prospects.models.words import Words
from team.models import User

MOST_WORDS = 5
MOST_COMPANIES = 200
MOST_LISTED = 5_000
# Of more, nobody reads on: the next word is typed. And reading so many costs less than walking a million in order.
MOST_FOUND = 500
SHOWN_COMPANIES = 5
DIGITS = 4
# The record that stands for a company.
KEPT = Coalesce("merged_into", "pk")
WANTED = """
SELECT earnest_wanted(word)::text FROM unnest(%s::text[]) WITH ORDINALITY AS typed (word, place) ORDER BY place
"""
WITH_WORDS = """
SELECT asked.place, named.id, named.name, named.owner_id
FROM unnest(%(each)s::text[]) WITH ORDINALITY AS asked (words, place), LATERAL (
    SELECT coalesce(merged_into_id, id) AS id, name, owner_id FROM prospects_company WHERE earnest_words(name) @@ asked.words::tsquery LIMIT %(most)s
) AS named
"""


class Named(NamedTuple):
    """A company that was found, under the number of the record that stands for it."""

    pk: int
    name: str
    owner: int | None


@dataclass(frozen=True)
class Search:
    """Whoever has the words, as a condition; and the companies that have them all by themselves, the first 200."""

    people: Q
    companies: list[Named] = field(default_factory=list)


@dataclass(frozen=True)
class Companies:
    """The first few by number and name, how many there are, and whether there are more than were counted."""

    shown: list[tuple[int, str]]
    count: int
    more: bool = False


def with_words(people: ProspectQuerySet) -> ProspectQuerySet:
    return people.alias(
        words=Words("name", "preferred_name", "email"), domain=EmailDomain("email"), sort=by_name()
    )


def of_company(words: str) -> Q:
    """Whose company has these words."""
    if not re.search(r"\w", words):
        return Q(pk__in=[])
    named = Company.objects.alias(words=Words("name")).filter(words__says=words).values(kept=KEPT)
    few = [row["kept"] for row in named[: MOST_LISTED + 1]]
    # A list of numbers leads to their people by an index; of more, a walk in order comes by some soon.
    return Q(company__any_of=few) if len(few) <= MOST_LISTED else Q(company__in=named)


def search_for(q: str) -> Search:
    """Whoever has all that was typed, some words perhaps in the name of their company; a number is one word."""
    if digits := _digits(q):
        search = _search(_wanted([digits]))
        return Search(Q(phone__contains=digits) | search.people)
    typed = q.split()[:MOST_WORDS]
    plain = [word for word in typed if not _is_address(word)]
    addresses = [word for word in typed if _is_address(word)]
    if not addresses:
        return _search(_wanted(plain))
    there = _search(_wanted(plain)).people if plain else Q()
    for word in addresses:
        there &= _of_address(word)
    return Search(there, _companies_with([_all(_wanted(typed))])[0])


def near(q: str) -> list[str]:
    """For each word, it and those like it, as the database matches them; nothing when none is like another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT earnest_near(%s)", [" ".join(q.split()[:MOST_WORDS])])
        found: list[str] = cursor.fetchone()[0]
    return found


def near_search(q: str) -> Search | None:
    """As `search_for`, of each word or one like it; None when none is like another."""
    like = near(q)
    if like and any(_is_address(word) for word in q.split()):
        # Parts of an address are looked for in addresses: no company is called so.
        return Search(Q(words__matches=_all(like)), _companies_with([_all(like)])[0])
    return _search(like) if like else None


def companies_shown(found: Sequence[Named], members: Collection[int] | None) -> Companies:
    """Of these companies, those that whoever sees these `members`' people may see."""
    each_once = list({company.pk: company for company in found}.values())
    seen = sorted(_seen(members, each_once), key=lambda each: (each[1].lower(), each[0]))
    return Companies(seen[:SHOWN_COMPANIES], len(seen), more=len(found) == MOST_COMPANIES)


def _seen(members: Collection[int] | None, found: Sequence[Named]) -> Iterator[tuple[int, str]]:
    """As `visible_company` has it, asked about these few."""
    known = {pk for pk, _name, owner in found if not owner or members is None or owner in members}
    others = [pk for pk, _name, _owner in found if pk not in known]
    if others and members is not None:
        there = Prospect.objects.filter(company__any_of=others, owner__any_of=members)
        known |= set(there.values_list("company", flat=True))
    return ((pk, name) for pk, name, _owner in found if pk in known)


def members_seen(user: User) -> set[int] | None:
    """Whose people a colleague sees, by number, so that the database may combine their index with another; None: anybody's."""
    if user.sees_all:
        return None
    if user.team_id is None:
        return {user.pk}
    return set(User.objects.filter(team_id=user.team_id).values_list("pk", flat=True))


def _search(words: list[str]) -> Search:
    """By words as the database matches them. Whoever has all is found at once; of those at a company, by the words that are left."""
    if not words:
        return Search(Q(pk__in=[]))
    there = Q(words__matches=_all(words))
    at_company = _companies(words)
    for some, companies in at_company.items():
        rest = [word for place, word in enumerate(words) if place not in some]
        theirs = Q(company__any_of=[pk for pk, _name, _owner in companies])
        there |= (theirs & Q(words__matches=_all(rest))) if rest else theirs
    return Search(there, at_company.get(tuple(range(len(words))), []))


def _companies(words: list[str]) -> dict[tuple[int, ...], list[Named]]:
    """The companies that have a word, two words together and more, by the places of these words."""
    found: dict[tuple[int, ...], list[Named]] = {}
    for size in range(1, len(words) + 1):
        together = [
            places
            for places in combinations(range(len(words)), size)
            if size == 1 or all(fewer in found for fewer in combinations(places, size - 1))
        ]
        if not together:
            break
        named = _companies_with([_all([words[n] for n in places]) for places in together])
        found |= {places: rows for places, rows in zip(together, named, strict=True) if rows}
    return found


def _companies_with(each: list[str]) -> list[list[Named]]:
    """For each of these texts to be matched, the companies that do; one query."""
    found: list[list[Named]] = [[] for _text in each]
    with connection.cursor() as cursor:
        cursor.execute(WITH_WORDS, {"each": each, "most": MOST_COMPANIES})
        for place, *named in cursor.fetchall():
            found[place - 1].append(Named(*named))
    return found


def _wanted(words: list[str]) -> list[str]:
    """What finds each of these words and all that begin so; mere signs are no word."""
    with connection.cursor() as cursor:
        cursor.execute(WANTED, [words])
        return [text for (text,) in cursor.fetchall() if text]


def _all(words: list[str]) -> str:
    return " & ".join(f"({word})" for word in words)


def _is_address(word: str) -> bool:
    return "@" in word or bool(re.fullmatch(r"[\w-]+(\.[\w-]+)+", word))


def _of_address(word: str) -> Q:
    local, at, domain = word.partition("@")
    if at and local:
        return Q(words__says=local, email__istartswith=word)
    return Q(domain=(domain or word).lower()) | Q(words__says=word)


def _digits(q: str) -> str:
    """What of a telephone number was typed, without the zero that is dialed inside the country."""
    if not re.fullmatch(r"[\d\s+()/.-]+", q):
        return ""
    digits = re.sub(r"\D", "", q).lstrip("0")
    return digits if len(digits) >= DIGITS else ""
