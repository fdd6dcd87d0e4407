"""A letter of unknown fate in a real browser: first in the queue, and settled by keyboard."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from cadence.enums import DeliveryState
from cadence.models import Delivery
from cadence.services import sending, settling
from mailbox.services import reading
from team.enums import Role
from team.models import User
from tests import journeys, smtp
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs
from tests.browser.test_queue import _one_instant, maya, post
from tests.cadence.test_sent_copies import filed
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["_one_instant", "maya", "post"]
MOST_TABS = 80


@pytest.fixture
def unknown(maya: User, post: smtp.Sink) -> Delivery:
    """A letter whose answer was lost; the rep's two drafts wait behind it."""
    approval = journeys.approved(maya, email="aoife@corrib.example")
    post.refuse_at = "lost"
    delivery = sending.deliver(approval, by=maya, session=approval.session, at=NOW)
    post.refuse_at = ""
    assert delivery.state == DeliveryState.UNKNOWN
    return delivery


def _walk_to(page: Page, name: str) -> None:
    """Tab by tab, as somebody without a mouse."""
    button = page.get_by_role("button", name=name, exact=True)
    for _tab in range(MOST_TABS):
        page.keyboard.press("Tab")
        if button.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"“{name}” cannot be reached with the Tab key")


@pytest.mark.parametrize(
    ("button", "state"),
    [("It left", DeliveryState.SENT), ("It didn't", DeliveryState.FAILED)],
)
def test_the_rep_says_what_became_of_it_by_keyboard_and_the_next_person_stands_there(
    page_as: PageAs, maya: User, unknown: Delivery, button: str, state: DeliveryState
) -> None:
    page = page_as(maya)
    page.goto("/queue/")
    expect(page.locator("#notices")).to_contain_text("We can't tell whether it left.")
    expect(page.locator("#rail .row").first).to_contain_text("We can't tell whether it left.")

    _walk_to(page, button)
    page.keyboard.press("Enter")

    expect(page.locator("#notices")).not_to_contain_text("We can't tell whether it left.")
    expect(page.locator("#rail")).not_to_contain_text("We can't tell whether it left.")
    kept = Delivery.objects.get(pk=unknown.pk)
    assert (kept.state, kept.resolved_by) == (state, maya)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_what_the_sent_folder_says_is_there_to_read(
    page_as: PageAs, maya: User, unknown: Delivery, viewport: dict[str, int]
) -> None:
    mailbox = unknown.approval.mailbox
    reading.read_mailbox(mailbox, at=NOW + timedelta(seconds=30))
    page = page_as(maya, viewport=viewport)
    page.goto("/queue/")
    expect(page.locator("#notices")).to_contain_text("We looked at 09:00 and found no copy.")
    looks.picture(page, f"unknown-{viewport['width']}")

    filed(mailbox, unknown.message_id, received_at=NOW)
    settling.settle(NOW + timedelta(minutes=1))
    page.reload()

    expect(page.locator("#notices")).to_contain_text("A copy is in your Sent folder since 09:00.")
    assert axe.violations_in_its_theme(page) == []


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_manager_says_it_for_a_rep_who_is_gone_from_the_persons_page(
    page_as: PageAs, maya: User, unknown: Delivery, viewport: dict[str, int]
) -> None:
    User.objects.filter(pk=maya.pk).update(is_active=False)
    manager = UserFactory.create(name="Ines Duarte", role=Role.MANAGER, team=maya.team)
    page = page_as(manager, viewport=viewport)
    page.goto("/queue/")
    expect(page.locator("#notices")).to_contain_text("Maya no longer signs in here.")
    looks.pictures(page, f"left-behind-queue-{viewport['width']}")
    faults = axe.violations_in_its_theme(page)

    page.goto(f"/people/{unknown.touch.prospect_id}/")
    expect(page.locator("#cadence-panel")).to_contain_text("Maya no longer signs in here.")
    looks.pictures(page, f"left-behind-person-{viewport['width']}")
    faults += [*axe.violations_in_its_theme(page), *looks.hidden_focus(page)]
    assert (faults, looks.sideways_scroll(page)) == ([], {})
    page.get_by_role("button", name="It left", exact=True).click()

    expect(page.locator("#toasts")).to_contain_text("Kept. Thank you for looking.")
    expect(page.locator("#cadence-panel")).to_contain_text("You said that it left")
    kept = Delivery.objects.get(pk=unknown.pk)
    assert (kept.state, kept.resolved_by) == (DeliveryState.SENT, manager)


def test_without_javascript_it_is_settled_all_the_same(
    page_as: PageAs, maya: User, unknown: Delivery
) -> None:
    page = page_as(maya, java_script_enabled=False)
    page.goto(f"/queue/{unknown.touch_id}/")
    page.get_by_role("button", name="It left", exact=True).click()
    expect(page.get_by_text("Kept. Thank you for looking.")).to_be_visible()
    assert Delivery.objects.get(pk=unknown.pk).state == DeliveryState.SENT
