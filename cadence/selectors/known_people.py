"""What drafts read of many people at once, as plain rows: whole records of thousands would cost more than their letters."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Max, TextField, Value
from django.db.models.functions import Coalesce

from cadence.enums import ReplyKind
from cadence.models import Attempt, Reply
from cadence.models.arrays import Among
from prospects.models import Prospect
from prospects.models.prospect import greeting_for
from prospects.places import Whereabouts, clock_of

COLUMNS = (
    *("pk", "company_id", "name", "preferred_name", "title", "city", "email"),
    *("time_zone", "phone", "country"),
    *(f"company__{name}" for name in ("time_zone", "phone", "country", "name", "city", "industry")),
)
NOTHING = Value("", TextField())


class Person(NamedTuple):
    """One person, their company and what their brief says; the fields stand as in COLUMNS."""

    pk: int
    company_id: int
    name: str
    preferred_name: str
    title: str
    city: str
    email: str
    time_zone: str
    phone: str
    country: str
    company_time_zone: str
    company_phone: str
    company_country: str
    company_name: str
    company_city: str
    company_industry: str
    problem: str
    why_now: str

    @property
    def greeting_name(self) -> str:
        return greeting_for(self.name, self.preferred_name)

    @property
    def zone(self) -> ZoneInfo:
        return clock_of(
            Whereabouts(self.time_zone, self.phone, self.country),
            Whereabouts(self.company_time_zone, self.company_phone, self.company_country),
        )


class Made(NamedTuple):
    """The last attempt of an enrollment."""

    at: datetime
    channel: str


def people_of(ids: Iterable[int]) -> dict[int, Person]:
    rows = Prospect.objects.filter(Among("id", ids)).values_list(
        *COLUMNS, *(Coalesce(f"brief__{name}", NOTHING) for name in ("problem", "why_now"))
    )
    return {row[0]: Person(*row) for row in rows}


def last_attempts(enrollments: Iterable[int]) -> dict[int, Made]:
    made = Attempt.objects.filter(Among("enrollment_id", enrollments))
    last = made.order_by("enrollment", "-at").distinct("enrollment")
    rows = last.values_list("enrollment", "at", "channel")
    return {enrollment: Made(at, channel) for enrollment, at, channel in rows}


def last_replies(enrollments: Iterable[int]) -> dict[int, datetime]:
    """When a person last wrote or said what a person read."""
    said = Reply.objects.filter(Among("enrollment_id", enrollments))
    read = said.exclude(kind__in=["", ReplyKind.AWAY, ReplyKind.AUTOMATIC])
    last = read.values("enrollment").annotate(at=Max("received_at")).order_by()
    return dict(last.values_list("enrollment", "at"))
