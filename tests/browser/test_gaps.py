"""Late days by cause: a manager opens each number, a person's page says whose they were."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from cadence.models import Enrollment
from team.enums import Role
from team.models import TimeOff, User
from tests import journeys, smtp
from tests.adherence.ledger import begun, count, day, tried
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs, ViewportSize
from tests.browser.test_queue import post
from tests.cadence.conftest import Clock, clock
from tests.times import NOW

__all__ = ["clock", "post"]

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "worker"])


@pytest.fixture
def manager(clock: Clock, post: smtp.Sink) -> User:
    """Of two reps: one was away for some of the days, the other was late."""
    maya = journeys.rep(name="Maya Lindholm")
    jonas = journeys.rep(name="Jonas Berg", team=maya.team)
    TimeOff.objects.create(user=maya, first_day=day(8), last_day=day(11))
    tried(clock, begun(maya, name="Aoife Ní Bhriain", email="aoife@corrib.example"), 0)
    tried(clock, begun(jonas, name="Seán Ó Sé", email="sean@corrib.example"), 4)
    count(clock.move(NOW + timedelta(days=14)))
    return journeys.rep(name="Ines Duarte", role=Role.MANAGER, team=maya.team)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_manager_opens_a_number_and_finds_whose_days_they_are(
    page_as: PageAs, manager: User, viewport: ViewportSize
) -> None:
    page = page_as(manager, viewport=viewport)
    page.goto("/team/gaps/")
    expect(page.get_by_role("heading", name="Late days").first).to_be_visible()
    looks.pictures(page, f"gaps-{viewport['width']}")
    assert axe.violations_in_its_theme(page) == []
    assert looks.sideways_scroll(page) == {}

    page.get_by_role("row", name="Time off").get_by_role("link", name="4").click()
    rows = page.get_by_role("region", name="Time off")
    expect(rows.get_by_role("link", name="Aoife Ní Bhriain")).to_be_visible()
    expect(rows).not_to_contain_text("Seán")
    rows.get_by_role("link", name="Aoife Ní Bhriain").click()

    expect(page.get_by_role("region", name="Longer than seven days")).to_contain_text(
        "14 days since the last try, of which 4 in time off, 3 late by us."
    )
    looks.pictures(page, f"gaps-person-{viewport['width']}")
    assert axe.violations_in_its_theme(page) == []
    assert looks.sideways_scroll(page) == {}
    assert Enrollment.objects.count() == 2
