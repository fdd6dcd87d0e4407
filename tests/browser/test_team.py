"""The team page in a browser: read on a desk, on a phone and on paper, changed by its links, and acted from."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from prospects.models import Prospect
from team.enums import Role
from team.models import User
from tests import journeys, smtp
from tests.adherence.test_team_counts import counts
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs, ViewportSize
from tests.browser.test_queue import post
from tests.cadence.conftest import Clock, clock
from tests.factories.cadence import published_version
from tests.factories.team import TeamFactory, UserFactory
from tests.times import NOW

__all__ = ["clock", "post"]

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "worker"])

LONG = "Aoife-Máiréad Ní Bhriain-O’Shaughnessy de la Très-Longue-Maison"


@pytest.fixture
def manager(clock: Clock, post: smtp.Sink) -> User:
    """Of four reps: one gives up early, one waits too long, one keeps everything, one has just begun."""
    leila = journeys.rep(name=LONG)
    sam, theo = (
        journeys.rep(name=name, team=leila.team) for name in ("Sam Whitlock", "Theo Marín")
    )
    journeys.rep(name="Wei Zhou", team=leila.team)
    version, other = published_version(), published_version()
    counts(
        leila, version,
        gaps={2: 60, 3: 96, 4: 160, 8: 20, 9: 8}, endings={0: 60, 3: 14}, seen_through={10: 60},
        given_up={2: 2, 3: 2, 4: 10}, stops={1: 3, 2: 2, 4: 1}, answers={1: 6, 2: 5, 3: 7, 6: 7, 9: 5},
        words={0: 400, 1: 4}, replies={0: 28, 1: 2}, starts={0: 80}, weeks={0: 200, 2: 6},
        tries={number: 90 - 6 * number for number in range(1, 11)},
    )  # fmt: skip
    counts(
        sam, version,
        gaps={4: 100, 6: 90, 7: 60, 8: 11, 10: 9, 12: 11}, endings={0: 40}, seen_through={9: 1, 10: 39},
        answers={1: 3, 4: 2, 5: 6, 7: 6, 8: 5, 10: 4}, words={0: 380, 1: 9}, replies={0: 20},
        starts={0: 44, 1: 2}, weeks={0: 180, 1: 4},
    )  # fmt: skip
    counts(
        theo, other,
        gaps={3: 200, 5: 131}, endings={0: 30}, seen_through={10: 30}, words={0: 300}, starts={0: 30},
        replies={0: 15}, answers={2: 1, 3: 2, 6: 1}, weeks={0: 90},
    )  # fmt: skip
    return journeys.rep(name="Ines Duarte", role=Role.MANAGER, team=leila.team)


def read(page: Page, address: str = "/team/") -> None:
    """Until what stands beneath has come, too."""
    page.goto(address)
    expect(page.get_by_role("region", name="Why people say no")).to_be_visible()


def person(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name="Person by person").get_by_role("row", name=name)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_it_is_read_on_a_desk_and_on_a_phone(
    page_as: PageAs, manager: User, viewport: ViewportSize
) -> None:
    page = page_as(manager, viewport=viewport)
    read(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("given up early")
    expect(person(page, "Aoife-Máiréad")).to_contain_text("Stops after try 4")
    expect(page.get_by_role("img", name="When people answer, and when we stop")).to_be_visible()

    looks.pictures(page, f"team-{viewport['width']}")
    assert axe.violations_in_both_themes(page) == []
    assert looks.sideways_scroll(page) == {}
    assert looks.hidden_focus(page) == []
    for details in page.get_by_text("Show as a table").all():
        details.click()
    expect(page.get_by_role("cell", name="260")).to_be_visible()
    assert axe.violations_in_both_themes(page) == []
    assert looks.sideways_scroll(page) == {}


def test_it_is_read_on_paper(page_as: PageAs, manager: User) -> None:
    page = page_as(manager)
    read(page)
    page.emulate_media(media="print", color_scheme="light")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("navigation", name="Weeks")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.get_by_role("img", name="Days between tries")).to_be_visible()
    looks.picture(page, "team-print")


def test_a_chosen_time_changes_the_report_and_the_address_and_back_brings_it_again(
    page_as: PageAs, manager: User
) -> None:
    page = page_as(manager)
    read(page)
    page.get_by_role("link", name="Quarter").click()
    expect(page).to_have_url("/team/?weeks=13")
    expect(page.get_by_role("link", name="Quarter")).to_have_attribute("aria-current", "true")
    page.get_by_text("All cadences").first.click()
    page.locator(".pick a").last.click()
    expect(page).to_have_url(re.compile(r"/team/\?weeks=13&cadence=\d+$"))
    expect(person(page, "Wei Zhou")).to_be_visible()

    page.go_back()
    expect(page).to_have_url("/team/?weeks=13")
    expect(page.get_by_text("All cadences").first).to_be_visible()
    page.get_by_role("link", name="94%").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Gaps longer than seven days")


def test_what_needs_a_manager_is_done_in_three_presses(
    page_as: PageAs, manager: User, clock: Clock
) -> None:
    sam = User.objects.get(name="Sam Whitlock")
    tries = [journeys.planned(sam, email="") for _ in range(5)]
    last = max(touch.deadline_on for touch in tries)
    clock.move(datetime.combine(last, NOW.timetz()))
    page = page_as(manager)
    read(page)
    row = page.get_by_role("listitem").filter(has_text="5 of Sam’s people are at day seven")
    row.get_by_role("link", name="Share out").click()
    expect(page.get_by_role("region", name="Person by person")).to_be_visible()
    page.get_by_role("button", name="Give them").click()

    expect(page.get_by_text("5 people were given.")).to_be_visible()
    assert not Prospect.objects.filter(owner=sam).exists()


def test_without_a_script_everything_is_a_link(page_as: PageAs, manager: User) -> None:
    page = page_as(manager, java_script_enabled=False)
    page.goto("/team/")
    page.get_by_role("link", name="Quarter").click()
    expect(page).to_have_url("/team/?weeks=13")
    page.get_by_role("link", name="The plan try by try").click()
    expect(page.get_by_role("region", name="Why people say no")).to_be_visible()
    expect(page.get_by_role("link", name="Team").last).to_be_visible()


def test_a_team_without_people_is_told_so(page_as: PageAs) -> None:
    page = page_as(UserFactory.create(role=Role.MANAGER, team=TeamFactory.create()))
    read(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Nobody has finished yet.")
    expect(page.get_by_text("Nobody is in this team yet")).to_be_visible()
    looks.pictures(page, "team-empty")
    assert axe.violations_in_both_themes(page) == []
