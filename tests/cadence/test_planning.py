"""The next try: by day seven, on days both sides work, at a distance from colleagues, once."""

from datetime import date, datetime, time, timedelta
from itertools import cycle, islice
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadence import schedule
from cadence.enums import CallOutcome, GapCause, SkipReason, TouchState
from cadence.models import Enrollment, Hold, Step, Touch
from cadence.schedule import local_day, local_to_utc
from cadence.services import enrolling, logging, planning, postponing
from prospects.enums import Channel
from team.models import Closure, TimeOff, User, WorkingHours
from tests import journeys
from tests.cadence.browsing import Browser
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")

CALLS = (Channel.CALL,)
COUNTRIES = ("IE", "DE", "US", "JP", "AE", "IN", "BR", "FR", "IL", "NZ")
ZONES = ("Europe/Dublin", "America/Los_Angeles", "Asia/Tokyo", "Asia/Dubai", "Pacific/Auckland")


def calling(owner: User | None = None, *, gap: int = 4, **fields: Any) -> Enrollment:
    """Somebody in a cadence of calls, `gap` days apart, with the first one planned."""
    prospect = journeys.researched(owner, **fields)
    version = published_version(gap=gap, channels=CALLS)
    enrollment = enrolling.enroll(prospect, version, by=prospect.owner, at=NOW)
    planning.plan_due(NOW)
    return enrollment


def rang(enrollment: Enrollment, at: datetime = NOW, call_back_at: datetime | None = None) -> None:
    """The open try made, by a call nobody answered."""
    logging.log_call(
        Touch.objects.open().get(enrollment=enrollment),
        by=enrollment.owner,
        at=at,
        outcome=CallOutcome.NO_ANSWER,
        call_back_at=call_back_at,
    )


def next_touch(enrollment: Enrollment, at: datetime = NOW) -> Touch:
    return journeys.next_touch(enrollment, at)


def test_the_first_try_is_planned_for_today() -> None:
    touch = journeys.planned()

    assert (touch.number, touch.channel, touch.state) == (1, Channel.EMAIL, TouchState.PLANNED)
    assert touch.due_on == NOW.date()
    assert touch.due_at.time() == time(9)
    assert touch.deadline_on == NOW.date() + timedelta(days=7)
    assert touch.gap_cause == ""


def test_the_next_try_is_planned_by_its_steps_gap_from_the_last_attempt() -> None:
    enrollment = calling(gap=3)
    rang(enrollment)

    touch = next_touch(enrollment)

    assert (touch.number, touch.due_on) == (2, date(2026, 11, 19))
    assert touch.deadline_on == date(2026, 11, 23)


@pytest.mark.parametrize("gap", [1, 4, 7])
def test_whoever_and_wherever_they_are_the_next_try_is_due_by_day_seven(
    clock: Clock, gap: int
) -> None:
    """Five weeks with Christmas in them, ten countries, five zones, reps with odd weeks and days off."""
    reps = [journeys.rep(country=country) for country in COUNTRIES]
    for number, rep in enumerate(reps):
        WorkingHours.objects.create(user=rep, weekday=number % 7, start=time(9), end=time(17))
        off = NOW.date() + timedelta(days=number * 3)
        TimeOff.objects.create(user=rep, first_day=off, last_day=off + timedelta(days=number * 2))
    enrollments = [
        calling(rep, gap=gap, country=country, time_zone=zone)
        for rep, country, zone in zip(reps, COUNTRIES[::-1], islice(cycle(ZONES), 10), strict=True)
    ]
    last = NOW
    for enrollment in enrollments:
        noon = local_to_utc(last.date() + timedelta(days=3), time(12), enrollment.prospect.zone)
        last = clock.move(noon)
        rang(enrollment, at=last)

    planning.plan_due(last)

    for touch in Touch.objects.filter(number=2).select_related("enrollment", "prospect"):
        made = touch.enrollment.last_attempt_at
        assert made is not None
        made_on = local_day(made, touch.prospect.zone)
        assert made_on < touch.due_on <= made_on + timedelta(days=7)
        assert touch.deadline_on <= max(made_on + timedelta(days=7), touch.due_on)
    assert Touch.objects.filter(number=2).count() == len(enrollments)


@pytest.mark.parametrize(
    ("called_at", "due_on", "cause"),
    [
        # Five days after a Monday is a Saturday, so Friday.
        (NOW, date(2026, 11, 20), GapCause.WEEKEND),
        # Five days after Sunday 20 December is Christmas, so Christmas Eve.
        (datetime(2026, 12, 20, 9, tzinfo=NOW.tzinfo), date(2026, 12, 24), GapCause.HOLIDAY),
    ],
)
def test_days_off_pull_the_next_try_earlier_and_are_its_cause(
    clock: Clock, called_at: datetime, due_on: date, cause: GapCause
) -> None:
    enrollment = calling(gap=5)
    rang(enrollment, at=clock.move(called_at))

    touch = next_touch(enrollment, called_at)

    assert (touch.due_on, touch.gap_cause) == (due_on, cause)


def test_the_reps_time_off_pulls_the_next_try_earlier() -> None:
    enrollment = calling(gap=3)
    TimeOff.objects.create(
        user=enrollment.owner, first_day=date(2026, 11, 18), last_day=date(2026, 11, 25)
    )
    rang(enrollment)

    touch = next_touch(enrollment)

    assert (touch.due_on, touch.gap_cause) == (date(2026, 11, 17), GapCause.TIME_OFF)


def test_a_closure_of_the_company_pulls_every_reps_try_earlier() -> None:
    enrollment = calling(gap=3)
    Closure.objects.create(
        first_day=date(2026, 11, 18), last_day=date(2026, 11, 25), name="Stocktaking"
    )
    rang(enrollment)

    touch = next_touch(enrollment)

    assert (touch.due_on, touch.gap_cause) == (date(2026, 11, 17), GapCause.CLOSURE)


def test_a_reps_holidays_are_those_of_their_region() -> None:
    """18 November is a day off in Saxony and in no other part of Germany."""
    enrollment = calling(journeys.rep(country="DE", subdivision="SN"), gap=2)
    rang(enrollment)

    touch = next_touch(enrollment)

    assert (touch.due_on, touch.gap_cause) == (date(2026, 11, 17), GapCause.HOLIDAY)


def test_holidays_of_the_persons_region_are_days_off_for_them() -> None:
    enrollment = calling(gap=2, country="DE", subdivision="SN")
    rang(enrollment, NOW + timedelta(hours=1))

    touch = next_touch(enrollment, NOW + timedelta(hours=1))

    assert (touch.due_on, touch.gap_cause) == (date(2026, 11, 17), GapCause.HOLIDAY)


def test_zones_that_do_not_exist_are_planned_by_the_country_and_break_no_page() -> None:
    """Whatever once got into the tables."""
    enrollment = calling(journeys.rep(time_zone="Mars/Olympus"), time_zone="America", country="JP")
    User.objects.filter(pk=enrollment.owner_id).update(time_zone="\u00e9")

    touch = Touch.objects.get(enrollment=enrollment)
    page = Browser(User.objects.get(pk=enrollment.owner_id)).get("touch", touch.pk)

    assert touch.due_at.astimezone(ZoneInfo("Asia/Tokyo")).time() == time(8, 30)
    assert page.status_code == 200


def test_a_country_without_a_holiday_calendar_has_its_weekend() -> None:
    enrollment = calling(gap=5, country="AQ", time_zone="Antarctica/Troll")
    rang(enrollment)

    assert next_touch(enrollment).due_on == date(2026, 11, 20)


def test_what_was_planned_too_late_is_the_reps_lateness() -> None:
    enrollment = calling()
    rang(enrollment)

    touch = next_touch(enrollment, NOW + timedelta(days=9))

    assert (touch.due_on, touch.gap_cause) == (date(2026, 11, 23), GapCause.REP)


def test_colleagues_at_a_company_are_tried_two_days_apart_in_one_batch() -> None:
    company = CompanyFactory.create()
    people = [
        journeys.researched(
            company=company, email=f"p{number}@corrib.example", phone=f"+35391{number}"
        )
        for number in range(3)
    ]
    version = published_version()
    for person in people:
        enrolling.enroll(person, version, by=person.owner, at=NOW)

    planning.plan_due(NOW)

    days = sorted(Touch.objects.values_list("due_on", flat=True))
    assert days == [date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 20)]
    assert set(Touch.objects.filter(due_on__gt=days[0]).values_list("gap_cause", flat=True)) == {
        GapCause.COLLEAGUE
    }


def test_a_colleagues_try_planned_earlier_keeps_its_distance() -> None:
    first = calling(gap=3)
    rang(first)
    next_touch(first)

    second = journeys.planned(company=first.prospect.company, email="sean@corrib.example")

    assert second.due_on == date(2026, 11, 23)  # 16 and 19 are a colleague's, 21 and 22 a weekend


def test_a_promised_call_is_planned_for_the_hour_they_named() -> None:
    enrollment = calling()
    promised = NOW + timedelta(days=2, hours=5)
    rang(enrollment, call_back_at=promised)

    touch = next_touch(enrollment)

    assert (touch.channel, touch.promised_at, touch.due_at) == (Channel.CALL, promised, promised)
    assert touch.due_on == promised.date()
    assert Enrollment.objects.get(pk=enrollment.pk).call_back_at is None


def test_a_call_promised_beyond_day_seven_is_their_wish() -> None:
    enrollment = calling()
    rang(enrollment, call_back_at=NOW + timedelta(days=12))

    touch = next_touch(enrollment)

    assert touch.due_on == touch.deadline_on == date(2026, 11, 28)
    assert touch.gap_cause == GapCause.ASKED_TO_WAIT


@pytest.mark.parametrize(
    ("known", "channel"),
    [
        ({}, Channel.EMAIL),
        ({"email": ""}, Channel.CALL),
        ({"email_bounced_at": NOW}, Channel.CALL),
        ({"email": "", "phone": ""}, Channel.LINKEDIN),
        ({"email": "", "phone": "", "linkedin_url": ""}, Channel.POST),
    ],
)
def test_a_channel_without_an_address_gives_way_to_the_next(
    known: dict[str, Any], channel: Channel
) -> None:
    assert journeys.planned(**known).channel == channel


def test_a_company_on_hold_waits_and_is_planned_when_the_hold_is_lifted() -> None:
    enrollment = journeys.enrolled()
    hold = Hold.objects.create(
        company=enrollment.prospect.company, reason="They answered.", placed_at=NOW
    )
    assert planning.plan_due(NOW) == 0

    Hold.objects.filter(pk=hold.pk).update(
        lifted_at=NOW, lifted_by=enrollment.owner, lift_reason="Read."
    )

    assert planning.plan_due(NOW) == 1
    assert Touch.objects.get().number == 1


def test_who_asked_us_to_wait_comes_back_on_their_day() -> None:
    enrollment = calling()
    rang(enrollment)
    back = datetime(2027, 2, 1, 9, tzinfo=NOW.tzinfo)
    Enrollment.objects.filter(pk=enrollment.pk).update(
        state="paused", paused_until=back.date(), plan_at=back
    )
    assert planning.plan_due(back - timedelta(minutes=1)) == 0

    touch = next_touch(enrollment, back)

    assert touch.due_on == date(2027, 2, 2)  # the first of February is a holiday in Ireland
    assert touch.gap_cause == GapCause.ASKED_TO_WAIT
    enrollment.refresh_from_db()
    assert (enrollment.state, enrollment.paused_until) == ("active", None)


def test_after_a_skip_the_next_step_still_counts_from_the_last_attempt() -> None:
    enrollment = calling(gap=3)
    rang(enrollment)
    second = next_touch(enrollment)
    later = NOW + timedelta(days=2)
    postponing.skip(second, by=enrollment.owner, at=later, reason=SkipReason.WRONG_TIME)

    third = next_touch(enrollment, later)

    assert (third.number, third.due_on) == (3, date(2026, 11, 19))


def test_after_the_last_step_nothing_more_is_planned() -> None:
    enrollment = calling()
    Enrollment.objects.filter(pk=enrollment.pk).update(next_step=13, plan_at=NOW)
    Touch.objects.update(state=TouchState.CANCELLED)

    assert planning.plan_due(NOW) == 1
    assert planning.plan_due(NOW) == 0
    assert not Touch.objects.open().exists()


def test_planning_again_changes_nothing() -> None:
    touch = journeys.planned()

    assert planning.plan_due(NOW) == 0
    Enrollment.objects.update(plan_at=NOW)  # a bell that rang twice
    assert planning.plan_due(NOW) == 1

    assert Touch.objects.get() == touch


def test_a_batch_takes_as_many_as_it_is_given() -> None:
    version = published_version()
    for number in range(3):
        person = journeys.researched(email=f"p{number}@corrib.example")
        enrolling.enroll(person, version, by=person.owner, at=NOW)

    assert [planning.plan_due(NOW, limit=2) for _bell in range(3)] == [2, 1, 0]


def test_a_batch_of_five_takes_no_more_queries_than_a_batch_of_one() -> None:
    counts = []
    for size in (1, 5):
        for number in range(size):
            journeys.enrolled(email=f"p{size}{number}@corrib.example")
        with CaptureQueriesContext(connection) as queries:
            assert planning.plan_due(NOW) == size
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_one_person_who_cannot_be_planned_is_set_aside_and_the_others_are_planned(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing, sound = journeys.enrolled(), journeys.enrolled(email="sean@corrib.example")
    due_of = planning.due_of

    def fails_for_one(enrollment: Enrollment, step: Step, batch: planning.Batch) -> schedule.Due:
        if enrollment.pk == failing.pk:
            raise ZeroDivisionError
        return due_of(enrollment, step, batch)

    monkeypatch.setattr(planning, "due_of", fails_for_one)
    planning.plan_due(NOW)
    again = planning.plan_due(NOW + timedelta(minutes=1))
    monkeypatch.undo()

    assert Touch.objects.get().enrollment == sound
    assert f"enrollment {failing.pk} could not be planned" in caplog.text
    assert [again, planning.plan_due(NOW + timedelta(hours=1))] == [0, 1]
    assert Touch.objects.filter(enrollment=failing).exists()
