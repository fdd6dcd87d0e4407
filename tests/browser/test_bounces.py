"""Six letters came back: the margin says so before the press, and leads to where somebody looks why."""

import pytest
from playwright.sync_api import expect

from team.models import User
from tests import journeys, smtp
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs, ViewportSize
from tests.browser.test_queue import _one_instant, post
from tests.cadence.test_bouncing import bounced
from tests.factories.team import UserFactory

__all__ = ["_one_instant", "post"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def maya(post: smtp.Sink) -> User:
    user = UserFactory.create(name="Maya Okafor")
    bounced(user, 6)
    return user


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_margin_and_the_queues_head_say_that_the_mailbox_stands(
    page_as: PageAs, maya: User, viewport: ViewportSize
) -> None:
    touch = journeys.drafted(maya, email="next@corrib.example").touch
    page = page_as(maya, viewport=viewport)
    page.goto(f"/queue/{touch.pk}/")
    margin = page.get_by_role("listitem").filter(has_text="Too many letters came back")
    expect(margin).to_contain_text("6 of your last 6 letters came back.")
    looks.pictures(page, f"came-back-{viewport['width']}")
    assert axe.violations_in_its_theme(page) == []
    assert looks.sideways_scroll(page) == {}

    margin.get_by_role("link", name="Look why").click()

    expect(page.get_by_role("heading", name="Letters that came back")).to_be_visible()
