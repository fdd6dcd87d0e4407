"""Did this person, or somebody for their whole company, ask us to stop?"""

from datetime import datetime

from django.db.models import CharField, Func, Q, QuerySet

from prospects.addresses import email_domain, email_key
from prospects.enums import SuppressionKind
from prospects.models import Prospect, Suppression

Reach = tuple[SuppressionKind, str]


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


class EmailKey(Func):
    """An address as stops are keyed: small letters, without what follows a plus."""

    function = "earnest_email_key"
    output_field = CharField()


def records_of(prospect: Prospect) -> QuerySet[Prospect]:
    """Every record of this person: their own, and those with the same address or profile.

    A number is not enough: colleagues share the one of their company.
    """
    same = Q(pk=prospect.pk)
    if prospect.email:
        same |= Q(email_key=email_key(prospect.email))
    if prospect.linkedin_url:
        same |= Q(linkedin_url__iexact=prospect.linkedin_url)
    return Prospect.objects.alias(email_key=EmailKey("email")).filter(same)


def suppression_for(prospect: Prospect, channel: str, at: datetime) -> Suppression | None:
    """The oldest stop that keeps this channel from this person; `channel` "" asks about all at once.

    The same question as the database's own `earnest_is_suppressed`, which every guard asks again.
    """
    reaches = [
        *addresses_of(prospect),
        (SuppressionKind.DOMAIN, email_domain(prospect.email)),
        (SuppressionKind.DOMAIN, prospect.company.domain.lower()),
    ]
    named = Q(pk__in=[])
    for kind, value in reaches:
        named |= Q(kind=kind, value=value)
    return (
        Suppression.objects.live(at)
        .filter(named, channel__in={"", channel})
        .exclude(value="")
        .order_by("created_at", "pk")
        .first()
    )
