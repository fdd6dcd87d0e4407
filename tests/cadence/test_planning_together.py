"""Planning many at once decides what planning each by itself would have decided."""

import random
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as some

from cadence.models import Enrollment, Touch
from cadence.schedule import Hours, window
from cadence.services import enrolling, planning
from prospects.models import Prospect
from team.models import TimeOff, WorkingHours
from tests import journeys
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory
from tests.journeys import NOW

ZONES = ("Europe/Dublin", "America/Los_Angeles", "Asia/Tokyo", "Asia/Dubai", "Pacific/Auckland", "")
COUNTRIES = ("IE", "DE", "US", "JP", "AE", "IN", "", "XX")


def somebody(chance: random.Random, number: int, companies: list[Any], reps: list[Any]) -> Prospect:
    which = chance.randrange(len(companies))
    return journeys.researched(
        reps[which % len(reps)],
        company=companies[which],
        email=chance.choice([f"p{number}@company{which}.example", ""]),
        phone=f"+353915550{number:03d}",
        country=chance.choice(COUNTRIES),
        time_zone=chance.choice(ZONES),
    )


def crowd(chance: random.Random) -> None:
    """Eighteen people of eight companies and three reps, at any step, some with a call promised."""
    reps = [journeys.rep(country=country) for country in ("IE", "US", "JP")]
    WorkingHours.objects.create(user=reps[0], weekday=2, start=time(9), end=time(17))
    TimeOff.objects.create(user=reps[1], first_day=date(2026, 11, 18), last_day=date(2026, 11, 30))
    companies = [CompanyFactory.create() for _each in range(8)]
    versions = [published_version(gap=gap) for gap in (2, 5, 7)]
    begun: dict[int, int] = {}
    for number in range(18):
        person = somebody(chance, number, companies, reps)
        if begun.setdefault(person.company_id, 0) == 3:
            continue
        begun[person.company_id] += 1
        enrollment = enrolling.enroll(person, chance.choice(versions), by=person.owner, at=NOW)
        promised = NOW + timedelta(hours=chance.randrange(1, 300))
        Enrollment.objects.filter(pk=enrollment.pk).update(
            next_step=chance.randint(1, 11),
            call_back_at=promised if chance.random() < 0.2 else None,
            plan_at=NOW - timedelta(minutes=number),
        )


def planned() -> list[dict[str, Any]]:
    return list(Touch.objects.order_by("enrollment").values())


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("seed", range(4))
def test_many_at_once_are_planned_as_each_by_itself(seed: int) -> None:
    crowd(random.Random(seed))
    with transaction.atomic():
        while planning.plan_due(NOW, limit=1):
            pass
        alone = planned()
        transaction.set_rollback(True)
    assert not Touch.objects.exists()

    planning.plan_due(NOW)

    assert [each | {"id": 0} for each in planned()] == [each | {"id": 0} for each in alone]
    assert len(alone) > 10


@given(
    day=some.dates(date(2020, 1, 1), date(2035, 12, 31)),
    opens=some.times(),
    closes=some.times(),
    zone=some.sampled_from([each for each in ZONES if each]),
)
def test_what_is_remembered_of_a_window_is_what_the_clocks_say(
    day: date, opens: time, closes: time, zone: str
) -> None:
    hours = Hours(opens, closes)

    first, again = (window(day, hours, ZoneInfo(zone)) for _each in range(2))

    assert first == again == window.__wrapped__(day, hours, ZoneInfo(zone))
