"""An absence's days are those of whoever is away, on their own wall: for tries, answers, talks and requests alike."""

from datetime import UTC, datetime, timedelta

import pytest

from cadence.enums import RequestAnswer
from cadence.models import CompanyRequest
from cadence.selectors.covers import cover_of
from cadence.selectors.queue import queue_of
from cadence.selectors.reach import read_by
from cadence.selectors.requests import known_requests, requests_for
from cadence.services import enrolling, requesting
from team.models import TimeOff, User
from team.refusals import Refused
from tests import journeys
from tests.cadence import days
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.factories.team import UserFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def maya() -> User:
    return journeys.rep(name="Maya Lindgren", time_zone="Pacific/Auckland")


@pytest.fixture
def jonas(maya: User) -> User:
    return UserFactory.create(name="Jonas Berg", team=maya.team, time_zone="America/Los_Angeles")


# 18 November in Auckland, from its first hour to its last; in Los Angeles it is the 17th, and then the 18th.
FIRST_HOUR = datetime(2026, 11, 17, 11, 30, tzinfo=UTC)
LAST_HOUR = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "covers"),
    [
        (FIRST_HOUR - timedelta(hours=1), False),
        (FIRST_HOUR, True),
        (LAST_HOUR, True),
        (LAST_HOUR + timedelta(hours=1), False),
    ],
)
def test_a_day_of_an_absence_begins_and_ends_where_the_rep_is(
    maya: User, jonas: User, clock: Clock, at: datetime, covers: bool
) -> None:
    reply = days.answered(journeys.enrolled(maya).prospect, NOW, "Who else uses this?")
    the_18th = datetime(2026, 11, 18, tzinfo=UTC).date()
    TimeOff.objects.create(user=maya, cover=jonas, first_day=the_18th, last_day=the_18th)

    clock.move(at)

    assert (cover_of(maya, at) == jonas) == covers
    assert (maya in read_by(jonas)) == covers
    assert ([row.key for row in queue_of(jonas, at).rows] == [f"reply-{reply.pk}"]) == covers


def test_whoever_has_a_zone_that_does_not_exist_is_away_by_utc(maya: User, jonas: User) -> None:
    User.objects.filter(pk=maya.pk).update(time_zone="Mars/Olympus")
    TimeOff.objects.create(user=maya, cover=jonas, first_day=NOW.date(), last_day=NOW.date())

    assert maya in read_by(jonas)
    assert queue_of(jonas, NOW).rows == []


def asked_of(maya: User) -> CompanyRequest:
    """Somebody else of the team asks Maya, who leads the conversation."""
    first = journeys.researched(maya, email="first@corrib.example")
    enrolling.enroll(first, published_version(), by=maya, at=NOW)
    sean = UserFactory.create(name="Seán Walsh", team=maya.team)
    other = journeys.researched(sean, company=first.company, email="other@corrib.example")
    return requesting.ask(other, by=sean, at=NOW, why="She asked me for the page at the fair.")


def test_whoever_covers_answers_what_a_colleague_asks_of_the_rep(maya: User, jonas: User) -> None:
    request = asked_of(maya)
    before = requests_for(jonas, NOW), list(known_requests(jonas).filter(asker=jonas))
    with pytest.raises(Refused) as refusal:
        requesting.answer(request, RequestAnswer.YES, by=jonas, at=NOW)
    today = NOW.astimezone(maya.zone).date()
    TimeOff.objects.create(user=maya, cover=jonas, first_day=today, last_day=today)

    assert (before, refusal.value.code) == (([], []), "not_yours_to_answer")
    assert requests_for(jonas, NOW) == [request]
    assert requesting.answer(request, RequestAnswer.YES, by=jonas, at=NOW).answered_by == jonas


def test_whoever_asks_does_not_answer_themselves_while_they_cover(maya: User) -> None:
    request = asked_of(maya)
    today = NOW.astimezone(maya.zone).date()
    TimeOff.objects.create(user=maya, cover=request.asker, first_day=today, last_day=today)

    assert requests_for(request.asker, NOW) == []
    with pytest.raises(Refused):
        requesting.answer(request, RequestAnswer.YES, by=request.asker, at=NOW)
