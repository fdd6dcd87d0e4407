"""The account of what people did, searched by who, what, whom and when; each page from an index, by key."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from adherence.selectors.account_words import Detail, details_of
from prospects.models import Company, Prospect
from team.enums import AuditConcerned
from team.models import AuditEvent, User

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
    events = AuditEvent.objects.select_related("actor")
    if search.who is not None:
        events = events.filter(actor=search.who or None)
    if search.kind:
        events = events.filter(kind=search.kind)
    # What was noted of whom has the moment, too: its index has them in this order.
    at, pk = "at", "pk"
    if search.whom is not None:
        events = events.filter(concerns__about=search.whom.about, concerns__key=search.whom.key)
        at, pk = "concerns__at", "concerns__event"
    return _within(events, search, at, pk).order_by(f"-{at}", f"-{pk}")


def _within(events: QuerySet[AuditEvent], search: Search, at: str, pk: str) -> QuerySet[AuditEvent]:
    if search.since is not None:
        events = events.filter(**{f"{at}__gte": search.since})
    if search.until is not None:
        events = events.filter(**{f"{at}__lt": search.until})
    edge = AuditEvent.objects.filter(pk=search.after).first() if search.after else None
    if edge is not None:
        earlier = Q(**{f"{at}__lt": edge.at}) | Q(**{at: edge.at, f"{pk}__lt": edge.pk})
        events = events.filter(earlier, **{f"{at}__lte": edge.at})
    return events


def _rows(events: list[AuditEvent], *, check: bool) -> Iterator[Row]:
    keys = [event.pk for event in events]
    wrong = _wrong(keys) if check else set()
    concerned = _concerned(keys)
    names = _names(one for those in concerned.values() for one in those)
    for event in events:
        those = [
            Concerned(one.about, one.key, names.get(one, "")) for one in concerned.get(event.pk, ())
        ]
        named = {one.key: one.name for one in those if one.about == AuditConcerned.USER}
        yield Row(event, those, details_of(event, named), holds=event.pk not in wrong)


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
