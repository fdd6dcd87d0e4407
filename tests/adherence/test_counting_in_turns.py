"""The clock counts late days in turns and side by side, and the database holds what was counted."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from adherence.enums import LateCause
from adherence.models import GapDay
from adherence.services import counting
from tests.adherence.ledger import begun, count, day, tried, worker, written
from tests.cadence.conftest import Clock
from tests.races import at_once
from tests.roles import answer, connected_as, refused
from tests.times import NOW

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker"]),
    pytest.mark.usefixtures("clock", "sandbox"),
]


def test_a_bell_counts_no_more_than_its_share_and_the_next_goes_on(clock: Clock) -> None:
    ways = [tried(clock, begun(email=f"p{n}@corrib.example"), n) for n in range(3)]
    at = clock.move(NOW + timedelta(days=12))

    with worker():
        counting.read_facts(at)
        assert [counting.count_gaps(at, limit=2) for _bell in range(3)] == [2, 1, 0]

    assert [len(written(each)) for each in ways] == [5, 4, 3]


def test_an_old_history_is_read_in_one_bell_a_few_tries_in_each_transaction(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = [tried(clock, begun(email=f"p{n}@corrib.example"), n) for n in range(5)]
    monkeypatch.setattr(counting, "TRIES_AT_ONCE", 2)
    at = clock.move(NOW + timedelta(days=12))

    assert count(at) == 5

    assert [len(written(each)) for each in ways] == [5, 4, 3, 2, 1]
    with worker():
        assert counting.read_facts(at, limit=2) == 0


def test_workers_side_by_side_count_each_day_once(clock: Clock) -> None:
    ways = [tried(clock, begun(email=f"p{n}@corrib.example"), 0) for n in range(6)]
    at = clock.move(NOW + timedelta(days=10))
    # A first look at the rep's days off asks for a second count, which one clock may do between two others.
    with worker():
        counting.read_days_off(at)

    came = at_once(*[partial(count, at)] * 3)

    assert sum(each for each in came if isinstance(each, int)) == 6
    assert [written(each) for each in ways] == [dict.fromkeys(range(8, 11), LateCause.REP)] * 6


def test_counting_asks_as_many_questions_for_many_as_for_one(clock: Clock) -> None:
    for n in range(4):
        tried(clock, begun(email=f"p{n}@corrib.example"), n)
    at = clock.move(NOW + timedelta(days=20))

    with worker():
        counting.read_facts(at)
    asked = []
    for limit in (1, 3):
        with worker(), CaptureQueriesContext(connections["worker"]) as queries:
            counting.count_gaps(at, limit=limit)
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_a_day_cannot_belong_to_two_causes(clock: Clock) -> None:
    late = tried(clock, begun(), 0)
    count(clock.move(NOW + timedelta(days=8)))
    with worker(), refused("23505"):
        GapDay.objects.create(enrollment=late, day=day(8), cause=LateCause.HOLD, rep=late.owner)
    with worker(), refused("23514"):
        GapDay.objects.create(enrollment=late, day=day(9), cause="weather", rep=late.owner)


def test_nobody_who_serves_pages_can_touch_the_ledger(clock: Clock) -> None:
    tried(clock, begun(), 0)
    count(clock.move(NOW + timedelta(days=8)))
    with connected_as("web") as web:
        for statement in (
            "UPDATE adherence_gapday SET cause = 'hold'",
            "DELETE FROM adherence_gapday",
            "INSERT INTO adherence_gapclock (id, attempts_to, answers_to) VALUES (1, 0, now())",
        ):
            assert answer(web, statement) == "42501"
