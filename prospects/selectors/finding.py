"""People and companies by words, by parts of an address or a number, and by words that are spelled a little otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from prospects.models import Company, Prospect
from prospects.models.keys import EmailDomain, by_name
from prospects.models.prospect import ProspectQuerySet
from prospects.models.words import Words
from team.models import User

MOST_WORDS = 5
MOST_COMPANIES = 200
# Of more, nobody reads on: the next word is typed. And reading so many costs less than walking a million in order.
MOST_FOUND = 500
SHOWN_COMPANIES = 5
DIGITS = 4


@dataclass(frozen=True)
class Companies:
    """The first few by number and name, how many there are, and whether there are more than were counted."""

    shown: list[tuple[int, str]]
    count: int
    more: bool = False


def has_words(q: str) -> Iterator[Q]:
    """One condition for each word that was typed, all of which must hold; a number is one word."""
    if digits := _digits(q):
        yield Q(phone__contains=digits) | _has(digits)
        return
    for word in q.split()[:MOST_WORDS]:
        yield _has(word)


def with_words(people: ProspectQuerySet) -> ProspectQuerySet:
    return people.alias(
        words=Words("name", "preferred_name", "email"), domain=EmailDomain("email"), sort=by_name()
    )


def companies_named(words: str) -> list[int]:
    """A list of numbers, not a join: only so may the database combine its two indexes."""
    if not re.search(r"\w", words):
        return []
    named = Company.objects.alias(words=Words("name")).filter(words__says=words)
    return list(named.values_list("pk", flat=True)[:MOST_COMPANIES])


def near(q: str) -> list[str]:
    """For each word, it and those like it, as the database matches them; nothing when none is like another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT earnest_near(%s)", [" ".join(q.split()[:MOST_WORDS])])
        found: list[str] = cursor.fetchone()[0]
    return found


def is_near(like: list[str]) -> Iterator[Q]:
    """As `has_words`, for each word or one like it."""
    for word in like:
        named = Company.objects.alias(words=Words("name")).filter(words__matches=word)
        there = list(named.values_list("pk", flat=True)[:MOST_COMPANIES])
        yield Q(words__matches=word) | Q(company_id__in=there)


def companies_of(user: User, q: str, *, like: Sequence[str] = ()) -> Companies:
    """Companies of these words, or `like` them: those that this colleague may see."""
    if not re.search(r"\w", q) or _digits(q):
        return Companies([], 0)
    companies = Company.objects.alias(words=Words("name"))
    all_like = " & ".join(f"({word})" for word in like)
    named = companies.filter(words__matches=all_like) if like else companies.filter(words__says=q)
    found = list(named.values_list("pk", "name", "owner_id")[:MOST_COMPANIES])
    seen = sorted(_seen(user, found), key=lambda each: (each[1].lower(), each[0]))
    return Companies(seen[:SHOWN_COMPANIES], len(seen), more=len(found) == MOST_COMPANIES)


def _seen(user: User, found: Sequence[tuple[int, str, int | None]]) -> Iterator[tuple[int, str]]:
    """As `visible_company` has it, asked about these few."""
    members = members_seen(user)
    known = {pk for pk, _name, owner in found if not owner or members is None or owner in members}
    others = [pk for pk, _name, _owner in found if pk not in known]
    if others and members is not None:
        there = Prospect.objects.filter(company__in=others, owner__in=members)
        known |= set(there.values_list("company", flat=True))
    return ((pk, name) for pk, name, _owner in found if pk in known)


def members_seen(user: User) -> set[int] | None:
    """Whose people a colleague sees, by number, so that the database may combine their index with another; None: anybody's."""
    if user.sees_all:
        return None
    if user.team_id is None:
        return {user.pk}
    return set(User.objects.filter(team_id=user.team_id).values_list("pk", flat=True))


def _has(word: str) -> Q:
    local, at, domain = word.partition("@")
    if at and local:
        return Q(words__says=local, email__istartswith=word)
    if at or re.fullmatch(r"[\w-]+(\.[\w-]+)+", word):
        return Q(domain=(domain or word).lower()) | Q(words__says=word)
    return Q(words__says=word) | Q(company_id__in=companies_named(word))


def _digits(q: str) -> str:
    """What of a telephone number was typed, without the zero that is dialed inside the country."""
    if not re.fullmatch(r"[\d\s+()/.-]+", q):
        return ""
    digits = re.sub(r"\D", "", q).lstrip("0")
    return digits if len(digits) >= DIGITS else ""
