"""People as a list: searched by words, filtered, in order of names, a page at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Max, OuterRef, Q, Subquery

from prospects.models import Activity, Company, Prospect
from prospects.models.prospect import ProspectQuerySet, by_name
from prospects.models.words import Words
from team.models import User

A_PAGE = 25
MOST_WORDS = 5
MOST_COMPANIES = 500


@dataclass(frozen=True)
class Asked:
    """What a list was asked for. `after` and `before` are people at the edge of the page left."""

    q: str = ""
    owner: str = ""
    company: str = ""
    batch: int | None = None
    after: int | None = None
    before: int | None = None

    @property
    def anything(self) -> bool:
        return bool(self.q or self.owner or self.company or self.batch)


@dataclass(frozen=True)
class PeoplePage:
    people: list[Prospect]
    newer: int | None
    older: int | None


def page_of_people(user: User, asked: Asked) -> PeoplePage:
    """One page, never counting the rest: one row more than a page tells whether there is another."""
    found = _filtered(Prospect.objects.visible_to(user), asked)
    backwards = asked.before is not None
    edge = asked.before if backwards else asked.after
    found = _beyond(found, edge, backwards=backwards)
    order = ("-sort", "-id") if backwards else ("sort", "id")
    # The page is found on the people's table alone; what it shows is joined to these few rows.
    ids = list(found.order_by(*order).values_list("pk", flat=True)[: A_PAGE + 1])
    more, ids = len(ids) > A_PAGE, ids[:A_PAGE]
    if backwards:
        ids.reverse()
    shown = _with_last_activity(Prospect.objects.filter(pk__in=ids)).in_bulk()
    rows = [shown[pk] for pk in ids if pk in shown]
    has_newer = more if backwards else asked.after is not None
    has_older = True if backwards else more
    return PeoplePage(
        people=rows,
        newer=rows[0].pk if rows and has_newer else None,
        older=rows[-1].pk if rows and has_older else None,
    )


def people_asked(people: ProspectQuerySet, asked: Asked) -> ProspectQuerySet:
    """All of these people whom the list was asked for, in its order."""
    return _filtered(people, asked).alias(sort=by_name()).order_by("sort", "id")


def _filtered(people: ProspectQuerySet, asked: Asked) -> ProspectQuerySet:
    for word in asked.q.split()[:MOST_WORDS]:
        people = people.alias(words=Words("name", "preferred_name", "email")).filter(_has(word))
    if asked.owner:
        people = people.filter(owner__name__icontains=asked.owner)
    if asked.company:
        people = people.filter(company_id__in=_companies(asked.company))
    if asked.batch is not None:
        people = people.filter(import_batch_id=asked.batch)
    return people


def _has(word: str) -> Q:
    local, at, _domain = word.partition("@")
    if at:
        return Q(words__says=local, email__istartswith=word)
    return Q(words__says=word) | Q(company_id__in=_companies(word))


def _companies(words: str) -> list[int]:
    """A list of numbers, not a join: only so may the database combine its two indexes."""
    if not re.search(r"\w", words):
        return []
    named = Company.objects.alias(words=Words("name")).filter(words__says=words)
    return list(named.values_list("pk", flat=True)[:MOST_COMPANIES])


def _beyond(everyone: ProspectQuerySet, edge: int | None, *, backwards: bool) -> ProspectQuerySet:
    people = everyone.alias(sort=by_name())
    found = Prospect.objects.filter(pk=edge).values_list(by_name(), "pk").first() if edge else None
    if found is None:
        return people
    name, pk = found
    # The first condition is what the index walks by; the second only settles equal names.
    if backwards:
        return people.filter(sort__lte=name).filter(Q(sort__lt=name) | Q(pk__lt=pk))
    return people.filter(sort__gte=name).filter(Q(sort__gt=name) | Q(pk__gt=pk))


def _with_last_activity(people: ProspectQuerySet) -> ProspectQuerySet:
    newest = Activity.objects.filter(prospect=OuterRef("pk")).order_by().values("prospect")
    return people.select_related("company", "owner").annotate(
        last_activity=Subquery(newest.annotate(at=Max("at")).values("at"))
    )
