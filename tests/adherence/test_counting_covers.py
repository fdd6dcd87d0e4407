"""R16: while a colleague covers, a late day is theirs, with their own days off."""

from datetime import timedelta

import pytest

from adherence.enums import LateCause
from adherence.models import GapDay
from cadence.enums import GapCause
from cadence.models import Enrollment, Touch
from cadence.services import covering, logging, spreading
from team.models import Policy, TimeOff, User
from tests import journeys
from tests.adherence.ledger import begun, count, day, open_try, tried, worker, written
from tests.cadence.conftest import Clock
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker"]),
    pytest.mark.usefixtures("clock", "sandbox"),
]

REP = LateCause.REP


def covered(clock: Clock, first: int, last: int, **cover: object) -> tuple[Enrollment, User, User]:
    """A try given to a cover on the first day of an absence, as the bells ring, and taken back on the return."""
    waiting = tried(clock, begun(), 0)
    rep = waiting.owner
    colleague = UserFactory.create(team=rep.team, **cover)
    days = {"first_day": day(first), "last_day": day(last)}
    TimeOff.objects.create(user=rep, cover=colleague, **days)
    open_try(waiting, clock.move(NOW + timedelta(days=1)))
    keep_covers(clock, first)
    return waiting, rep, colleague


def keep_covers(clock: Clock, on: int) -> None:
    """Just after midnight, but not before somebody counted."""
    at = clock.move(NOW + timedelta(days=on, hours=-9))
    count(at)
    with worker():
        covering.keep_covers(at)


def whose(enrollment: Enrollment) -> list[tuple[int, User, str]]:
    rows = GapDay.objects.filter(enrollment=enrollment).select_related("rep").order_by("day")
    return [((row.day - NOW.date()).days, row.rep, row.cause) for row in rows]


def test_days_on_which_somebody_covered_are_theirs_and_the_others_the_reps(clock: Clock) -> None:
    waiting, rep, cover = covered(clock, 8, 10)
    keep_covers(clock, 11)

    count(clock.move(NOW + timedelta(days=12)))

    assert whose(waiting) == [
        *((number, cover, REP) for number in (8, 9, 10)),
        *((number, rep, REP) for number in (11, 12)),
    ]


def test_a_covers_own_days_off_are_theirs_and_nobody_is_late(clock: Clock) -> None:
    waiting, _rep, cover = covered(clock, 8, 11)
    TimeOff.objects.create(user=cover, first_day=day(9), last_day=day(10))

    count(clock.move(NOW + timedelta(days=11)))

    assert whose(waiting) == [
        (8, cover, REP),
        (9, cover, "time_off"),
        (10, cover, "time_off"),
        (11, cover, REP),
    ]


def test_before_somebody_covers_time_off_is_the_reps(clock: Clock) -> None:
    waiting = tried(clock, begun(), 0)
    rep = waiting.owner
    cover = UserFactory.create(team=rep.team)
    TimeOff.objects.create(user=rep, first_day=day(8), last_day=day(11))
    open_try(waiting, clock.move(NOW + timedelta(days=1)))
    count(clock.move(NOW + timedelta(days=9)))
    TimeOff.objects.update(cover=cover)
    keep_covers(clock, 10)

    count(clock.move(NOW + timedelta(days=11)))

    assert whose(waiting) == [
        (8, rep, "time_off"),
        (9, rep, "time_off"),
        (10, cover, REP),
        (11, cover, REP),
    ]


def test_what_a_cover_made_is_theirs_until_the_day_on_which_they_made_it(clock: Clock) -> None:
    waiting, rep, cover = covered(clock, 8, 12)
    at = clock.move(NOW + timedelta(days=9))
    touch = Touch.objects.open().select_related("owner").get(enrollment=waiting)
    logging.log_post(touch, by=touch.owner, at=at, posted_on=at.date())

    count(clock.move(NOW + timedelta(days=18)))

    assert whose(waiting) == [(8, cover, REP), (9, cover, REP), (17, rep, REP), (18, rep, REP)]


def test_a_late_try_that_is_spread_is_days_off_only_while_its_rep_had_them(clock: Clock) -> None:
    rep = journeys.rep()
    waiting, other = (
        tried(clock, begun(rep, email=f"p{number}@corrib.example"), 0) for number in range(2)
    )
    for way in (waiting, other):
        open_try(way, clock.move(NOW + timedelta(days=1)))
    TimeOff.objects.create(user=rep, first_day=day(7), last_day=day(9))
    Policy.objects.create(pk=1, daily_capacity=1)
    spread = spreading.spread(rep, clock.move(NOW + timedelta(days=10)))
    assert [each.cause for each in spread.moves] == [GapCause.TIME_OFF]

    count(clock.move(NOW + timedelta(days=11)))

    for way in (waiting, other):
        assert written(way) == {8: "time_off", 9: "time_off", 10: REP, 11: REP}
