"""Every component on one page: accessible in both themes, on a desk and on a phone."""

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("gallery")]


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_components_are_accessible(page_as: PageAs, viewport: ViewportSize) -> None:
    page = page_as("maya", viewport=viewport)
    page.goto("/gallery/")
    looks.pictures(page, f"gallery-{viewport['width']}")
    assert axe.violations_in_both_themes(page) == []
    assert looks.hidden_focus(page) == []


def test_the_three_panes_never_scroll_sideways(page_as: PageAs) -> None:
    page = page_as("maya")
    page.goto("/gallery/")
    assert looks.sideways_scroll(page) == {}


def test_a_phone_shows_one_pane_at_a_time(page_as: PageAs) -> None:
    page = page_as("maya", viewport=PHONE)
    page.goto("/gallery/")
    letter, facts = page.get_by_label("Message"), page.get_by_text("Oranmore depot moves")
    expect(letter).to_be_visible()
    expect(facts).to_be_hidden()
    page.get_by_text("Research", exact=True).click()
    expect(letter).to_be_hidden()
    expect(facts).to_be_visible()


def test_a_phone_opens_the_queue_as_a_sheet_and_the_sections_as_a_menu(page_as: PageAs) -> None:
    page = page_as("maya", viewport=PHONE)
    page.goto("/gallery/")
    expect(page.get_by_text("Tomasz Wójcik")).to_be_hidden()
    page.get_by_role("button", name="Queue").click()
    expect(page.get_by_text("Tomasz Wójcik")).to_be_visible()
    assert axe.violations(page, "#lane") == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="Cadences")).to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    looks.picture(page, "menu-390")
    assert axe.violations(page, "#menu") == []


def test_words_are_counted_while_typing_and_the_check_follows(page_as: PageAs) -> None:
    page = page_as("maya")
    page.goto("/gallery/")
    page.get_by_label("Message").fill("one two three four five six")
    expect(page.locator("#wc")).to_have_text("6")
    expect(page.locator(".check", has=page.locator("#wc"))).to_have_attribute("data-s", "warn")
