"""What the forecast says is what the planner then does: a quarter lived day by day, every try made on its day."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest

from cadence.enums import CallOutcome, VersionState
from cadence.models import Attempt, CadenceVersion, Step, Touch
from cadence.selectors.intake import Wish
from cadence.selectors.load import forecasts
from cadence.services import enrolling, logging, planning
from prospects.enums import Channel
from prospects.models import Company, Prospect
from team.models import TimeOff, User
from tests import journeys
from tests.cadence import crowds
from tests.cadence.conftest import Clock
from tests.factories.cadence import draft_version
from tests.journeys import NOW

WEEKS = 13
DAYS = (1, 3, 8, 11, 16, 21, 24, 29, 35, 38, 44, 49)


def by_hand() -> CadenceVersion:
    """On the days of the default cadence, by channels that need no mail server."""
    version = draft_version(channels=(Channel.CALL, Channel.CALL, Channel.POST))
    for step, day in zip(
        Step.objects.filter(version=version).order_by("number"), DAYS, strict=True
    ):
        step.day = day
        step.save(update_fields=["day"])
    version.state, version.published_at = VersionState.PUBLISHED, NOW
    version.published_by = journeys.rep()
    version.save(update_fields=["state", "published_at", "published_by"])
    return version


def people_of(rep: User) -> list[Prospect]:
    """Some alone at their company, some with two colleagues there; one company in Germany, one in New York."""
    people = crowds.ready(rep, 25) + crowds.ready(rep, 15, a_company=3)
    Company.objects.update(postal_address="Dock Road 1")
    for person, country, zone in (
        (people[0], "DE", "Europe/Berlin"),
        (people[1], "US", "America/New_York"),
    ):
        Prospect.objects.filter(pk=person.pk).update(country=country, time_zone=zone)
    return list(
        Prospect.objects.filter(owner=rep).select_related("company", "owner").order_by("pk")
    )


def live(rep: User, day: date, clock: Clock) -> None:
    """The clock plans in the morning; in the afternoon whatever is due by then is made, and the clock goes on."""
    planning.plan_due(clock.move(datetime.combine(day, time(9), tzinfo=UTC)), limit=500)
    at = clock.move(datetime.combine(day, time(15), tzinfo=UTC))
    for touch in Touch.objects.open().filter(owner=rep, due_on__lte=day).order_by("due_at", "pk"):
        if touch.channel == Channel.CALL:
            logging.log_call(touch, by=rep, at=at, outcome=CallOutcome.NO_ANSWER)
        else:
            logging.log_post(touch, by=rep, at=at, posted_on=day)
    planning.plan_due(at, limit=500)


def by_week(days: Counter[date]) -> list[int]:
    return [
        sum(days[NOW.date() + timedelta(weeks=week, days=day)] for day in range(7))
        for week in range(WEEKS)
    ]


def test_a_quarter_without_events_goes_as_it_was_forecast(clock: Clock) -> None:
    rep = journeys.rep()
    TimeOff.objects.create(user=rep, first_day=date(2026, 11, 26), last_day=date(2026, 12, 1))
    version = by_hand()
    enrolling.enroll_many(people_of(rep), version, by=rep, at=NOW, wish=Wish(pace=2))

    load = forecasts([rep], NOW, weeks=WEEKS)[rep.pk].load()
    for ahead in range(WEEKS * 7):
        live(rep, NOW.date() + timedelta(days=ahead), clock)

    said = Counter({day.on: day.tries for day in load.days})
    made = Counter(at.date() for at in Attempt.objects.values_list("at", flat=True))
    assert sum(made.values()) > 40 * 10
    assert sum(said.values()) == pytest.approx(sum(made.values()), rel=0.05)
    # Two colleagues' tries may change places from one week to the next: in a thin week that is more than its share.
    assert by_week(said) == pytest.approx(by_week(made), rel=0.05, abs=2)
