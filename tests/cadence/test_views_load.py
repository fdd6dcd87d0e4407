"""The coming weeks of each rep, and what a manager allowed beyond them."""

from datetime import date
from typing import Any

import pytest

from cadence.selectors.intake import Wish
from cadence.services import enrolling
from team.enums import Role
from team.models import Policy, TimeOff
from tests import journeys
from tests.cadence import crowds
from tests.cadence.browsing import Browser, text_of
from tests.factories.cadence import published_version
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")


def test_a_rep_sees_their_own_weeks_alone() -> None:
    maya = journeys.rep(name="Maya Okafor")
    journeys.rep(name="Jonas Berg", team=maya.team)
    journeys.enrolled(maya)

    page = text_of(Browser(maya).get("load"))

    assert "Your busiest day is Monday 16 November with 1 try of 40." in page
    assert page.count('class="chart bars"') == 1
    assert "Jonas" not in page


def test_a_cover_is_named_only_where_somebody_covers() -> None:
    maya = journeys.enrolled().owner
    jonas = journeys.rep(name="Jonas Berg", team=maya.team)
    days = {"first_day": date(2026, 11, 17), "last_day": date(2026, 12, 4)}
    off = TimeOff.objects.create(user=maya, **days)

    alone = text_of(Browser(maya).get("load"))
    TimeOff.objects.filter(pk=off.pk).update(cover=jonas)
    covered = text_of(Browser(maya).get("load"))

    assert ("days off.</p>" in alone, "whoever covers" in alone) == (True, False)
    assert ("days off.</p>" in covered, "whoever covers" in covered) == (False, True)


def test_a_manager_sees_the_team_and_reads_why_somebody_went_beyond_it() -> None:
    Policy.objects.update_or_create(pk=1, defaults={"daily_capacity": 20})
    maya = journeys.rep(name="Maya Okafor")
    journeys.rep(name="Jonas Berg", team=maya.team)
    journeys.rep(name="Somebody Else")
    ines = journeys.rep(name="Ines Carvalho", role=Role.MANAGER, team=maya.team)
    enrolling.enroll_many(
        crowds.ready(maya, 60),
        published_version(),
        by=ines,
        at=NOW,
        wish=Wish(pace=6),
        beyond="Two of us cover in December.",
    )

    page = text_of(Browser(ines).get("load"))

    assert "Ines let 60 people begin" in page
    assert "tries of 20: “Two of us cover in December.”" in page
    assert page.index("Jonas Berg") < page.index("Maya Okafor")
    assert "Somebody Else" not in page


def test_five_reps_are_read_in_as_many_questions_as_one(
    django_assert_max_num_queries: Any,
) -> None:
    maya = journeys.rep()
    ines = Browser(journeys.rep(role=Role.MANAGER, team=maya.team))
    version = published_version()
    crowds.running(maya, 3, version)
    for _colleague in range(4):
        crowds.running(journeys.rep(team=maya.team), 3, version)

    with django_assert_max_num_queries(20):
        page = text_of(ines.get("load"))

    assert page.count('class="chart bars"') == 5


def test_where_nobody_works_yet_that_is_said() -> None:
    assert "Nobody here has people yet." in text_of(
        Browser(journeys.rep(role=Role.ADMIN)).get("load")
    )
