"""A rep's own page: their promises alone, and where its numbers lead."""

import re
from datetime import timedelta

import pytest

from adherence.selectors.first_end import first_end
from adherence.selectors.promises import Promise
from cadence.models import CadenceVersion, Enrollment
from team.enums import Role
from team.models import User
from tests.adherence.test_team_counts import THIS_WEEK, counts
from tests.adherence.weeks import Reader, colleague, person
from tests.cadence.browsing import HTMX
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.times import NOW

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "worker"])


@pytest.fixture
def version() -> CadenceVersion:
    return published_version()


@pytest.fixture
def maya(clock: Clock, version: CadenceVersion) -> User:
    user = colleague(name="Maya Okafor")
    counts(
        user,
        version,
        tries={1: 40, 2: 30},
        gaps={3: 95, 9: 5},
        words={0: 48, 1: 2},
        starts={0: 38, 1: 2},
        replies={0: 9, 1: 1},
        answers={2: 10},
        seen_through={10: 12},
        given_up={4: 8},
        stops={2: 1},
        endings={0: 12, 3: 8, 5: 1},
        weeks={0: 60, 1: 3, 2: 2},
    )
    return user


def test_a_rep_reads_their_own_promises_and_nobody_elses(
    maya: User, version: CadenceVersion
) -> None:
    counts(colleague(maya.team), version, gaps={9: 500}, endings={0: 100})

    promises = {
        rate.promise: (rate.broken, rate.of)
        for rate, *_ in Reader(maya).client.get(f"/team/{maya.pk}/").context["rates"]
    }

    assert promises == {
        Promise.GAPS: (5, 100),
        Promise.GIVEN_UP: (8, 20),
        Promise.SAME_CALL: (2, 50),
        Promise.REPLIES: (1, 10),
        Promise.RESEARCH: (2, 40),
        Promise.WEEKS: (2, 65),
    }


def test_every_number_of_the_page_opens_its_rows(maya: User) -> None:
    manager = Reader(colleague(maya.team, role=Role.MANAGER)).client
    page = manager.get(f"/team/{maya.pk}/?weeks=13")

    links = [
        (address.replace("&amp;", "&"), int(number.replace(",", "")))
        for address, number in re.findall(
            r'<td[^>]*><a href="([^"]*)">([\d,]+)<', page.content.decode()
        )
    ]

    # Of the charts: an answer, those given up, a stop and two lengths of waits; the rest are of the lists.
    assert len(links) >= 15 + 5
    for address, number in links:
        assert address.startswith(f"/team/{maya.pk}/")
        assert manager.get(address).context["number"] == number
        assert "weeks=13" in address


def test_a_rep_alone_is_told_in_the_words_of_their_team(maya: User) -> None:
    own = Reader(maya).client.get(f"/team/{maya.pk}/").content.decode()
    managed = Reader(colleague(maya.team, role=Role.MANAGER)).client.get(f"/team/{maya.pk}/")

    assert "8 of 20 people were given up early" in own
    assert "hear from you" in own
    assert "hear from us" in managed.content.decode()


def test_the_weeks_before_are_compared_with(maya: User, version: CadenceVersion) -> None:
    earlier = type(THIS_WEEK)(THIS_WEEK.monday - timedelta(weeks=4))
    counts(maya, version, earlier, gaps={3: 9, 9: 1}, endings={0: 30})

    assert "Was 90%" in Reader(maya).client.get(f"/team/{maya.pk}/").content.decode()


def test_other_weeks_come_as_a_part(maya: User) -> None:
    part = Reader(maya).client.get(f"/team/{maya.pk}/?weeks=1", headers=HTMX)

    assert "<html" not in part.content.decode()
    assert 'id="report"' in part.content.decode()


def test_somebody_who_has_just_begun_is_told_nothing_of_shares(clock: Clock) -> None:
    newcomer = colleague(name="Theo Marin")

    page = Reader(newcomer).client.get(f"/team/{newcomer.pk}/").content.decode()

    assert "Nobody has finished yet." in page
    assert "too few to say" in page


@pytest.mark.parametrize(("zone", "later"), [("Europe/London", 0), ("Pacific/Auckland", 1)])
def test_the_first_tries_end_on_the_last_day_of_the_plan_by_the_reps_wall(
    clock: Clock, version: CadenceVersion, zone: str, later: int
) -> None:
    """The day they began on is day one; one in the afternoon is the next day in Auckland."""
    rep, began = colleague(time_zone=zone), NOW.replace(hour=13)
    Enrollment.objects.create(prospect=person(rep), owner=rep, version=version, started_at=began)
    last = version.steps.latest("day").day

    assert first_end([rep.pk]) == began.date() + timedelta(days=later + last - 1)


def test_what_no_list_is_called_is_not_there(maya: User) -> None:
    assert Reader(maya).client.get(f"/team/{maya.pk}/everything/").status_code == 404
