"""What a list of companies says of each: whom we know there, with how many a cadence runs, and when the next try stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from cadence.models import Enrollment, Hold, Touch
from prospects.models import Company, Prospect
from prospects.models.prospect import seen_by
from team.models import User


@dataclass(frozen=True, slots=True)
class Row:
    """`next_at` is when the next try there may be made."""

    company: Company
    people: int
    running: int
    next_at: datetime | None
    is_held: bool


def rows_of(companies: Sequence[Company], viewer: User) -> list[Row]:
    """Counted of people whom this colleague sees: four questions to an index, however many companies there are."""
    ids = [company.pk for company in companies]
    known = Prospect.objects.listed().filter(seen_by(viewer), company__in=ids)
    there = seen_by(viewer, through="prospect__")
    running = Enrollment.objects.running().filter(there, prospect__company__in=ids)
    tries = Touch.objects.open().steps().filter(there, prospect__company__in=ids)
    people = dict(known.order_by().values_list("company").annotate(Count("pk")))
    begun = dict(running.order_by().values_list("prospect__company").annotate(Count("pk")))
    following = dict(tries.order_by().values_list("prospect__company").annotate(Min("due_at")))
    held = set(
        Hold.objects.filter(company__in=ids, lifted_at=None).values_list("company", flat=True)
    )
    return [
        Row(
            each,
            people.get(each.pk, 0),
            begun.get(each.pk, 0),
            following.get(each.pk),
            each.pk in held,
        )
        for each in companies
    ]
