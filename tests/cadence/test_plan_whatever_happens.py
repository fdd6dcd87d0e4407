"""Whatever happens in whatever order, through the real planner and services: no try is lost or doubled, and no week is longer in silence.

Days pass, calls are made, left out and put off, days off come and go, with and without a cover, the company closes, people
change hands, the cadence changes, people ask us to wait. After each, the bells ring as the worker's clock rings them.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cadence.enums import (
    CallOutcome,
    EnrollmentState,
    GapCause,
    SkipReason,
    TouchState,
    VersionState,
)
from cadence.models import Attempt, CadenceVersion, Enrollment, Step, Touch
from cadence.schedule import local_day
from cadence.selectors.covers import cover_calendars
from cadence.services import (
    covering,
    handing_over,
    logging,
    moving_on,
    planning,
    postponing,
    replanning,
    waiting,
)
from prospects.enums import Channel
from prospects.models import Prospect
from team.enums import Role
from team.models import Closure, TimeOff, User
from team.refusals import Refused
from team.services import absences
from tests import journeys
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.factories.team import UserFactory
from tests.journeys import NOW

WEEK = timedelta(days=7)
# A failure is short enough as it is found; to make it shorter would take minutes of planning.
SEARCH = (Phase.explicit, Phase.reuse, Phase.generate)
# Three people at three companies, in three lands with holidays in these weeks.
LANDS = [("IE", "Europe/Dublin", ""), ("DE", "Europe/Berlin", "SN"), ("JP", "Asia/Tokyo", "")]
whom, ahead = st.integers(0, len(LANDS) - 1), st.integers(0, 9)
acts = st.one_of(
    st.tuples(st.just("days pass"), ahead, ahead),
    st.tuples(st.just("called"), whom, ahead),
    st.tuples(st.just("left out"), whom, ahead),
    st.tuples(st.just("put off"), whom, ahead),
    st.tuples(st.just("asked to wait"), whom, ahead),
    st.tuples(st.just("away"), ahead, ahead),
    st.tuples(st.just("covered"), ahead, ahead),
    st.tuples(st.just("back"), ahead, ahead),
    st.tuples(st.just("handed over"), whom, ahead),
    st.tuples(st.just("closed"), ahead, ahead),
    st.tuples(st.just("newer version"), ahead, ahead),
)


class World:
    """A rep, an admin and three people, and what may happen to them."""

    def __init__(self, clock: Clock) -> None:
        self.clock, self.now = clock, NOW
        self.rep: User = journeys.rep()
        self.other: User = UserFactory.create(team=self.rep.team)
        self.admin: User = UserFactory.create(role=Role.ADMIN)
        self.version = published_version(gap=5, channels=(Channel.CALL,))
        self.people = [
            journeys.enrolled_in(
                self.version,
                self.rep,
                email=f"p{number}@corrib.example",
                country=country,
                time_zone=zone,
                subdivision=region,
            )
            for number, (country, zone, region) in enumerate(LANDS)
        ]
        self.ring()

    def ring(self) -> None:
        while planning.plan_due(self.now):
            pass
        while covering.keep_covers(self.now):
            pass
        while replanning.replan_changed(self.now, limit=2):
            pass

    def happens(self, what: str, one: int, other: int) -> None:
        """What a rule says no to does not happen."""
        act: Callable[[int, int], object] = getattr(self, "_" + what.replace(" ", "_"))
        with suppress(Refused), transaction.atomic():
            act(one, other)
        self.ring()

    @property
    def today(self) -> date:
        return local_day(self.now, self.rep.zone)

    def _open(self, person: int) -> Touch:
        touch = Touch.objects.open().steps().filter(enrollment=self.people[person]).first()
        if touch is None:
            raise Refused("No try is open.", code="none_open")
        return touch

    def _days_pass(self, some: int, _other: int) -> None:
        day = self.now.date() + timedelta(days=some)
        self.now = self.clock.move(datetime.combine(day, time(9), UTC))

    def _called(self, person: int, _other: int) -> None:
        touch = self._open(person)
        logging.log_call(touch, by=touch.owner, at=self.now, outcome=CallOutcome.NO_ANSWER)

    def _left_out(self, person: int, _other: int) -> None:
        reason = SkipReason.WRONG_TIME
        touch = self._open(person)
        postponing.skip(touch, by=touch.owner, at=self.now, reason=reason)

    def _put_off(self, person: int, some: int) -> None:
        until = self.today + timedelta(days=some)
        why = {"note": "An audit.", "cause": GapCause.REP}
        touch = self._open(person)
        postponing.not_today(touch, by=touch.owner, at=self.now, until=until, **why)

    def _asked_to_wait(self, person: int, some: int) -> None:
        enrollment = Enrollment.objects.get(pk=self.people[person].pk)
        until = self.today + timedelta(days=some + 1)
        waiting.wait(enrollment, until=until, reason="After the audit.", at=self.now)

    def _away(self, some: int, length: int) -> None:
        first = self.today + timedelta(days=some)
        last = first + timedelta(days=length)
        absences.add_time_off(self.rep, first_day=first, last_day=last, by=self.rep, at=self.now)

    def _covered(self, some: int, length: int) -> None:
        first = self.today + timedelta(days=some)
        days = {"first_day": first, "last_day": first + timedelta(days=length)}
        covering.plan_absence(self.rep, **days, cover=self.other, by=self.rep, at=self.now)

    def _handed_over(self, person: int, _other: int) -> None:
        prospect = Prospect.objects.get(pk=self.people[person].prospect_id)
        to = self.other if prospect.owner_id == self.rep.pk else self.rep
        handing_over.hand_over(prospect, to=to, by=self.admin, at=self.now)

    def _back(self, _one: int, _other: int) -> None:
        TimeOff.objects.filter(user=self.rep).delete()
        Closure.objects.all().delete()

    def _closed(self, some: int, length: int) -> None:
        first = self.today + timedelta(days=some)
        last = first + timedelta(days=length % 3)
        absences.close_company(
            first_day=first, last_day=last, name="Stocktaking", by=self.admin, at=self.now
        )

    def _newer_version(self, gap: int, _other: int) -> None:
        older, number = self.version, self.version.number + 1
        newer = CadenceVersion.objects.create(cadence=older.cadence, number=number)
        for step in older.steps.order_by("number"):
            step.pk, step.version, step.day = None, newer, 1 + (step.number - 1) * (1 + gap % 7)
            step.save(force_insert=True)
        newer.state, newer.published_at, newer.published_by = (
            VersionState.PUBLISHED,
            NOW,
            self.admin,
        )
        newer.save(update_fields=["state", "published_at", "published_by"])
        self.version = newer
        moving_on.move_batch(older, newer, by=self.admin, at=self.now)


@settings(
    max_examples=3,
    deadline=None,
    phases=SEARCH,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(happenings=st.lists(acts, min_size=4, max_size=7))
def test_whatever_happens_no_try_is_lost_doubled_or_late_without_a_cause(
    clock: Clock, happenings: list[tuple[str, int, int]]
) -> None:
    with transaction.atomic():
        clock.move(NOW)
        world = World(clock)
        for each in happenings:
            world.happens(*each)
            for person in world.people:
                enrollment = Enrollment.objects.select_related("prospect__company").get(
                    pk=person.pk
                )
                _every_step_is_tried_once(enrollment)
                _somebody_makes_it(enrollment)
                _the_open_try_stands_right(enrollment, world.now)
        transaction.set_rollback(True)


def _every_step_is_tried_once(enrollment: Enrollment) -> None:
    """What was made or left out are the first steps, in their order; the next one is open, or will be."""
    touches = Touch.objects.steps().filter(enrollment=enrollment)
    over = touches.filter(state__in=[TouchState.DONE, TouchState.SKIPPED]).order_by("number")
    numbers = list(over.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert enrollment.next_step == len(numbers) + 1 or enrollment.next_step == len(numbers)
    evidence = Attempt.objects.filter(touch__enrollment=enrollment).count()
    assert enrollment.attempts == evidence == over.filter(state=TouchState.DONE).count()
    is_left = Step.objects.filter(version=enrollment.version_id, number__gt=len(numbers)).exists()
    open_numbers = list(touches.open().values_list("number", flat=True))
    if is_left and enrollment.state != EnrollmentState.PAUSED:
        assert open_numbers == [len(numbers) + 1]


def _somebody_makes_it(enrollment: Enrollment) -> None:
    """The rep who has them, or whoever was named as the cover for that rep's absence."""
    for touch in Touch.objects.open().filter(enrollment=enrollment):
        rep = touch.in_place_of or touch.owner
        assert rep == enrollment.owner == enrollment.prospect.owner
        if touch.in_place_of is not None:
            assert TimeOff.objects.filter(user=rep, cover=touch.owner).exists()


def _the_open_try_stands_right(enrollment: Enrollment, now: datetime) -> None:
    touch = Touch.objects.open().steps().filter(enrollment=enrollment).first()
    if touch is None:
        return
    zone = enrollment.prospect.zone
    today = local_day(now, zone)
    if enrollment.last_attempt_at is None:
        first, deadline = today, touch.deadline_on
    else:
        last = local_day(enrollment.last_attempt_at, zone)
        first, deadline = max(today, last + timedelta(days=1)), last + WEEK
        assert touch.due_on > last
        assert (touch.moved_on or touch.due_on) <= deadline or _cause(touch)
    is_asked = touch.gap_cause == GapCause.ASKED_TO_WAIT
    is_late = touch.moved_on < today if touch.moved_on else touch.closes_at <= now
    if is_asked or is_late:
        return
    batch = planning.batch_of([enrollment], now)
    batch = replace(batch, covers=cover_calendars([enrollment.owner_id], now))
    terms = planning.terms_of(enrollment, touch.planned_step, batch)
    if terms.why_nobody(touch.moved_on or touch.due_on) is not None:
        others = [first + timedelta(days=some) for some in range((deadline - first).days + 1)]
        assert all(terms.why_nobody(day) for day in others)


def _cause(touch: Touch) -> str:
    return touch.moved_cause if touch.moved_on else touch.gap_cause


@pytest.mark.usefixtures("clock")
def test_the_world_of_this_test_begins_with_three_open_tries(clock: Clock) -> None:
    World(clock)

    assert Touch.objects.open().count() == len(LANDS)
