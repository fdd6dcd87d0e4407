"""How much of the day is left, from how long a rep's own tries took."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadence.enums import CallOutcome
from cadence.models import CadenceVersion, Touch
from cadence.selectors.queue import MEASURED, queue_of
from cadence.services import enrolling, leasing, logging, planning
from prospects.enums import Channel
from team.models import Policy, User
from tests import journeys
from tests.cadence import crowds
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def calls(db: None) -> CadenceVersion:
    return published_version(channels=(Channel.CALL,))


def planned_calls(rep: User, people: int, version: CadenceVersion) -> list[Touch]:
    for each in crowds.ready(rep, people):
        enrolling.enroll(each, version, by=rep, at=NOW)
    planning.plan_due(NOW)
    return list(Touch.objects.open().filter(owner=rep).order_by("pk")[:people])


def made_after(touch: Touch, clock: Clock, **length: float) -> Touch:
    """Opened now, looked at every minute as a page does, and made when so much time has passed."""
    begun, took = NOW, timedelta(**length)
    clock.move(begun)
    for minutes in range(int(took.total_seconds() // 60) + 1):
        leasing.open_touch(touch, by=touch.owner, at=begun + timedelta(minutes=minutes))
    end = clock.move(begun + took)
    logging.log_call(touch, by=touch.owner, at=end, outcome=CallOutcome.NO_ANSWER)
    touch.refresh_from_db()
    return touch


def minutes_of(rep: User) -> int:
    return queue_of(rep, NOW).progress.minutes


def test_a_try_keeps_how_long_it_was_open(clock: Clock, calls: CadenceVersion) -> None:
    [touch] = planned_calls(journeys.rep(), 1, calls)

    assert made_after(touch, clock, minutes=7, seconds=30).seconds_open == 450


def test_what_was_never_opened_or_left_open_long_ago_is_not_measured(
    clock: Clock, calls: CadenceVersion
) -> None:
    never, left = planned_calls(journeys.rep(), 2, calls)
    leasing.open_touch(left, by=left.owner, at=NOW)
    later = clock.move(NOW + timedelta(hours=1))

    for touch in (never, left):
        logging.log_call(touch, by=touch.owner, at=later, outcome=CallOutcome.NO_ANSWER)

    assert list(Touch.objects.filter(pk__in=[never.pk, left.pk]).values_list("seconds_open")) == [
        (None,),
        (None,),
    ]


def test_only_the_last_sitting_counts(clock: Clock, calls: CadenceVersion) -> None:
    [touch] = planned_calls(journeys.rep(), 1, calls)
    leasing.open_touch(touch, by=touch.owner, at=NOW - timedelta(hours=2))

    assert made_after(touch, clock, minutes=3).seconds_open == 180


def test_until_ten_were_measured_a_call_takes_four_minutes_and_then_what_calls_took(
    clock: Clock, calls: CadenceVersion
) -> None:
    rep = journeys.rep()
    tries = planned_calls(rep, 15, calls)
    for touch in tries[:9]:
        made_after(touch, clock, minutes=9)
    clock.move(NOW)
    before = minutes_of(rep)

    made_after(tries[9], clock, minutes=9)
    clock.move(NOW)

    assert before == 25  # six calls of four minutes
    assert minutes_of(rep) == 45  # five calls of nine


def test_the_newest_thirty_say_it_and_one_long_lunch_does_not(
    clock: Clock, calls: CadenceVersion
) -> None:
    Policy.objects.update_or_create(pk=1, defaults={"daily_capacity": 60})
    rep = journeys.rep()
    tries = planned_calls(rep, 46, calls)
    for place, touch in enumerate(tries[:41]):
        took = 60 if place == 40 else 20 if place < 10 else 2
        made_after(touch, clock, minutes=took + place / 60)
    clock.move(NOW)
    Touch.objects.filter(seconds_open__gte=1200, seconds_open__lt=1300).update(
        closed_at=NOW - timedelta(days=30)
    )

    assert minutes_of(rep) == 10  # five calls of two minutes


def test_measuring_asks_the_queue_no_further_question(calls: CadenceVersion) -> None:
    rep = journeys.rep()
    planned_calls(rep, 3, calls)

    with CaptureQueriesContext(connection) as asked:
        queue_of(rep, NOW)

    assert len(asked) <= 5
    assert sum("seconds_open" in each["sql"] for each in asked) == 1


def test_how_long_tries_took_is_walked_along_one_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {MEASURED}", {"rep": 1})
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "Index Only Scan using touch_that_took_so_long" in plan
    assert "Sort Key: cadence_touch" not in plan
