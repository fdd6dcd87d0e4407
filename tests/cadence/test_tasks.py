"""The bells go by the database's clock: a worker whose own clock is wrong does neither more nor less."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from cadence import tasks
from cadence.enums import DeliveryState
from cadence.models import Delivery, Draft, Touch
from cadence.services import clock as database_clock
from config.celery import app
from mailbox.models import Mailbox
from tests import journeys
from tests.cadence.attacks import reserve, sending_delivery
from tests.cadence.conftest import Clock
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

TICK = app.conf.beat_schedule["reap"]["schedule"]
A_MOMENT = timedelta(seconds=1)
WRONG = [timedelta(hours=2), timedelta(hours=-2), timedelta(days=400)]


@pytest.fixture(params=WRONG, ids=["2 h fast", "2 h slow", "a year fast"])
def wrong_by(request: pytest.FixtureRequest, clock: Clock) -> timedelta:
    """The worker's own clock is wrong by this much; the database's is right."""
    by: timedelta = request.param
    clock.traveller.move_to(NOW + by)
    return by


def states() -> set[str]:
    return set(Delivery.objects.values_list("state", flat=True))


def reaped_at(clock: Clock, first_tick: datetime, delivery: Delivery) -> datetime:
    """Ring the reaper's bell tick by tick until it closes this delivery."""
    for number in range(20):
        at = clock.move(first_tick + number * TICK)
        if tasks.reap():
            delivery.refresh_from_db()
            return at
    raise AssertionError("it was never closed")


def test_the_reaper_rings_every_minute() -> None:
    assert timedelta(seconds=60) == TICK


def test_a_bell_is_thrown_away_when_the_next_one_rings() -> None:
    bells = app.conf.beat_schedule.values()

    assert all(bell["options"]["expires"] == bell["schedule"].total_seconds() for bell in bells)


@pytest.mark.parametrize("beat", [timedelta(0), timedelta(seconds=1), timedelta(seconds=59)])
def test_a_stale_reservation_is_failed_within_two_ticks(clock: Clock, beat: timedelta) -> None:
    delivery = reserve(journeys.approved())

    closed = reaped_at(clock, NOW + beat, delivery)

    assert delivery.state == DeliveryState.FAILED
    assert timedelta(minutes=10) < closed - NOW <= timedelta(minutes=10) + 2 * TICK


@pytest.mark.parametrize("beat", [timedelta(0), timedelta(seconds=1), timedelta(seconds=59)])
def test_a_stale_sending_is_unknown_within_two_ticks(clock: Clock, beat: timedelta) -> None:
    delivery = sending_delivery()

    closed = reaped_at(clock, NOW + beat, delivery)

    assert delivery.state == DeliveryState.UNKNOWN
    assert timedelta(minutes=5) < closed - NOW <= timedelta(minutes=5) + 2 * TICK


@pytest.mark.django_db(transaction=True, databases=["default", "worker"])
def test_a_worker_with_a_wrong_clock_closes_nothing_early(
    wrong_by: timedelta, request: pytest.FixtureRequest
) -> None:
    reserve(journeys.approved())
    sending_delivery(email="mary@corrib.example")
    request.getfixturevalue("as_worker")

    assert tasks.reap() == 0

    assert states() == {DeliveryState.RESERVED, DeliveryState.SENDING}


@pytest.mark.django_db(transaction=True, databases=["default", "worker"])
def test_a_worker_with_a_wrong_clock_closes_what_is_stale(
    clock: Clock, wrong_by: timedelta, request: pytest.FixtureRequest
) -> None:
    clock.move(NOW)
    reserve(journeys.approved())
    sending_delivery(email="mary@corrib.example")
    clock.move(NOW + timedelta(minutes=10) + A_MOMENT)
    clock.traveller.move_to(timezone.now() + wrong_by)
    request.getfixturevalue("as_worker")

    assert tasks.reap() == 2

    assert states() == {DeliveryState.FAILED, DeliveryState.UNKNOWN}


def test_the_moment_is_the_databases(clock: Clock, wrong_by: timedelta) -> None:
    assert (database_clock.now(), timezone.now()) == (NOW, NOW + wrong_by)


def test_a_wrong_clock_plans_and_drafts_as_the_right_one_does(
    clock: Clock, wrong_by: timedelta
) -> None:
    clock.move(NOW)
    enrollment = journeys.enrolled()
    clock.traveller.move_to(NOW + wrong_by)

    assert tasks.plan_due() == 1
    touch = Touch.objects.get(enrollment=enrollment)
    tasks.draft_due()

    clock.move(NOW)
    twin = journeys.planned()
    assert (touch.due_at, touch.due_on) == (twin.due_at, twin.due_on)
    assert Draft.objects.get(touch=touch).made_at == NOW


def test_a_wrong_clock_says_of_no_mailbox_that_it_was_read_at_another_time(
    wrong_by: timedelta,
) -> None:
    mailbox = journeys.connected(journeys.rep())

    tasks.poll_mailboxes()

    read = Mailbox.objects.get(pk=mailbox.pk)
    assert (read.last_read_at, read.last_tried_at) == (NOW, NOW)
