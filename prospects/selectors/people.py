"""People as a list: searched, filtered, in an order, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Lower

from prospects.enums import Order
from prospects.models import Activity, Prospect
from prospects.models.keys import by_name
from prospects.models.prospect import ProspectQuerySet
from prospects.selectors import last_heard
from prospects.selectors.asked import Asked, narrowed, seen_at_once, who_is_asked_for
from prospects.selectors.finding import (
    MOST_FOUND,
    Companies,
    Search,
    companies_shown,
    members_seen,
    near_search,
    search_for,
    with_words,
)
from prospects.selectors.walking import A_PAGE, from_edge, page_of, past, place_of
from team.models import User


@dataclass(frozen=True)
class PeoplePage:
    """`near` are people of words like those that were typed; `beyond`: more have the words than are put in order."""

    people: list[Prospect]
    newer: int | None
    older: int | None
    near: list[Prospect] = field(default_factory=list)
    companies: Companies | None = None
    count: int | None = None
    beyond: bool = False


def page_of_people(user: User, asked: Asked, at: datetime) -> PeoplePage:
    """One page; of words also the companies that have them, and whoever is called nearly so where few are."""
    if asked.q:
        return _page_of_found(user, asked, at)
    return _page(_walked(seen_at_once(members_seen(user)), asked, at), asked)


def beside(user: User, asked: Asked, pk: int, at: datetime) -> tuple[int | None, int | None]:
    """Who comes before and after somebody in the list that was asked for; nobody where they do not stand in it."""
    if asked.q:
        found = who_is_asked_for(with_words(seen_at_once(members_seen(user))), asked, at)
        ids = _in_order(found, asked.order)[:MOST_FOUND]
        if pk not in ids:
            return None, None
        place = ids.index(pk)
        return next(iter(ids[max(0, place - 1) : place]), None), next(iter(ids[place + 1 :]), None)
    seen = seen_at_once(members_seen(user))
    if not narrowed(seen, asked, at).filter(pk=pk).exists():
        return None, None
    before = _walked(seen, replace(asked, after=None, before=pk), at, longest=1)
    after = _walked(seen, replace(asked, after=pk, before=None), at, longest=1)
    return next(iter(before), None), next(iter(after), None)


def people_asked(people: ProspectQuerySet, asked: Asked, at: datetime) -> ProspectQuerySet:
    """All of these people whom the list was asked for, in order of names."""
    found = who_is_asked_for(with_words(people.listed()), asked, at)
    return found.order_by(by_name(), "id")


def _page_of_found(user: User, asked: Asked, at: datetime) -> PeoplePage:
    """Whoever has the words is found first and put in order afterwards: no index knows both."""
    members, search = members_seen(user), search_for(asked.q)
    people = narrowed(with_words(seen_at_once(members)), asked, at)
    ids = _in_order(people.filter(search.people), asked.order)
    beyond = len(ids) > MOST_FOUND
    ids = ids[:MOST_FOUND]
    companies, alike = companies_shown(search.companies, members), list[int]()
    if len(ids) < A_PAGE and not (asked.after or asked.before) and (like := near_search(asked.q)):
        alike = _like(people, like, but=ids)
        companies = companies if companies.count else companies_shown(like.companies, members)
    page = _page(from_edge(ids, asked.after, asked.before), asked, alike)
    return replace(page, companies=companies, count=len(ids), beyond=beyond)


def _like(people: ProspectQuerySet, like: Search, *, but: Sequence[int]) -> list[int]:
    found = people.filter(like.people).exclude(pk__in=but)
    return _in_order(found, Order.NAME)[:A_PAGE]


def _in_order(found: ProspectQuerySet, order: str) -> list[int]:
    """One more than are kept, so that one knows of more."""
    if order == Order.NEWEST:
        rows: Iterable[Any] = found.values_list("created_at", "pk")[: MOST_FOUND + 1]
        return [pk for _at, pk in sorted(rows, reverse=True)]
    if order == Order.HEARD:
        return last_heard.in_order(list(found.values_list("pk", flat=True)[: MOST_FOUND + 1]))
    # In the order of its bytes a text stands as Python has it.
    rows = found.values_list(Lower("name"), "pk")[: MOST_FOUND + 1]
    return [pk for _name, pk in sorted(rows)]


def _walked(
    seen: ProspectQuerySet, asked: Asked, at: datetime, *, longest: int = A_PAGE + 1
) -> list[int]:
    """The numbers of one page and one more, along the index of the order; backwards, from the edge on."""
    if asked.order == Order.HEARD:
        return last_heard.walked(seen, asked, at)[:longest]
    backwards = asked.before is not None
    edge = asked.before if backwards else asked.after
    people, newest = narrowed(seen, asked, at), asked.order == Order.NEWEST
    found, name = (people, "created_at") if newest else (people.alias(sort=by_name()), "sort")
    place = place_of(edge, "created_at" if newest else by_name())
    descending = newest != backwards
    if place is not None:
        found = found.filter(past(name, "pk", place, descending=descending))
    sign = "-" if descending else ""
    # The page is found on the people's table alone; what it shows is joined to these few rows.
    ordered = found.order_by(f"{sign}{name}", f"{sign}id")
    return list(ordered.values_list("pk", flat=True)[:longest])


def _page(ids: list[int], asked: Asked, alike: Sequence[int] = ()) -> PeoplePage:
    page = page_of(ids, asked.after, asked.before)
    shown = _with_last_activity(Prospect.objects.filter(pk__in=[*page.ids, *alike])).in_bulk()
    people, near = ([shown[pk] for pk in pks if pk in shown] for pks in (page.ids, alike))
    return PeoplePage(people, newer=page.newer, older=page.older, near=near)


def _with_last_activity(people: ProspectQuerySet) -> ProspectQuerySet:
    newest = Activity.objects.filter(prospect=OuterRef("pk")).order_by().values("prospect")
    return people.select_related("company", "owner").annotate(
        last_activity=Subquery(newest.annotate(at=Max("at")).values("at"))
    )
