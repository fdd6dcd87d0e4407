"""The stop list, the newest first, a page at a time, and found by whatever is typed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import CharField, Func, Q, QuerySet
from django.utils.translation import gettext as _

from prospects.addresses import Reach, email_domain, reach_of
from prospects.enums import SuppressionKind
from prospects.models import Prospect, Suppression
from prospects.models.words import Words
from prospects.selectors.suppressions import addresses_of, domains_of, keyed_by
from team.models import User

A_PAGE = 25
MOST_PEOPLE = 20
ADDRESSES = [each for each in SuppressionKind if each != SuppressionKind.PERSON]
PROFILES = "https://www.linkedin.com/in/"


class DomainPart(Func):
    """What follows the @ of an address, as the index stops_by_domain keeps it."""

    template = "split_part(%(expressions)s, '@', 2)"
    output_field = CharField()


@dataclass(frozen=True)
class Row:
    """One stop, the person it names where the viewer may see them, and the addresses it is kept under."""

    stop: Suppression
    person: Prospect | None
    handles: list[Suppression]

    @property
    def whom(self) -> str:
        """Whom or what it stops, as far as the viewer may know."""
        if self.stop.forgotten_at is not None:
            return _("Erased at their wish")
        if self.stop.kind != SuppressionKind.PERSON:
            return self.stop.value
        return self.person.name if self.person is not None else _("Somebody of another team")

    @property
    def kept_under(self) -> list[str]:
        """The addresses that were not erased."""
        return [each.value for each in self.handles if each.value]


@dataclass(frozen=True)
class StopPage:
    rows: list[Row]
    newer: int | None
    older: int | None


def page_of_stops(
    viewer: User, *, q: str = "", after: int | None = None, before: int | None = None
) -> StopPage:
    """One page, never counting the rest: one row more than a page tells whether there is another."""
    stops: QuerySet[Suppression] = Suppression.objects.whole().select_related("added_by")
    if q:
        found = known_under(q, viewer, Suppression.objects.filter(lifted_at=None))
        # A stop itself, or the one whose address it is.
        stops = stops.filter(pk__in=found.values_list("pk").union(found.values_list("stop_of")))
    backwards = before is not None
    if before is not None:
        stops = stops.filter(pk__gt=before)
    elif after is not None:
        stops = stops.filter(pk__lt=after)
    page = list(stops.order_by("pk" if backwards else "-pk")[: A_PAGE + 1])
    more, page = len(page) > A_PAGE, page[:A_PAGE]
    if backwards:
        page.reverse()
    has_newer = more if backwards else after is not None
    has_older = True if backwards else more
    return StopPage(
        rows=_rows(page, viewer),
        newer=page[0].pk if page and has_newer else None,
        older=page[-1].pk if page and has_older else None,
    )


def row_of(stop: Suppression, viewer: User) -> Row:
    return _rows([stop], viewer)[0]


def known_under(q: str, viewer: User, stops: QuerySet[Suppression]) -> QuerySet[Suppression]:
    """Those that these words mean: the value, its domain, the beginning of either, or somebody's name."""
    wanted: list[Reach] = []
    reach = reach_of(q, viewer.country)
    if reach is not None:
        wanted.append(reach)
        if reach[0] in (SuppressionKind.EMAIL, SuppressionKind.DOMAIN):
            wanted += domains_of(email_domain(reach[1]))
    for person in _named(q, viewer):
        wanted += addresses_of(person)
    begins = q.lower()
    return stops.alias(domain=DomainPart("value")).filter(
        keyed_by(wanted)
        | Q(kind__in=ADDRESSES, value__startswith=begins)
        | Q(kind=SuppressionKind.EMAIL, domain__startswith=begins.removeprefix("@"))
        | Q(kind=SuppressionKind.PROFILE, value__startswith=PROFILES + begins)
    )


def _named(q: str, viewer: User) -> list[Prospect]:
    people = Prospect.objects.visible_to(viewer).listed()
    for word in q.split()[:5]:
        people = people.alias(words=Words("name", "preferred_name", "email")).filter(
            words__says=word
        )
    return list(people[:MOST_PEOPLE])


def _rows(stops: list[Suppression], viewer: User) -> list[Row]:
    named = {stop.pk: int(stop.value) for stop in stops if stop.kind == SuppressionKind.PERSON}
    people = Prospect.objects.visible_to(viewer).in_bulk(list(named.values())) if named else {}
    handles: defaultdict[int | None, list[Suppression]] = defaultdict(list)
    for each in Suppression.objects.filter(stop_of__in=named, lifted_at=None).order_by("pk"):
        handles[each.stop_of_id].append(each)
    return [Row(stop, people.get(named.get(stop.pk, 0)), handles[stop.pk]) for stop in stops]
