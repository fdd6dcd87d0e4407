"""Asking us to stop, and the list of those who did, in a real browser: also without a script, on a desk and on a phone."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from cadence.models import Approval, Enrollment, Reply
from cadence.services import unsubscribing
from prospects.models import Suppression
from team.models import User
from tests import journeys, smtp
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs
from tests.browser.test_queue import _one_instant, maya, post
from tests.browser.watch import Watch
from tests.journeys import NOW

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["_one_instant", "maya", "post"]

VIEWPORTS = pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])


@pytest.fixture
def letter(maya: User, post: smtp.Sink) -> Approval:
    return journeys.approved(maya, email="aoife@corrib.example")


def faults_of(page: Page) -> list[str]:
    return axe.violations_in_its_theme(page) + looks.hidden_focus(page)


@VIEWPORTS
def test_one_press_without_a_script_stops_everything(
    new_context: Callable[..., BrowserContext], letter: Approval, viewport: ViewportSize
) -> None:
    context = new_context(viewport=viewport, java_script_enabled=False)
    page = context.new_page()

    page.goto(urlsplit(unsubscribing.link_for(letter)).path)
    expect(page.get_by_role("heading")).to_have_text("Shall we stop writing to you?")
    assert not Suppression.objects.exists()
    page.get_by_role("button", name="Please stop").click()

    expect(page.get_by_role("heading")).to_have_text("We have stopped")
    assert context.cookies() == []
    assert Enrollment.objects.get(pk=letter.touch.enrollment_id).ending == "stopped"


@VIEWPORTS
def test_what_the_recipient_sees_is_accessible(
    new_context: Callable[..., BrowserContext], letter: Approval, viewport: ViewportSize
) -> None:
    page = new_context(viewport=viewport).new_page()
    found = []

    page.goto(urlsplit(unsubscribing.link_for(letter)).path)
    looks.pictures(page, f"stop-asked-{viewport['width']}")
    found += faults_of(page)
    page.get_by_role("button", name="Please stop").click()
    expect(page.get_by_role("heading")).to_have_text("We have stopped")
    looks.pictures(page, f"stop-done-{viewport['width']}")
    found += faults_of(page)

    assert found == []


@VIEWPORTS
def test_a_domain_is_added_over_the_numbers_and_found_by_an_address(
    page_as: PageAs, letter: Approval, viewport: ViewportSize
) -> None:
    page = page_as(letter.reviewer, viewport=viewport)

    page.goto("/settings/stop-list/new/")
    page.get_by_label("E-mail, domain, phone or LinkedIn profile").fill("Corrib.example")
    page.get_by_label("Why").fill("They write to nobody this year.")
    page.get_by_role("button", name="See whom it reaches").click()
    expect(page.get_by_text("3 running cadences end")).to_be_visible()
    looks.pictures(page, f"stop-preview-{viewport['width']}")
    assert faults_of(page) == []
    page.get_by_role("button", name="Stop writing there").click()

    expect(page.get_by_role("status")).to_contain_text("3 cadences ended.")
    page.get_by_label("E-mail, domain, phone, profile or name").fill("Sean+any@corrib.example")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("rowheader")).to_have_text("corrib.example")


@VIEWPORTS
def test_a_press_of_the_link_is_read_as_an_event_and_is_one_row_of_the_list(
    page_as: PageAs, letter: Approval, viewport: ViewportSize
) -> None:
    unsubscribing.stop_through_link(letter, at=NOW)
    page = page_as(letter.reviewer, viewport=viewport)
    pressed = "Pressed the unsubscribe link on 16 November."

    page.goto(f"/queue/replies/{Reply.objects.get().pk}/")
    expect(page.get_by_text(f"{pressed} We've stopped everything.")).to_be_visible()
    expect(page.locator("blockquote")).to_have_count(0)
    looks.pictures(page, f"stop-pressed-{viewport['width']}")
    found = faults_of(page)
    page.goto("/settings/stop-list/?q=aoife")
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("rowheader")).to_contain_text("aoife@corrib.example")
    looks.pictures(page, f"stop-list-{viewport['width']}")
    found += faults_of(page)

    assert found == []


def test_a_list_with_a_fault_says_so_where_the_reader_is(
    page_as: PageAs, maya: User, watch: Watch
) -> None:
    watch.expect("status of 422")
    page = page_as(maya)

    page.goto("/settings/stop-list/import/")
    page.get_by_label("Or paste the list").fill("anna@corrib.example\nnobody\n")
    page.get_by_label("Why").fill("From the old system")
    page.get_by_role("button", name="Stop writing to all of these").click()

    expect(page.get_by_role("alert")).to_contain_text("Line 2: “nobody”")
    expect(page.get_by_role("alert")).to_be_focused()
    assert axe.violations_in_both_themes(page) + looks.hidden_focus(page) == []
