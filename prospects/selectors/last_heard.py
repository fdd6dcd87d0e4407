"""People in the order in which something last happened with them; those with whom nothing has, last."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from prospects.enums import Heard
from prospects.models import Activity, Prospect
from prospects.models.prospect import ProspectQuerySet
from prospects.selectors.asked import LATELY, LONG_AGO, Asked, narrowed
from prospects.selectors.walking import A_PAGE, from_edge, past, place_of

# So many are read and put in order at once. Among what happened, so few could be anywhere; of more, a walk comes by some soon.
FEW = 2_000


class Walk(NamedTuple):
    """Rows, each of another person, in an order of their own; `person` names the column that says whose a row is."""

    rows: QuerySet[Any]
    key: str
    person: str


def in_order(ids: list[int]) -> list[int]:
    """Whoever nothing has happened with comes last, the last who came first. Whoever was taken away since their number was read is left out."""
    heard = Activity.objects.filter(prospect__any_of=ids).order_by()
    last = heard.values_list("prospect").annotate(at=Max("at"))
    places = {pk: (True, at, pk) for pk, at in last}
    never = [pk for pk in ids if pk not in places]
    came = Prospect.objects.filter(pk__in=never).values_list("pk", "created_at")
    places |= {pk: (False, at, pk) for pk, at in came}
    return sorted(places.keys() & ids, key=lambda pk: places[pk], reverse=True)


def walked(seen: ProspectQuerySet, asked: Asked, at: datetime) -> list[int]:
    """The numbers of one page and one more of those who were asked for; backwards, from the edge on."""
    anytime = narrowed(seen, replace(asked, heard=""), at)
    if len(anytime.values_list("pk", flat=True)[: FEW + 1]) <= FEW:
        ids = list(narrowed(seen, asked, at).values_list("pk", flat=True))
        return from_edge(in_order(ids), asked.after, asked.before)
    walks = _walks(anytime, asked.heard, at)
    backwards = asked.before is not None
    edge = asked.before if backwards else asked.after
    place = _newest_of_each().filter(prospect=edge).values_list("at", "pk").first()
    if edge is not None:
        key = "created_at" if place is None else "at"
        place = place or place_of(edge, key)
        turn = next((n for n, walk in enumerate(walks) if walk.key == key), 0)
        walks = walks[turn::-1] if backwards else walks[turn:]
    found = list[int]()
    for walk in walks:
        found += _page(walk, place, backwards=backwards)[: A_PAGE + 1 - len(found)]
        place = None
        if len(found) > A_PAGE:
            break
    return found


def _walks(people: ProspectQuerySet, asked: str, at: datetime) -> list[Walk]:
    """Along what happened last, from where to where it was asked for; then along those with whom nothing has."""
    heard = _newest_of_each().filter(prospect__in=people)
    if asked == Heard.LATELY:
        return [Walk(heard.filter(at__gt=at - LATELY), "at", "prospect")]
    if asked == Heard.LONG_AGO:
        return [Walk(heard.filter(at__lte=at - LONG_AGO), "at", "prospect")]
    nothing = ~Exists(Activity.objects.filter(prospect=OuterRef("pk")))
    never = Walk(people.filter(nothing), "created_at", "pk")
    return [never] if asked == Heard.NEVER else [Walk(heard, "at", "prospect"), never]


def _page(walk: Walk, place: tuple[Any, int] | None, *, backwards: bool) -> QuerySet[Any]:
    rows, key, person = walk
    if place is not None:
        rows = rows.filter(past(key, "pk", place, descending=not backwards))
    sign = "" if backwards else "-"
    return rows.order_by(f"{sign}{key}", f"{sign}pk").values_list(person, flat=True)


def _newest_of_each() -> QuerySet[Activity]:
    newer = Activity.objects.filter(prospect=OuterRef("prospect"), at__gte=OuterRef("at")).filter(
        Q(at__gt=OuterRef("at")) | Q(pk__gt=OuterRef("pk"))
    )
    return Activity.objects.filter(~Exists(newer), prospect__isnull=False)
