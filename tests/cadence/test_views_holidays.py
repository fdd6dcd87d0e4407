"""The page of public holidays: what it shows is what the plan keeps."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadence import schedule
from cadence.selectors.holidays import holidays_kept
from team.enums import Role
from team.models import Closure
from tests import journeys
from tests.cadence.browsing import Browser, text_of

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

    assert [year for year, _days in kept.years] == [2026, 2027]
    shown = {day for _year, days in kept.years for day, _name in days}
    assert (date(2026, 1, 6) in shown, date(2026, 1, 7) in shown) == (True, False)
    assert all(schedule.is_public_holiday(day, "DE", "BY") for day in shown)


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
