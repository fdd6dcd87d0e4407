"""What the house keeps otherwise than a country's calendar holds wherever anybody asks for a public holiday."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cadence import schedule
from cadence.checks import call_hours, letter_hours
from cadence.checks.results import State
from cadence.enums import GapCause
from cadence.models import Enrollment, Touch
from cadence.selectors.around import around
from cadence.selectors.calendars import holidays_near, house_now, read_holidays, rep_calendars
from cadence.selectors.cover_days import told_of_the_cover
from cadence.selectors.covers import stands_on
from cadence.selectors.load import forecasts
from cadence.selectors.trial_run import run_of
from cadence.services import house_holidays
from prospects.enums import Channel
from team.enums import AuditKind, Role
from team.models import AuditEvent, HouseHoliday, TimeOff, User
from team.refusals import Refused
from tests import journeys, races
from tests.cadence.checks.letters import CONTEXT, letter, state
from tests.cadence.test_replanning import THURSDAY, WEDNESDAY, replan, second_call, stands
from tests.factories.cadence import published_version
from tests.journeys import NOW

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]


def admin() -> User:
    return journeys.rep(role=Role.ADMIN, name="Ines Duarte")


def added(
    country: str,
    day: date,
    region: str = "",
    *,
    name: str = "Founders’ Day",
    by: User | None = None,
) -> HouseHoliday:
    return house_holidays.add(
        country=country, region=region, day=day, name=name, by=by or admin(), at=NOW
    )


def switched_off(country: str, day: date, region: str = "") -> HouseHoliday:
    return house_holidays.switch_off(country=country, region=region, day=day, by=admin(), at=NOW)


@pytest.mark.parametrize("whose", ["the person's", "the rep's"])
def test_a_day_that_is_added_moves_the_try_and_goes_back_when_it_is_taken_off(whose: str) -> None:
    touch = second_call(journeys.rep(country="IE"), country="PT")
    kept = added("PT" if whose == "the person's" else "IE", THURSDAY)

    replan()
    assert stands(touch) == (WEDNESDAY, THURSDAY, GapCause.HOLIDAY)
    house_holidays.take_back(kept, by=admin(), at=NOW)
    replan()
    assert stands(touch) == (THURSDAY, None, "")


def test_a_public_holiday_that_is_switched_off_is_worked_and_then_kept_again() -> None:
    """18 November is a day off in Saxony."""
    touch = second_call(journeys.rep(country="DE", subdivision="SN"), gap=2)
    assert stands(touch)[0] < WEDNESDAY
    off = switched_off("DE", WEDNESDAY, "SN")

    replan()
    assert stands(touch)[0] == WEDNESDAY
    house_holidays.take_back(off, by=admin(), at=NOW)
    replan()
    assert stands(touch)[0] < WEDNESDAY


def test_a_call_stays_off_a_holiday_on_which_the_law_lets_nobody_be_rung() -> None:
    """18 November is a day off in Saxony, and nobody rings there on one."""
    call = second_call(country="DE", subdivision="SN", gap=2)
    switched_off("DE", WEDNESDAY, "SN")

    replan()
    assert stands(call)[0] < WEDNESDAY


def test_a_days_region_goes_before_its_country_and_touches_no_other() -> None:
    christmas = date(2026, 12, 25)
    switched_off("DE", christmas)
    added("DE", christmas, "BY", name="Weihnachten")
    house = house_now()

    kept = {
        region: schedule.is_public_holiday(
            christmas,
            schedule.PersonCalendar(
                journeys.rep().zone, "DE", region, changes=house.changes_in("DE", region)
            ),
        )
        for region in ("", "BE", "BY")
    }
    assert kept == {"": False, "BE": False, "BY": True}
    assert house.changes_in("IE", "") == ()


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({}, "house_holiday_once_a_place"),
        ({"day": date(2026, 12, 2), "name": ""}, "house_holiday_has_a_name"),
        ({"country": "ie"}, "house_holiday_names_a_country"),
        ({"day": date(1999, 12, 31)}, "house_holiday_is_of_this_century"),
        ({"day": date(2100, 1, 1)}, "house_holiday_is_of_this_century"),
    ],
)
def test_the_database_keeps_a_day_once_a_place_with_a_name_and_in_this_century(
    fields: dict[str, Any], key: str
) -> None:
    usual = {"country": "IE", "day": date(2026, 12, 1), "name": "Founders’ Day", "is_kept": True}
    HouseHoliday.objects.create(**usual)
    with pytest.raises(IntegrityError, match=key), transaction.atomic():
        HouseHoliday.objects.create(**usual | fields)


def test_whoever_is_no_admin_changes_nothing() -> None:
    kept = added("IE", THURSDAY)
    for role in (Role.REP, Role.MANAGER, Role.AUDITOR):
        by = journeys.rep(role=role)
        for refused in (
            lambda by=by: added("IE", WEDNESDAY, by=by),
            lambda by=by: house_holidays.take_back(kept, by=by, at=NOW),
            lambda by=by: house_holidays.switch_off(
                country="IE", region="", day=date(2026, 12, 25), by=by, at=NOW
            ),
        ):
            with pytest.raises(Refused, match="Ask an admin"):
                refused()
    assert HouseHoliday.objects.get() == kept


@pytest.mark.parametrize(
    ("country", "region", "day", "code"),
    [
        ("IE", "", date(2026, 12, 25), "overlaps"),
        ("IE", "", THURSDAY, "overlaps"),
        ("DE", "ZZ", WEDNESDAY, "no_such_region"),
        ("IE", "", date(2026, 8, 1), "too_far_back"),
        ("IE", "", date(2029, 1, 2), "too_far_ahead"),
    ],
)
def test_what_is_a_day_off_already_or_nowhere_or_too_far_is_refused(
    country: str, region: str, day: date, code: str
) -> None:
    added("IE", THURSDAY)
    with pytest.raises(Refused) as refusal:
        added(country, day, region, name="Again")
    assert refusal.value.code == code


def test_only_what_the_calendar_names_is_switched_off_and_once() -> None:
    christmas = date(2026, 12, 25)
    switched_off("IE", christmas)
    for day in (christmas, THURSDAY):
        with pytest.raises(Refused) as refusal:
            switched_off("IE", day)
        assert refusal.value.code == "nothing_changed"


def test_each_change_stands_in_the_account_with_before_and_after() -> None:
    by = admin()
    kept = added("DE", THURSDAY, "BY", by=by)
    house_holidays.take_back(kept, by=by, at=NOW)
    off = house_holidays.switch_off(country="IE", region="", day=date(2026, 12, 25), by=by, at=NOW)
    house_holidays.take_back(off, by=by, at=NOW)

    ours, theirs = "Founders’ Day, 2026-11-19", "Christmas Day, 2026-12-25"
    told = AuditEvent.objects.filter(kind=AuditKind.POLICY_CHANGED).order_by("pk")
    assert [(each.actor, each.subject, each.detail) for each in told] == [
        (by, "public holidays of DE BY", {"before": "", "after": ours}),
        (by, "public holidays of DE BY", {"before": ours, "after": ""}),
        (by, "public holidays of IE", {"before": theirs, "after": ""}),
        (by, "public holidays of IE", {"before": "", "after": theirs}),
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_the_same_day_at_once_one_is_refused() -> None:
    by = admin()

    def add() -> str:
        added("IE", THURSDAY, by=by)
        return "kept"

    assert sorted(map(str, races.at_once(add, add))) == ["kept", "overlaps"]
    assert HouseHoliday.objects.count() == 1


def test_an_added_day_closes_the_hours_of_calls_and_is_no_kind_day_for_a_letter() -> None:
    usual = replace(CONTEXT, country="DE")
    there = replace(usual, changes=((CONTEXT.now.date(), "Founders’ Day"),))

    assert state(call_hours, there, channel=Channel.CALL) == State.STOP
    assert state(call_hours, usual, channel=Channel.CALL) == State.PASS
    assert "day off" in letter_hours.check(letter(), there).title


def test_the_desk_reads_the_same_days_with_its_one_question() -> None:
    added("IE", NOW.date(), name="Day | of bars")
    added("IE", NOW.date() + timedelta(days=9))
    switched_off("DE", date(2026, 11, 18), "SN")
    touch = second_call()

    at = NOW + timedelta(days=1)
    assert read_holidays(around(touch, at)["house_holidays"]) == holidays_near(at)
    assert holidays_near(at).changes_in("IE", "") == ((NOW.date(), "Day | of bars"),)
    assert holidays_near(at).changes_in("DE", "SN") == ((WEDNESDAY, ""),)


def test_a_reps_day_holds_no_try_in_the_forecast() -> None:
    rep = journeys.rep(country="IE")
    added("IE", THURSDAY)

    days = {day.on: day.capacity for day in forecasts([rep], NOW)[rep.pk].load().days}

    assert days[THURSDAY] == 0
    assert days[WEDNESDAY] > 0


def test_a_plan_is_tried_over_it_and_a_cover_is_asked_for_it() -> None:
    cover, touch = journeys.rep(country="IE", name="Priya Nair"), second_call()
    added("IE", THURSDAY)

    steps = list(published_version(gap=3).steps.order_by("number"))
    run = run_of(steps, start=NOW.date(), country="IE", rep=None, longest_gap=7, house=house_now())
    assert run.tries[1].asked_for == THURSDAY
    assert (run.tries[1].day, run.tries[1].why) == (WEDNESDAY, "Founders’ Day")

    off = TimeOff(user=touch.owner, first_day=THURSDAY, last_day=THURSDAY, cover=cover)
    given = list(stands_on(Touch.objects.filter(pk=touch.pk)))
    assert any("Thu 19 Nov" in sentence for sentence in told_of_the_cover(off, given))


def test_what_is_kept_in_another_country_leaves_a_reps_days_alone() -> None:
    rep = journeys.rep(country="IE")
    added("PT", THURSDAY)
    assert rep_calendars([rep.pk])[rep.pk].changes == ()
    assert Enrollment.objects.count() == 0
