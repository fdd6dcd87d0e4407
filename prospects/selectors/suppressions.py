"""Did this person, or somebody for their whole company, ask us to stop?"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import BinaryField, Func, Q, QuerySet, Value
from django.db.models.functions import Lower

from prospects.addresses import Reach, domains_over, email_domain, email_key
from prospects.enums import Channel, SuppressionKind
from prospects.models import Prospect, Suppression
from prospects.models.keys import DomainFromItsEnd, EmailDomain, EmailKey

# By hand: asked at every save of a word, and built by the ORM it took longer to write down than to answer.
# Its columns are named: a prepared `*` fails for a worker that still runs when a release adds one.
OLDEST_STOP = """
SELECT id, kind, value, value_hash, stop_of_id, forgotten_at, channel, reason, origin, added_by_id, created_at, until,
    lifted_at, lifted_by_id, lift_reason
FROM prospects_suppression
WHERE (kind, value_hash) IN (
        SELECT reach.kind, earnest_stop_hash(reach.value)
        FROM unnest(%(kinds)s::text[], %(values)s::text[]) AS reach (kind, value)
        UNION ALL SELECT reach.kind, earnest_stop_hash(reach.value)
        FROM prospects_prospect AS merged JOIN prospects_company AS company ON company.id = merged.company_id
        CROSS JOIN LATERAL (
            VALUES ('email', earnest_email_key(merged.email)), ('phone', merged.phone),
                ('profile', lower(merged.linkedin_url)), ('person', merged.id::text)
            UNION SELECT 'domain', domain FROM earnest_domains(split_part(merged.email, '@', 2))
            UNION SELECT 'domain', domain FROM earnest_domains(company.domain)
        ) AS reach (kind, value)
        WHERE merged.merged_into_id = %(person)s
        UNION ALL SELECT 'domain', earnest_stop_hash(above.domain)
        FROM prospects_company AS under CROSS JOIN LATERAL earnest_domains(under.domain) AS above
        WHERE under.merged_into_id = ANY (ARRAY(
            SELECT company_id FROM prospects_prospect WHERE id = %(person)s OR merged_into_id = %(person)s)))
    AND channel IN ('', %(channel)s) AND lifted_at IS NULL AND (until IS NULL OR until > %(at)s)
ORDER BY created_at, id LIMIT 1
"""


def addresses_of(prospect: Prospect) -> list[Reach]:
    """Every value under which this person could be reached, as stops are keyed.

    The person themselves comes last and is always there: a stop holds for who has no address, and
    for who has a new one.
    """
    return [
        (kind, value)
        for kind, value in (
            (SuppressionKind.EMAIL, email_key(prospect.email)),
            (SuppressionKind.PHONE, prospect.phone),
            (SuppressionKind.PROFILE, prospect.linkedin_url.lower()),
            (SuppressionKind.PERSON, str(prospect.pk)),
        )
        if value
    ]


def domains_of(*domains: str) -> list[Reach]:
    """Every domain whose stop reaches somebody at one of these, each once."""
    over = dict.fromkeys(each for domain in domains for each in domains_over(domain))
    return [(SuppressionKind.DOMAIN, each) for each in over]


class StopHash(Func):
    """A value as stops are compared: with the database's own salt, so that a forgotten one is known again."""

    function = "earnest_stop_hash"
    output_field = BinaryField()

    def __init__(self, value: str) -> None:
        super().__init__(Value(value))


def records_of(prospect: Prospect) -> QuerySet[Prospect]:
    """Every record of this person: their own, those that somebody said are theirs, and those with the same address or profile.

    A number is not enough: colleagues share the one of their company.
    """
    same = Q(pk=prospect.pk) | Q(merged_into=prospect.pk)
    if prospect.merged_into_id:
        same |= Q(pk=prospect.merged_into_id) | Q(merged_into=prospect.merged_into_id)
    if prospect.email:
        same |= Q(email_key=email_key(prospect.email))
    if prospect.linkedin_url:
        same |= Q(profile=prospect.linkedin_url.lower()) & ~Q(linkedin_url="")
    people = Prospect.objects.alias(email_key=EmailKey("email"), profile=Lower("linkedin_url"))
    return people.filter(same)


def told_together(prospect: Prospect) -> list[int]:
    """Their record and those that somebody said are theirs: whose history is told as one."""
    merged = Prospect.objects.filter(merged_into=prospect.pk).values_list("pk", flat=True)
    return [prospect.pk, *merged]


def told_as(people: Collection[int]) -> dict[int, int]:
    """Of each record whose history is told with one of these people: whose it is. By keys alone, never through all there are."""
    merged = Prospect.objects.filter(merged_into__in=people).values_list("pk", "merged_into_id")
    return {pk: pk for pk in people} | {pk: kept for pk, kept in merged if kept is not None}


def reached_by(reach: Reach) -> QuerySet[Prospect]:
    """Everybody whom a stop of this value keeps from us."""
    kind, value = reach
    people = Prospect.objects.alias(address=EmailKey("email"), profile=Lower("linkedin_url"))
    match kind:
        case SuppressionKind.EMAIL:
            return people.filter(address=value)
        case SuppressionKind.DOMAIN:
            return people.filter(pk__in=_at_or_below(value))
        case SuppressionKind.PHONE:
            return people.filter(phone=value).exclude(phone="")
        case SuppressionKind.PROFILE:
            return people.filter(profile=value).exclude(linkedin_url="")
        case _:
            return people.filter(pk=int(value))


def _at_or_below(domain: str) -> QuerySet[Any, Any]:
    """Whoever has an address there or works there: read from its end, a domain begins as those above it do."""
    begins = f".{domain}"[::-1]
    addressed = Prospect.objects.alias(end=DomainFromItsEnd(EmailDomain("email")))
    employed = Prospect.objects.alias(end=DomainFromItsEnd(Lower("company__domain")))
    under = Prospect.objects.alias(end=DomainFromItsEnd(Lower("company__merged__domain")))
    first, *others = (
        people.filter(end__startswith=begins).values_list("pk")
        for people in (addressed, employed, under)
    )
    return first.union(*others)


def known_as(prospect: Prospect, also: Iterable[Reach] = ()) -> dict[int, int]:
    """Every record of this person, and of whoever has one of these addresses: its key, and its company's."""
    found = [records_of(prospect), *map(reached_by, also)]
    return {pk: company for each in found for pk, company in each.values_list("pk", "company_id")}


def keyed_by(reaches: Collection[Reach]) -> Q:
    """The stops of any of these values, forgotten ones too."""
    named = Q(pk__in=[])
    for kind, value in reaches:
        named |= Q(kind=kind, value_hash=StopHash(value))
    return named


def suppression_for(prospect: Prospect, channel: str, at: datetime) -> Suppression | None:
    """The oldest stop that keeps this channel from this person; `channel` "" asks about all at once.

    The same question as the database's own `earnest_is_suppressed`, which every guard asks again.
    """
    domains = domains_of(email_domain(prospect.email), prospect.company.domain)
    kinds, values = zip(*addresses_of(prospect), *domains, strict=True)
    given = {
        "person": prospect.pk,
        "kinds": list(map(str, kinds)),
        "values": list(values),
        "channel": channel,
        "at": at,
    }
    return next(iter(Suppression.objects.raw(OLDEST_STOP, given)), None)


def is_stopped_for_good(prospect: Prospect) -> bool:
    """Whether they asked for nothing more by any channel, on no day to come: there is no more to ask for."""
    themselves = keyed_by([(SuppressionKind.PERSON, str(prospect.pk))])
    stops = Suppression.objects.filter(themselves, channel="", until=None, lifted_at=None)
    return stops.exists()


def stop_of_values(reaches: Collection[Reach], at: datetime) -> Suppression | None:
    """The oldest stop for everything that one of these values falls under, whoever they belong to."""
    stops = Suppression.objects.live(at).filter(keyed_by(reaches), channel="")
    return stops.select_related("added_by").order_by("created_at", "pk").first()


def channels_stopped(people: Collection[int]) -> dict[int, set[str]]:
    """For each of these people who asked: the channels that are closed to us now."""
    closed: defaultdict[int, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute("SELECT prospect_id, channel FROM earnest_stops_of(%s)", [list(people)])
        for person, channel in cursor.fetchall():
            closed[person].update({channel} if channel else set(Channel))
    return dict(closed)
