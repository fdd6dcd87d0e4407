"""From a number over its rows to the very try, and back: accessible in both themes, on a desk and on a phone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from adherence.schedule import Period, Week
from adherence.selectors.promises import Promise, Rate
from adherence.selectors.rep_counts import promises_of
from team.enums import Role
from team.models import User
from tests.adherence.histories import Histories
from tests.adherence.rollups import count_all
from tests.adherence.test_team_counts import THIS_WEEK, counts
from tests.adherence.weeks import colleague
from tests.browser import walk
from tests.browser.conftest import PageAs
from tests.cadence.conftest import Clock, clock
from tests.factories.cadence import published_version
from tests.times import NOW

__all__ = ["clock"]

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "worker"])


@pytest.fixture
def histories(clock: Clock) -> Histories:
    histories = Histories(11, clock, NOW)
    histories.go_on(140)
    count_all(histories.now)
    return histories


@pytest.fixture
def manager(histories: Histories) -> User:
    return colleague(histories.reps[0].team, role=Role.MANAGER, name="Ines Duarte")


def test_the_pages_behind_the_numbers_are_accessible_and_fit(
    page_as: PageAs, histories: Histories, manager: User
) -> None:
    rep, weeks = histories.reps[0].pk, "weeks=13"
    page = page_as(manager)
    addresses = [
        f"/team/{rep}/?{weeks}",
        f"/team/all/gaps/?{weeks}",
        f"/team/{rep}/weeks/?{weeks}&all=1",
        f"/team/all/stops/?{weeks}&at=15",
    ]
    page.goto(addresses[1])
    addresses.append(page.locator("main td a").first.get_attribute("href") or "")
    assert walk.faults(page, addresses, pictures="drilling") == {}


def test_the_evidence_is_accessible_and_fits(page_as: PageAs, clock: Clock) -> None:
    rep, version = colleague(name="Maya Okafor"), published_version()
    tries = {n: 1290 - 110 * n for n in range(1, 11)}
    answers = {0: 4} | {n: 62 - 4 * n for n in range(1, 11)}
    given_up = {2: 40, 4: 120, 5: 20}
    for week, fewer in ((THIS_WEEK, 1), (Week(THIS_WEEK.monday - timedelta(weeks=14)), 2)):
        counts(
            rep,
            version,
            week,
            tries={n: number // fewer for n, number in tries.items()},
            answers=answers,
            given_up=given_up,
        )
    page = page_as(rep)

    assert walk.faults(page, ["/team/evidence/"], pictures="evidence") == {}
    expect(page.get_by_role("img", name="Who answers after which try")).to_be_visible()
    expect(page.get_by_role("img", name="With whom we stay")).to_be_visible()


def late_rep(histories: Histories, period: Period) -> tuple[User, Rate]:
    """Somebody with whom a wait was too long, and another was not."""
    for rep in histories.reps:
        rate = promises_of([rep], period).rate(Promise.GAPS)
        if rate.broken and rate.kept:
            return rep, rate
    raise AssertionError


def test_somebody_goes_down_to_a_try_and_back(
    page_as: PageAs, histories: Histories, manager: User
) -> None:
    period = Period(Week.of(histories.now, manager.zone), 13)
    rep, rate = late_rep(histories, period)
    page = page_as(manager)
    heading = page.get_by_role("heading", level=1)
    page.goto(f"/team/{rep.pk}/?weeks=13&until={period.last.name}")
    page.get_by_role("row", name="Gaps of seven days or less").get_by_role("link").first.click()
    expect(heading).to_have_text(f"Gaps longer than seven days {rate.broken}")
    page.get_by_role("link", name="Gaps between two tries", exact=True).click()
    expect(heading).to_have_text(f"Gaps between two tries {rate.of}")
    page.go_back()
    expect(heading).to_have_text(f"Gaps longer than seven days {rate.broken}")
    page.locator("main td a").first.click()
    expect(heading).to_contain_text("Try")
    page.get_by_role("link", name="Gaps longer than seven days").click()
    expect(heading).to_have_text(f"Gaps longer than seven days {rate.broken}")
    page.get_by_role("navigation", name="You are here").get_by_role("link", name=rep.name).click()
    expect(page).to_have_title(re.compile(rep.name))
