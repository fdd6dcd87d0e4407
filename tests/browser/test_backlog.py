"""A rep comes back to more than a day holds: the queue offers to spread it, the page shows each day, one press does it."""

import pytest
from playwright.sync_api import expect

from cadence.models import Touch
from team.models import Policy, TimeOff, User
from tests import journeys
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs
from tests.browser.test_every_page import _one_instant
from tests.cadence.absences import day
from tests.cadence.test_spreading import late

__all__ = ["_one_instant"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def maya() -> User:
    """Back since today, with four late tries, of which a day holds two."""
    user = journeys.rep(name="Maya Lindgren")
    late(user, -14, -13, -12, -11)
    TimeOff.objects.create(user=user, first_day=day(-9), last_day=day(-1))
    Policy.objects.create(pk=1, daily_capacity=2)
    return user


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_late_is_spread_from_the_queue(page_as: PageAs, maya: User, scripts: bool) -> None:
    page = page_as(maya, java_script_enabled=scripts)
    page.goto("/queue/")
    expect(page.get_by_text("4 tries are late.")).to_be_visible()
    page.get_by_role("link", name="Spread these over the coming days").click()
    expect(page.get_by_role("row", name="Today 0 2 2")).to_be_visible()
    expect(page.get_by_role("row", name="Tue 17 Nov 0 2 2")).to_be_visible()
    if scripts:
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            looks.pictures(page, f"backlog-{size['width']}")
            assert axe.violations_in_both_themes(page) == []
        assert looks.sideways_scroll(page) == {}
        page.set_viewport_size(DESK)
    page.get_by_role("button", name="Spread them").click()
    expect(page.get_by_text("2 tries moved to the days to come.")).to_be_visible()
    expect(page.get_by_text("4 tries are late.")).to_have_count(0)

    assert Touch.objects.filter(moved_on=day(1)).count() == 2


def test_the_offer_in_the_queue_is_accessible_and_fits(page_as: PageAs, maya: User) -> None:
    page = page_as(maya)
    page.goto("/queue/")
    expect(page.get_by_text("4 tries are late.")).to_be_visible()
    looks.pictures(page, "backlog-queue")
    assert axe.violations_in_both_themes(page) == []
    assert looks.sideways_scroll(page) == {}
