"""A plan on real days: holidays, time off, and where day seven falls."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cadence.models import CadenceVersion, Step
from cadence.schedule import House, PersonCalendar, is_working_day
from cadence.selectors.trial_run import run_of
from cadence.shipped import TEN_CONVERSATIONS, shipped
from prospects.places import zone_of
from team.enums import Role
from team.models import TimeOff
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version

STEPS = shipped(TEN_CONVERSATIONS).steps


@pytest.fixture
def version(clock: Clock) -> CadenceVersion:
    return published_version(steps=12, gap=7)


@settings(deadline=None)  # the first look into a calendar imports it
@example(start=date(2029, 3, 15), country="SA")  # a week of holidays
@given(
    start=st.dates(date(2024, 1, 1), date(2031, 12, 31)),
    country=st.sampled_from(["IE", "US", "DE", "IL", "SA", "JP", "TV", "XX"]),
)
def test_no_try_is_later_than_day_seven_and_each_is_on_a_working_day_if_there_is_one(
    start: date, country: str
) -> None:
    person = PersonCalendar(zone=zone_of(country), country=country)

    run = run_of(STEPS, start=start, country=country, rep=None, longest_gap=7, house=House())

    assert len(run.tries) == len(STEPS)
    days = [tried.day for tried in run.tries]
    assert days == sorted(set(days))
    assert all(tried.day <= tried.day_seven for tried in run.tries[1:])
    assert days[0] >= start
    for before, tried in pairwise(run.tries):
        week = [before.day + timedelta(days=after) for after in range(1, 8)]
        assert is_working_day(tried.day, person) or not any(
            is_working_day(day, person) for day in week
        )


def test_a_holiday_pulls_a_try_earlier_and_says_its_name(version: CadenceVersion) -> None:
    page = text_of(
        Browser(journeys.rep()).get(
            "plan-calendar", version.cadence_id, 1, country="Ireland", start="2026-12-18"
        )
    )

    assert "Fri 18 Dec 2026" in page
    assert "Asked for Fri 25 Dec: Christmas Day" in page
    assert "Thu 24 Dec 2026" in page


def test_time_off_of_the_rep_pulls_a_try_earlier(version: CadenceVersion) -> None:
    rep = journeys.rep(country="IE")
    TimeOff.objects.create(user=rep, first_day=date(2026, 11, 25), last_day=date(2026, 12, 1))

    page = text_of(
        Browser(rep).get(
            "plan-calendar",
            version.cadence_id,
            1,
            country="IE",
            start="2026-11-18",
            rep=str(rep.pk),
        )
    )

    assert "Tue 24 Nov 2026" in page
    assert "Asked for Wed 25 Nov: the rep’s time off" in page


def test_a_colleagues_days_off_are_not_for_every_rep(version: CadenceVersion) -> None:
    rep, other = journeys.rep(), journeys.rep()
    address = (version.cadence_id, 1)

    assert Browser(rep).get("plan-calendar", *address, rep=str(other.pk)).status_code == 422
    admin = Browser(journeys.rep(role=Role.ADMIN))
    assert admin.get("plan-calendar", *address, rep=str(other.pk)).status_code == 200


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"country": "Atlantis"}, "We know no country of this name."),
        ({"start": "1826-01-01"}, "Choose a day between 2000 and 2090."),
        ({"start": "soon"}, "Enter a valid date."),
    ],
)
def test_what_is_no_country_and_no_day_is_said(
    version: CadenceVersion, asked: dict[str, str], sentence: str
) -> None:
    answer = Browser(journeys.rep()).get("plan-calendar", version.cadence_id, 1, **asked)

    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_a_country_without_a_calendar_is_said_to_have_none(version: CadenceVersion) -> None:
    page = text_of(
        Browser(journeys.rep()).get(
            "plan-calendar", version.cadence_id, 1, country="Canary Islands"
        )
    )

    assert "We know no public holidays of this country" in page


def test_a_plan_without_steps_has_no_days(version: CadenceVersion) -> None:
    empty = CadenceVersion.objects.create(cadence=version.cadence, number=2)

    assert not Step.objects.filter(version=empty).exists()
    page = Browser(journeys.rep()).get("plan-calendar", version.cadence_id, 2)
    assert page.status_code == 200
