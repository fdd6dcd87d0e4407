"""What a list of people is asked for, and who that is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from prospects.enums import Channel, Heard, Order
from prospects.models import Activity, Prospect
from prospects.models.prospect import ProspectQuerySet
from prospects.places import country_code
from prospects.selectors.finding import of_company, search_for
from prospects.selectors.standings import who_stands
from team.models import User

LATELY, LONG_AGO = timedelta(days=30), timedelta(days=90)
REACHED = {
    Channel.EMAIL: ~Q(email="") & Q(email_bounced_at=None),
    Channel.CALL: ~Q(phone=""),
    Channel.LINKEDIN: ~Q(linkedin_url=""),
    Channel.POST: ~Q(company__postal_address=""),
}


@dataclass(frozen=True)
class Asked:
    """`after` and `before` are people at the edge of the page left; `channel`, `standing`, `heard` and `order` are of their lists or empty."""

    q: str = ""
    owner: str = ""
    company: str = ""
    country: str = ""
    channel: str = ""
    standing: str = ""
    heard: str = ""
    batch: int | None = None
    order: str = ""
    after: int | None = None
    before: int | None = None

    @property
    def anything(self) -> bool:
        """Whether anybody could be left out."""
        return any(value for name, value in self.fields() if name != "order")

    @property
    def narrowed(self) -> bool:
        """Whether it asks for more than words, which stand in sight."""
        return any(value for name, value in self.fields() if name not in {"q", "order"})

    @property
    def question(self) -> list[tuple[str, str]]:
        """As the parts of an address, without the place in the list."""
        return [(name, value) for name, value in self.fields() if value]

    @property
    def address(self) -> str:
        """What stands behind the question mark."""
        return urlencode(self.question)

    @property
    def path(self) -> str:
        return f"{reverse('prospects:people')}?{self.address}"

    def fields(self) -> Iterator[tuple[str, str]]:
        yield "q", self.q
        yield "owner", self.owner
        yield "company", self.company
        yield "country", self.country
        yield "channel", self.channel
        yield "standing", self.standing
        yield "heard", self.heard
        yield "import", str(self.batch) if self.batch is not None else ""
        yield "order", "" if self.order == Order.NAME else self.order


def seen_at_once(members: Collection[int] | None) -> ProspectQuerySet:
    """Whom of these members' people lists show, as `visible_to` has it; None: of anybody's."""
    listed = Prospect.objects.listed()
    return listed if members is None else listed.filter(owner__any_of=members)


def who_is_asked_for(people: ProspectQuerySet, asked: Asked, at: datetime) -> ProspectQuerySet:
    """Of these people, in no order."""
    people = narrowed(people, asked, at)
    return people.filter(search_for(asked.q).people) if asked.q else people


def narrowed(people: ProspectQuerySet, asked: Asked, at: datetime) -> ProspectQuerySet:
    """Of these people, those of all that was asked for but the words."""
    if asked.owner:
        named = User.objects.filter(name__icontains=asked.owner).values_list("pk", flat=True)
        people = people.filter(owner__in=list(named))
    if asked.company:
        people = people.filter(of_company(asked.company))
    if asked.country:
        people = people.filter(country=country_code(asked.country) or "none")
    if asked.channel:
        people = people.filter(REACHED[Channel(asked.channel)])
    if asked.standing:
        people = people.filter(who_stands(asked.standing, at))
    if asked.heard:
        people = people.filter(_heard(asked.heard, at))
    if asked.batch is not None:
        people = people.filter(import_batch_id=asked.batch)
    return people


def _heard(heard: str, at: datetime) -> Q:
    theirs = Activity.objects.filter(prospect=OuterRef("pk"))
    if heard == Heard.NEVER:
        return ~Q(Exists(theirs))
    if heard == Heard.LATELY:
        return Q(Exists(theirs.filter(at__gt=at - LATELY)))
    return Q(Exists(theirs)) & ~Q(Exists(theirs.filter(at__gt=at - LONG_AGO)))
