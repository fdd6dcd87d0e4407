"""The page of public holidays: what it shows is what the plan keeps."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from cadence import schedule
from cadence.schedule import House
from cadence.selectors.holidays import holidays_kept
from cadence.selectors.trial_run import run_of
from cadence.services.suiting import Suiting
from team.enums import Role
from team.models import Closure, HouseHoliday
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.test_replanning import second_call
from tests.factories.cadence import published_version
from tests.journeys import NOW

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]

TODAY = date(2026, 11, 16)


def places() -> list[str]:
    return [kept.place for kept in holidays_kept(TODAY)]


def test_each_place_of_a_rep_and_of_a_person_in_a_cadence_is_shown_once() -> None:
    rep = journeys.rep(country="IE")
    journeys.enrolled(rep, email="a@a.example", country="DE", subdivision="BY")
    journeys.enrolled(rep, email="b@b.example", country="DE", subdivision="BY")
    journeys.researched(rep, email="c@c.example", country="FR")

    assert {"Ireland", "Germany, BY"} <= set(places())
    assert len(places()) == len(set(places()))
    assert "France" not in places()


def test_the_days_are_those_on_which_nobody_is_planned() -> None:
    journeys.rep(country="DE", subdivision="BY")
    [kept] = [each for each in holidays_kept(TODAY) if each.place == "Germany, BY"]

    assert [year.number for year in kept.years] == [2026, 2027]
    shown = {listed.day for year in kept.years for listed in year.days}
    assert (date(2026, 1, 6) in shown, date(2026, 1, 7) in shown) == (True, False)
    assert all(schedule.named_by_calendar(day, "DE", "BY") for day in shown)


def test_days_are_called_as_their_reader_speaks_where_the_calendar_can() -> None:
    journeys.rep(country="DE")
    journeys.rep(country="IE")
    christmas = date(2026, 12, 25)
    HouseHoliday.objects.create(country="DE", day=christmas, name="Christmas Day", is_kept=False)

    def told() -> dict[str, tuple[str, bool]]:
        return {
            kept.country: (listed.name, kept.is_english)
            for kept in holidays_kept(TODAY)
            for listed in kept.years[0].days
            if listed.day == christmas
        }

    assert told() == {"DE": ("Christmas Day", False), "IE": ("Christmas Day", False)}
    with translation.override("de"):
        assert told() == {"DE": ("Erster Weihnachtstag", False), "IE": ("Christmas Day", True)}


def test_what_keeps_a_try_from_a_day_is_called_as_its_reader_speaks() -> None:
    christmas = date(2026, 12, 25)
    touch = second_call(country="DE")
    steps = list(published_version(gap=7).steps.order_by("number"))
    plan = {"start": date(2026, 12, 18), "country": "DE", "rep": None, "longest_gap": 7}

    with translation.override("de"):
        said = Suiting(touch, by=touch.owner, at=NOW).why_not(christmas)
        run = run_of(steps, house=House(), **plan)
    assert "Erster Weihnachtstag" in said
    assert [tried.why for tried in run.tries if tried.asked_for == christmas] == [
        "Erster Weihnachtstag"
    ]


def test_a_country_without_a_calendar_says_so() -> None:
    assert not schedule.knows_holidays_of("ZZ")
    journeys.rep(country="ZZ")
    page = text_of(Browser(journeys.rep(role=Role.MANAGER)).get("holidays"))
    assert "the plan keeps its weekends alone" in page


def test_whoever_leads_reads_it_with_the_closures_ahead() -> None:
    Closure.objects.create(
        first_day=date(2026, 12, 24), last_day=date(2026, 12, 31), name="Between the years"
    )
    for role in (Role.MANAGER, Role.AUDITOR, Role.ADMIN):
        page = text_of(Browser(journeys.rep(role=role)).get("holidays"))
        assert "Between the years" in page
        assert ("Change the closures" in page) == (role == Role.ADMIN)
    assert Browser(journeys.rep()).get("holidays").status_code == 403


ADDED = {"country": "IE", "region": "", "day": "2026-11-19", "name": "Founders’ Day"}
CHRISTMAS = {"country": "IE", "region": "", "day": "2026-12-25"}


def admin() -> Browser:
    return Browser(journeys.rep(role=Role.ADMIN, country="IE"))


def confirmed(browser: Browser, name: str, /, *args: Any, **typed: str) -> Any:
    """Ask, look at what would change, and press again with what was seen."""
    shown = text_of(browser.post(name, *args, **typed))
    [seen] = re.findall(r'name="seen" value="(\w+)"', shown)
    return browser.post(name, *args, **typed, confirmed="yes", seen=seen)


def test_a_day_off_is_added_over_what_it_moves_and_taken_off_again() -> None:
    touch = second_call(country="IE")
    browser = admin()

    shown = text_of(browser.post("holidays", **ADDED))
    assert touch.prospect.name in shown
    assert "Thu 19 Nov" in shown
    assert "Wed 18 Nov" in shown
    assert not HouseHoliday.objects.exists()

    assert confirmed(browser, "holidays", **ADDED).status_code == 302
    assert "added here" in text_of(browser.get("holidays"))
    kept = HouseHoliday.objects.get()
    assert confirmed(browser, "holiday-removal", kept.pk).status_code == 302
    assert not HouseHoliday.objects.exists()


def test_a_public_holiday_is_switched_off_and_kept_again() -> None:
    browser = admin()
    assert "Christmas Day" in text_of(browser.post("holiday-omission", **CHRISTMAS))
    assert confirmed(browser, "holiday-omission", **CHRISTMAS).status_code == 302
    page = text_of(browser.get("holidays"))
    assert "<s>Christmas Day</s>" in page
    assert "a working day here" in page

    confirmed(browser, "holiday-removal", HouseHoliday.objects.get().pk)
    assert "<s>Christmas Day</s>" not in text_of(browser.get("holidays"))


@pytest.mark.parametrize("day", ["2026-10-01", "2028-11-13"])
def test_a_day_that_was_added_is_taken_off_whenever_it_is(day: str) -> None:
    browser = admin()
    confirmed(browser, "holidays", **ADDED | {"day": day})
    kept = HouseHoliday.objects.get()
    assert f"/holidays/{kept.pk}/removal/" in text_of(browser.get("holidays"))
    confirmed(browser, "holiday-removal", kept.pk)
    assert not HouseHoliday.objects.exists()


def test_another_picture_by_now_is_shown_and_nothing_typed_is_lost() -> None:
    browser = admin()
    shown = text_of(browser.post("holidays", **ADDED))
    [seen] = re.findall(r'name="seen" value="(\w+)"', shown)
    touch = second_call(country="IE")

    page = browser.post("holidays", **ADDED, confirmed="yes", seen=seen)

    assert page.status_code == 409
    assert "no longer what you saw" in text_of(page)
    assert touch.prospect.name in text_of(page)
    assert 'name="name" value="Founders’ Day"' in text_of(page)
    assert not HouseHoliday.objects.exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"day": "2026-12-25"}, "Christmas Day. Change that instead."),
        ({"region": "Connacht"}, "We don't know this region of the country."),
        ({"name": ""}, "This field is required."),
        ({"day": "1999-12-25"}, "more than 92 days ago"),
    ],
)
def test_what_cannot_be_added_is_said_before_anything_is_shown(
    typed: dict[str, str], says: str
) -> None:
    page = admin().post("holidays", **ADDED | typed)
    assert page.status_code == 422
    assert says in text_of(page)
    assert f'value="{(ADDED | typed)["day"]}"' in text_of(page)


def test_a_day_that_is_no_holiday_is_not_switched_off() -> None:
    for day in ("2026-11-19", "nonsense"):
        page = admin().post("holiday-omission", **CHRISTMAS | {"day": day})
        assert page.status_code == 422


def test_whoever_is_no_admin_finds_no_way_to_change_a_day() -> None:
    journeys.rep(country="IE")
    for role in (Role.MANAGER, Role.AUDITOR):
        browser = Browser(journeys.rep(role=role))
        page = text_of(browser.get("holidays"))
        assert "Add a day off" not in page
        assert "Work on it" not in page
    for role in (Role.REP, Role.MANAGER, Role.AUDITOR):
        browser = Browser(journeys.rep(role=role))
        for name, typed in (("holidays", ADDED), ("holiday-omission", CHRISTMAS)):
            assert browser.post(name, **typed, confirmed="yes", seen="").status_code == 403
    assert not HouseHoliday.objects.exists()


def test_a_closure_is_kept_over_what_it_moves_and_everybody_reads_it() -> None:
    touch, browser, reader = second_call(), admin(), journeys.rep()
    days = {"first_day": "2026-11-19", "last_day": "2026-11-20", "name": "Stocktaking"}
    assert Browser(reader).post("closures", **days).status_code == 403
    assert touch.prospect.name in text_of(browser.post("closures", **days))
    assert not Closure.objects.exists()

    assert confirmed(browser, "closures", **days).status_code == 302
    again = browser.post("closures", **days)
    assert again.status_code == 422
    assert "stands here already" in text_of(again)
    assert 'value="Stocktaking"' in text_of(again)

    time_off = Browser(reader).client.get(reverse("team:time-off"))
    assert "Stocktaking" in text_of(time_off)
    closure = Closure.objects.get()
    assert Browser(reader).post("closure-removal", closure.pk).status_code == 403
    assert confirmed(browser, "closure-removal", closure.pk).status_code == 302
    assert not Closure.objects.exists()


def test_three_places_ask_as_many_questions_as_one() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            holidays_kept(TODAY)
        return len(asked)

    journeys.rep(country="IE")
    one = queries()
    for country in ("DE", "FR"):
        journeys.rep(country=country)
    assert queries() == one
