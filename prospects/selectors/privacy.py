"""Whom a rule of a country reaches, and who has not been told yet that we keep data about them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Upper
from django.utils import timezone

from prospects.enums import DetailOrigin, Verdict
from prospects.models import ELSEWHERE, CountryRule, Prospect
from prospects.models.contact import WAYS, Came, columns_of
from team.models import User

# A month, as GDPR art. 14(3)(a) counts it at the least; the first letter may come sooner.
TO_TELL: Final = timedelta(days=30)
PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Change:
    """For how many people a change of a rule would close the channel, and for how many open it."""

    people: int
    closed: int
    opened: int


def what_would_change(rule: CountryRule, verdict: str, bases: list[str]) -> Change:
    people = _reached_by(rule)
    today = timezone.now().date()
    open_now, open_then = (
        _open_to(verdict_, bases_, today)
        for verdict_, bases_ in ((rule.verdict, rule.bases), (verdict, bases))
    )
    return Change(
        people=people.count(),
        closed=people.filter(open_now).exclude(open_then).count(),
        opened=people.filter(open_then).exclude(open_now).count(),
    )


def _reached_by(rule: CountryRule) -> QuerySet[Prospect]:
    land = Case(
        When(country="", then=Upper("company__country")),
        default=Upper("country"),
        output_field=CharField(),
    )
    people = Prospect.objects.filter(erased_at=None, subscriber_type=rule.subscriber_type)
    there: dict[str, Any] = {"land": land}
    if rule.country != ELSEWHERE:
        return people.alias(**there).filter(Q(("land", rule.country)))
    known = CountryRule.objects.exclude(country=ELSEWHERE).values("country")
    return people.alias(**there).exclude(Q(("land__in", known)))


def _open_to(verdict: str, bases: list[str], today: date) -> Q:
    if verdict == Verdict.ALLOWED:
        return Q(Value(True))
    if verdict == Verdict.BLOCKED:
        return Q(pk__in=[])
    counts = Q(lawful_basis_until=None) | Q(lawful_basis_until__gte=today)
    return Q(lawful_basis__in=bases) & counts


@dataclass(frozen=True, slots=True)
class NotTold:
    """Somebody who was not told yet, and by when they are to be."""

    person: Prospect
    due_on: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class Untold:
    rows: list[NotTold]
    after: str


def not_told(user: User, at: datetime, *, after: tuple[datetime, int] | None = None) -> Untold:
    """Whose month runs out first, a page at a time by key; `after` is where the page before ended."""
    people = Prospect.objects.visible_to(user).filter(notice_given_on=None, erased_at=None)
    if after is not None:
        moment, key = after
        people = people.filter(Q(created_at__gt=moment) | Q(created_at=moment, pk__gt=key))
    found = list(
        people.select_related("company", "owner").order_by(F("created_at"), "pk")[: PAGE + 1]
    )
    rows = [_row(each, at) for each in found[:PAGE]]
    last = rows[-1].person if len(found) > PAGE else None
    return Untold(rows, f"{last.created_at.isoformat()}~{last.pk}" if last else "")


def _row(person: Prospect, at: datetime) -> NotTold:
    due = (person.created_at + TO_TELL).date()
    return NotTold(person, due, due < at.date())


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach somebody, and where it came from; `as_they`: nobody said, so as they themselves did."""

    label: str
    value: str
    how: str
    came: Came
    as_they: bool


def ways_to_reach(prospect: Prospect) -> list[Way]:
    return [_way(prospect, way) for way in WAYS if getattr(prospect, way)]


def _way(prospect: Prospect, way: str) -> Way:
    came = Came(*(getattr(prospect, name) for name in columns_of(way)))
    as_they = came == Came()
    if as_they:
        came = Came("", prospect.source, prospect.source_date)
    how = str(DetailOrigin(came.origin).label) if came.origin else ""
    return Way(str(WAYS[way]), getattr(prospect, way), how, came, as_they)
