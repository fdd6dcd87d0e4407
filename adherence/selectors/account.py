"""The account of what people did, searched by who, what, whom and when; each page from an index, by key."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, Self

from django.db import connection
from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.lookups import GreaterThanOrEqual, LessThan, LessThanOrEqual
from django.utils.translation import gettext as _

from adherence.selectors.account_subjects import in_words
from adherence.selectors.account_words import Detail, details_of
from prospects.models import Company, Prospect
from team.enums import AuditConcerned
from team.models import AuditEvent, Team, User

A_PAGE = 50
A_PIECE = 1000
NOBODY: Final = 0
MOST_NAMED = 6

# Of the shown rows alone: their own hash, and that of the row before each.
WRONG = """
SELECT e.id FROM team_auditevent e LEFT JOIN team_auditevent b ON b.id = e.id - 1
WHERE e.id = ANY(%s::bigint[]) AND (
    e.hash <> earnest_audit_digest(e.previous_hash, e.at, e.actor_id, e.kind, e.subject, e.detail)
    OR e.previous_hash <> coalesce(b.hash, CASE e.id WHEN 1 THEN ''::bytea END, 'none'::bytea))
"""


@dataclass(frozen=True, slots=True)
class Whom:
    about: str
    key: int


@dataclass(frozen=True, slots=True)
class Search:
    """`who` is a user's key, NOBODY for what no person did. `until` is the first moment that no longer counts."""

    who: int | None = None
    kind: str = ""
    whom: Whom | None = None
    since: datetime | None = None
    until: datetime | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Concerned:
    about: str
    key: int
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """One event in words. `holds`: its hash is right, and so is its place behind the one before."""

    event: AuditEvent
    concerned: list[Concerned]
    details: list[Detail]
    holds: bool

    @property
    def who(self) -> str:
        return self.event.actor.name if self.event.actor else _("The database")

    @property
    def subject(self) -> str:
        return in_words(self.event.subject)

    @property
    def whom(self) -> list[Concerned]:
        """Whom it concerns beside whoever did it."""
        by = (AuditConcerned.USER, self.event.actor_id)
        return [one for one in self.concerned if (one.about, one.key) != by]


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Row] = field(default_factory=list)
    older: int | None = None


def page_of(search: Search) -> Page:
    """One page, the newest first. Nothing is counted, so that a million rows cost what a hundred do."""
    events = list(_found(search)[: A_PAGE + 1])
    shown = events[:A_PAGE]
    older = shown[-1].pk if len(events) > A_PAGE else None
    return Page(list(_rows(shown, check=True)), older)


def all_rows(search: Search) -> Iterator[Row]:
    """Every event that is found, in pieces by key."""
    while piece := list(_found(search)[:A_PIECE]):
        yield from _rows(piece, check=False)
        search = replace(search, after=piece[-1].pk)


def _found(search: Search) -> QuerySet[AuditEvent]:
    """Along one index from its end, whatever the planner knows of how often something occurs.

    What is searched for is the beginning of the order, and a range rather than an equal: an equal one leaves the order by
    time, and where it hardly occurs the planner may then look for it through all of time.
    """
    events = AuditEvent.objects.select_related("actor")
    if search.whom is not None:
        return _about(events, search.whom, search)
    sought: dict[str, Any] = {}
    if search.who is not None:
        sought["actor_id"] = search.who
    if search.kind:
        sought["kind"] = search.kind
    order = [*sought, "at", "pk"]
    if search.who == NOBODY:
        events, sought = events.filter(actor=None), {k: v for k, v in sought.items() if v}
    events = events.filter(*_bounds(search, (*sought, "at", "pk"), tuple(sought.values())))
    return events.order_by(*(f"-{name}" for name in order))


def _about(events: QuerySet[AuditEvent], whom: Whom, search: Search) -> QuerySet[AuditEvent]:
    """What was noted of whom has the moment, too: its index has them in this order."""
    at, pk = "concerns__at", "concerns__event"
    asked: dict[str, Any] = {"concerns__about": whom.about, "concerns__key": whom.key}
    if search.who is not None:
        asked["actor"] = search.who or None
    if search.kind:
        asked["kind"] = search.kind
    # In one call: another would ask of the event whether it concerns anybody at that moment, once for each whom it does.
    return events.filter(*_bounds(search, (at, pk)), **asked).order_by(f"-{at}", f"-{pk}")


def _bounds(search: Search, names: tuple[str, ...], sought: tuple[Any, ...] = ()) -> list[Any]:
    """From the first moment that counts to where the last page ended; `names` begin with those that are `sought`."""
    low = sought if search.since is None else (*sought, search.since)
    edge = AuditEvent.objects.filter(pk=search.after).first() if search.after else None
    found = [GreaterThanOrEqual(_Row.of(names, low), _Row(*map(Value, low)))] if low else []
    if edge is not None and (search.until is None or edge.at < search.until):
        high = (*sought, edge.at, edge.pk)
    elif search.until is not None:
        high = (*sought, search.until)
    else:
        return (
            [*found, LessThanOrEqual(_Row.of(names, sought), _Row(*map(Value, sought)))]
            if sought
            else found
        )
    return [*found, LessThan(_Row.of(names, high), _Row(*map(Value, high)))]


class _Row(Func):
    """Several columns compared at once, in the order in which an index has them."""

    template = "(%(expressions)s)"
    output_field = TextField()

    @classmethod
    def of(cls, names: tuple[str, ...], values: tuple[Any, ...]) -> Self:
        """As many of these columns as there are values."""
        return cls(*(F(name) for name in names[: len(values)]))


def _rows(events: list[AuditEvent], *, check: bool) -> Iterator[Row]:
    keys = [event.pk for event in events]
    wrong = _wrong(keys) if check else set()
    concerned = _concerned(keys)
    names = _names(one for those in concerned.values() for one in those)
    teams = dict(Team.objects.values_list("pk", "name"))
    for event in events:
        those = [
            Concerned(one.about, one.key, names.get(one, "")) for one in concerned.get(event.pk, ())
        ]
        named = {one.key: one.name for one in those if one.about == AuditConcerned.USER}
        yield Row(event, those, details_of(event, named, teams), holds=event.pk not in wrong)


def _wrong(keys: list[int]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(WRONG, [keys])
        return {pk for (pk,) in cursor.fetchall()}


def _concerned(keys: list[int]) -> dict[int, list[Whom]]:
    """Of each event, people before their companies. Of one that concerns very many, some."""
    found: dict[int, list[Whom]] = {}
    concerns = AuditEvent.objects.filter(pk__in=keys, concerns__isnull=False)
    said = concerns.values_list("pk", "concerns__about", "concerns__key")
    for event, about, key in said.order_by("pk", F("concerns__about").desc(), "concerns__key"):
        those = found.setdefault(event, [])
        if len(those) < MOST_NAMED:
            those.append(Whom(about, key))
    return found


def _names(whom: Iterable[Whom]) -> dict[Whom, str]:
    """As they are called now; nothing of whom is erased or gone."""
    wanted: dict[str, set[int]] = {}
    for one in whom:
        wanted.setdefault(one.about, set()).add(one.key)
    tables: tuple[tuple[str, QuerySet[Any]], ...] = (
        (AuditConcerned.USER, User.objects.all()),
        (AuditConcerned.PERSON, Prospect.objects.all()),
        (AuditConcerned.COMPANY, Company.objects.all()),
    )
    return {
        Whom(about, key): name
        for about, rows in tables
        if about in wanted
        for key, name in rows.filter(pk__in=wanted[about]).values_list("pk", "name")
    }
