"""One company's page: who is there and how they stand, and what happened with all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Lower

from prospects.enums import Standing
from prospects.models import Activity, Company, Prospect, Suppression
from prospects.models.prospect import seen_by
from prospects.selectors.standings import who_stands
from prospects.selectors.suppressions import domains_of, stop_of_values
from team.models import User

A_PAGE, A_HISTORY = 25, 30
# How somebody stands is the first of these that is true.
IN_TURN = (
    Standing.STOPPED,
    Standing.TALKING,
    Standing.IN,
    Standing.MISFIT,
    Standing.RESTING,
    Standing.FREE,
)


@dataclass(frozen=True)
class There:
    """People of a company whom a colleague sees, each with how they stand."""

    people: list[tuple[Prospect, str]]
    more: int | None


@dataclass(frozen=True)
class History:
    entries: list[Activity]
    older: int | None


def people_there(
    company: Company, viewer: User, at: datetime, *, after: int | None = None
) -> There:
    there = Prospect.objects.visible_to(viewer).listed().filter(company=company)
    people = there.alias(small=Lower("name"))
    edge = people.filter(pk=after).values_list(Lower("name"), "pk").first() if after else None
    if edge is not None:
        name, pk = edge
        people = people.filter(Q(small__gt=name) | Q(small=name, pk__gt=pk))
    rows = list(people.select_related("owner").order_by("small", "pk")[: A_PAGE + 1])
    shown = rows[:A_PAGE]
    standings = _standings([person.pk for person in shown], at)
    words = [(person, str(Standing(standings[person.pk]).label)) for person in shown]
    return There(words, shown[-1].pk if len(rows) > A_PAGE else None)


def history_of(company: Company, viewer: User, *, before: int | None = None) -> History:
    """With whomever it was, the newest first; nothing about people whom this colleague does not see."""
    about = Q(prospect=None) | seen_by(viewer, through="prospect__")
    records = Company.objects.one_with([company.pk]).values_list("pk", flat=True)
    entries = Activity.objects.filter(about, company__in=list(records))
    entries = entries.select_related("actor", "prospect")
    edge = entries.filter(pk=before).values_list("at", "pk").first() if before else None
    if edge is not None:
        at, pk = edge
        entries = entries.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))
    rows = list(entries.newest_first()[: A_HISTORY + 1])
    older = rows[A_HISTORY - 1].pk if len(rows) > A_HISTORY else None
    return History(rows[:A_HISTORY], older)


def stop_of_company(company: Company, at: datetime) -> Suppression | None:
    """The stop that keeps us from everybody at its domain."""
    domains = company.domains
    return stop_of_values(domains_of(*domains), at) if domains else None


def _standings(people: list[int], at: datetime) -> dict[int, str]:
    first = Case(
        *(When(who_stands(each, at), then=Value(each.value)) for each in IN_TURN),
        default=Value(Standing.FREE.value),
        output_field=CharField(),
    )
    found = Prospect.objects.filter(pk__in=people).annotate(standing=first)
    return dict(found.values_list("pk", "standing"))
