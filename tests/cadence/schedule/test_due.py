from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadence.schedule import (
    Cause,
    Cover,
    DaysOff,
    PersonCalendar,
    RepCalendar,
    Terms,
    due,
    earliest_for_company,
    first_try,
    hours_for,
    local_day,
)

from .test_clock import zones

DUBLIN = ZoneInfo("Europe/Dublin")
AOIFE = PersonCalendar(DUBLIN, "IE")
MAYA = RepCalendar(DUBLIN, "IE")


def at(day: str, hour: int = 10) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(hour), DUBLIN).astimezone(UTC)


def plan(last, gap, person=AOIFE, rep=MAYA, now=None, **wishes):
    return due(at(last), gap, Terms(person, rep, **wishes), now=now or at(last))


@pytest.mark.parametrize(
    ("last", "gap", "expected", "cause"),
    [
        ("2026-11-23", 2, "2026-11-25", None),
        ("2026-11-26", 2, "2026-11-27", Cause.WEEKEND),
        ("2026-11-27", 2, "2026-11-30", Cause.WEEKEND),
        ("2026-11-23", 9, "2026-11-30", None),
        ("2026-12-21", 4, "2026-12-24", Cause.HOLIDAY),
        ("2028-02-24", 5, "2028-02-29", None),
        ("2026-11-28", 7, "2026-12-04", Cause.WEEKEND),
    ],
)
def test_a_weekend_or_holiday_pulls_the_try_earlier(last, gap, expected, cause):
    planned = plan(last, gap)

    assert (planned.day, planned.cause) == (date.fromisoformat(expected), cause)


def test_two_tries_never_share_a_day_when_the_gap_holds_no_working_day():
    planned = plan("2026-11-27", 2)

    assert planned.asked_for == date(2026, 11, 29)
    assert planned.day == date(2026, 11, 30)
    assert planned.day < planned.deadline_day == date(2026, 12, 4)


def test_the_window_is_the_persons_and_a_call_starts_at_its_own_hour():
    tokyo = PersonCalendar(ZoneInfo("Asia/Tokyo"), "JP")

    letter = plan("2026-11-24", 2, person=tokyo)
    call = plan("2026-11-24", 2, person=tokyo, hours=hours_for("call", time(16)))

    assert letter.opens_at == datetime(2026, 11, 26, 0, 0, tzinfo=UTC)
    assert letter.closes_at == datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
    assert (call.opens_at.hour, call.closes_at.hour) == (7, 9)


def test_a_call_hour_outside_the_kind_hours_is_not_used():
    planned = plan("2026-11-23", 2, hours=hours_for("call", time(21)))

    assert planned.opens_at.astimezone(DUBLIN).time() == time(8, 30)


def test_time_off_pulls_the_try_before_it_starts():
    away = RepCalendar(DUBLIN, "IE", time_off=(DaysOff(date(2026, 11, 26), date(2026, 12, 11)),))

    planned = plan("2026-11-23", 5, rep=away)

    assert (planned.day, planned.cause) == (date(2026, 11, 25), Cause.TIME_OFF)


def test_when_a_rep_is_away_all_week_the_try_keeps_a_day_of_the_persons_for_a_colleague():
    away = RepCalendar(DUBLIN, "IE", time_off=(DaysOff(date(2026, 11, 24), date(2026, 12, 11)),))

    planned = plan("2026-11-23", 5, rep=away)

    assert (planned.day, planned.cause) == (date(2026, 11, 27), Cause.TIME_OFF)


def test_when_nobody_works_the_day_stands_and_says_why():
    closed = PersonCalendar(DUBLIN, "IE", days_off=(DaysOff(date(2026, 12, 1), date(2027, 1, 15)),))

    planned = plan("2026-12-03", 5, person=closed)

    assert (planned.day, planned.cause) == (date(2026, 12, 8), Cause.PERSON_AWAY)


def test_a_late_planner_takes_the_next_working_day_before_day_seven():
    planned = plan("2026-11-23", 2, now=at("2026-11-28"))

    assert (planned.day, planned.cause) == (date(2026, 11, 30), Cause.LATE)


def test_past_day_seven_the_day_is_day_seven_and_late():
    planned = plan("2026-11-23", 2, now=at("2026-12-09"))

    assert (planned.day, planned.cause) == (date(2026, 11, 30), Cause.LATE)


def test_a_holiday_is_named():
    assert plan("2026-12-21", 4).note == "Christmas Day"


def test_the_reps_sunday_is_no_day_for_the_persons_monday():
    auckland = PersonCalendar(ZoneInfo("Pacific/Auckland"), "")
    honolulu = RepCalendar(ZoneInfo("Pacific/Honolulu"), "")

    planned = plan("2026-11-25", 5, person=auckland, rep=honolulu)

    assert planned.asked_for.weekday() == 0
    assert planned.day.weekday() == 4
    assert planned.cause is Cause.REP_DAY_OFF


def test_colleagues_at_one_company_are_two_days_apart():
    planned = plan("2026-11-23", 3, colleagues=[date(2026, 11, 26)])

    assert (planned.day, planned.cause) == (date(2026, 11, 24), Cause.COLLEAGUE)


def test_the_company_is_free_two_days_after_its_last_colleague():
    taken = [date(2026, 11, 24), date(2026, 11, 26), date(2026, 11, 30)]

    assert earliest_for_company(date(2026, 11, 23), taken) == date(2026, 11, 28)
    assert earliest_for_company(date(2026, 11, 22), taken) == date(2026, 11, 22)
    assert earliest_for_company(date(2026, 11, 23), []) == date(2026, 11, 23)


def test_a_day_on_which_mail_went_by_hand_is_passed_over_and_day_seven_stays():
    wednesday = date(2026, 11, 25)

    passed = plan("2026-11-23", 2, written_on=[wednesday])
    whole_week = plan(
        "2026-11-23", 7, written_on=[wednesday + timedelta(days) for days in range(9)]
    )

    assert (passed.day, passed.cause) == (date(2026, 11, 24), Cause.BY_HAND)
    assert passed.deadline_day == plan("2026-11-23", 2).deadline_day
    assert whole_week.day == date(2026, 11, 24)


def test_where_mail_went_by_hand_every_day_the_try_is_planned_for_day_seven_all_the_same():
    every_day = [date(2026, 11, 24) + timedelta(days) for days in range(9)]

    planned = plan("2026-11-23", 7, written_on=every_day)

    assert planned.day == planned.deadline_day == date(2026, 11, 30)


def test_the_first_try_is_today_or_the_next_working_day():
    friday = first_try(at("2026-11-27"), Terms(AOIFE, MAYA))
    saturday = first_try(at("2026-11-28"), Terms(AOIFE, MAYA))

    assert (friday.day, friday.cause) == (date(2026, 11, 27), None)
    assert (saturday.day, saturday.cause) == (date(2026, 11, 30), Cause.WEEKEND)
    assert saturday.deadline_day == date(2026, 12, 5)


def test_a_first_try_waits_for_a_rep_who_is_away_longer_than_a_week():
    away = RepCalendar(DUBLIN, "IE", time_off=(DaysOff(date(2026, 11, 20), date(2026, 12, 11)),))

    planned = first_try(at("2026-11-23"), Terms(AOIFE, away))

    assert planned.day == planned.deadline_day == date(2026, 12, 14)


countries = st.sampled_from(["", "IE", "DE", "US", "CN", "AE", "IL", "IR", "BN", "JP", "XX"])
moments = st.datetimes(
    datetime.fromisoformat("2023-12-01"),
    datetime.fromisoformat("2032-03-31"),
    timezones=st.just(UTC),
)


@st.composite
def absences(draw):
    spans = []
    for _ in range(draw(st.integers(0, 3))):
        first = draw(st.dates(date(2023, 12, 1), date(2032, 3, 31)))
        spans.append(DaysOff(first, first + timedelta(days=draw(st.integers(-2, 40)))))
    return tuple(spans)


# A region counts in its country alone; one that is none falls back to the country.
regions = st.sampled_from(["", "BY", "SN", "SCT", "CA", "nowhere"])
people = st.builds(
    PersonCalendar, zone=zones, country=countries, subdivision=regions, days_off=absences()
)
reps = st.builds(
    RepCalendar,
    zone=zones,
    country=countries,
    subdivision=regions,
    weekdays=st.frozensets(st.integers(0, 6)),
    time_off=absences(),
    closures=absences(),
)


STEPS = [("email", None, ""), ("call", None, "FR"), ("call", time(16), ""), ("post", None, "DE")]


def terms_of(s):
    return Terms(
        s["person"],
        s["rep"],
        s["longest"],
        s["hours"],
        colleagues=s["colleagues"],
        written_on=s["written_on"],
    )


@st.composite
def situations(draw):
    """Absences near the moment, so that they matter more often than not."""
    last = draw(moments)
    near = draw(st.integers(-3, 7))
    length = draw(st.integers(0, 12))
    day = last.date() + timedelta(days=near)
    away = DaysOff(day, day + timedelta(days=length))
    person, rep = draw(people), draw(reps)
    if draw(st.booleans()):
        rep = replace(rep, time_off=(*rep.time_off, away))
    else:
        person = replace(person, days_off=(*person.days_off, away))
    longest = draw(st.integers(1, 7))
    gap = draw(st.integers(1, 9))
    now = last + timedelta(hours=draw(st.integers(0, 400)))
    days = st.lists(st.integers(-2, 9).map(lambda ahead: last.date() + timedelta(days=ahead)))
    return {
        "last": last,
        "gap": gap,
        "longest": longest,
        "person": person,
        "rep": rep,
        "now": now,
        "hours": hours_for(*draw(st.sampled_from(STEPS))),
        "colleagues": draw(days.map(lambda some: some[:2])),
        "written_on": draw(days.map(lambda some: some[:2])),
    }


def solve(situation, **changes):
    s = {**situation, **changes}
    return due(s["last"], s["gap"], terms_of(s), now=s["now"])


@given(situations())
def test_the_next_try_is_after_the_last_and_never_past_day_seven(situation):
    planned = solve(situation)

    last = local_day(situation["last"], situation["person"].zone)
    assert last < planned.day <= planned.deadline_day
    assert planned.deadline_day == last + timedelta(days=situation["longest"])
    assert planned.opens_at < planned.closes_at
    assert solve(situation) == planned


@given(situations())
def test_a_try_that_moved_or_falls_on_a_day_off_says_why(situation):
    planned = solve(situation)

    wrong = terms_of(situation).why_not(planned.day)
    if planned.day != planned.asked_for or wrong:
        assert planned.cause is not None


@given(situations())
def test_a_try_is_on_a_day_off_of_either_side_only_when_there_is_no_other(situation):
    """Asked of every day there is, and not in the order in which the plan looks for one."""
    planned, terms = solve(situation), terms_of(situation)
    today = local_day(situation["now"], situation["person"].zone)
    last = local_day(situation["last"], situation["person"].zone)
    if today > planned.deadline_day:
        return

    first = max(today, last + timedelta(days=1))
    days = [
        first + timedelta(days=ahead) for ahead in range((planned.deadline_day - first).days + 1)
    ]
    if terms.why_not(planned.day) is not None:
        assert not any(terms.why_not(day) is None for day in days)
    if terms.why_person_cannot(planned.day) is not None:
        before = [day for day in days if day <= planned.asked_for]
        assert not any(terms.why_person_cannot(day) is None for day in before)


@given(situations(), st.integers(1, 7))
def test_a_plan_of_another_gap_counts_day_seven_from_the_same_attempt(situation, gap):
    """What a newer version of the cadence changes is the step's day, never the week."""
    planned, moved = solve(situation), solve(situation, gap=gap)

    assert moved.deadline_day == planned.deadline_day
    assert moved.day <= moved.deadline_day


@given(situations(), st.integers(1, 72))
def test_a_later_last_try_never_makes_the_next_one_earlier(situation, hours):
    later = solve(
        situation,
        last=situation["last"] + timedelta(hours=hours),
        now=situation["now"] + timedelta(hours=hours),
    )

    assert later.day >= solve(situation).day


@given(situations())
def test_a_longer_gap_never_makes_the_next_try_earlier(situation):
    assert solve(situation, gap=situation["gap"] + 1).day >= solve(situation).day


@given(situations(), st.integers(1, 200))
def test_planning_later_never_makes_the_try_earlier(situation, hours):
    later = situation["now"] + timedelta(hours=hours)

    assert solve(situation, now=later).day >= solve(situation).day


@given(moments, people, reps)
@settings(max_examples=60)
def test_a_first_try_is_never_in_the_past_and_has_a_window(now, person, rep):
    planned = first_try(now, Terms(person, rep))

    assert local_day(now, person.zone) <= planned.day <= planned.deadline_day
    assert planned.opens_at < planned.closes_at


def test_whether_the_rep_can_is_said_of_whoever_covers_and_whatever_else_speaks_against_the_day():
    saturday, monday = date(2026, 11, 28), date(2026, 11, 30)
    days = DaysOff(saturday, monday)
    away = replace(MAYA, weekdays=frozenset(range(7)), time_off=(days,))
    alone = Terms(AOIFE, away)
    covered = replace(alone, covers=[Cover(days, MAYA)])

    said = [[terms.why_rep_cannot(day) for day in (saturday, monday)] for terms in (alone, covered)]

    assert [[why and why.cause for why in whys] for whys in said] == [
        [Cause.TIME_OFF, Cause.TIME_OFF],
        [Cause.REP_DAY_OFF, None],
    ]
