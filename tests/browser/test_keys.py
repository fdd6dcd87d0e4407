"""Shortcuts press buttons that can be seen, never while someone types, never when switched off."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PageAs
from tests.factories.team import UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("gallery")]


def test_a_key_presses_its_control(page_as: PageAs) -> None:
    page = page_as("maya")
    page.goto("/gallery/")
    page.keyboard.press("j")
    page.wait_for_url("**/gallery/#next")


def test_a_slash_leads_to_find(page_as: PageAs) -> None:
    page = page_as("maya")
    page.goto("/gallery/")
    page.keyboard.press("/")
    expect(page.locator("[name=q]:focus")).to_have_value("")


def test_keys_typed_into_the_letter_are_letters(page_as: PageAs) -> None:
    page = page_as("maya")
    page.goto("/gallery/")
    page.get_by_label("Message").focus()
    page.keyboard.type("js?")
    expect(page.get_by_label("Message")).to_have_value(re.compile(re.escape("js?")))
    assert page.url.endswith("/gallery/")


def test_enter_goes_into_the_letter_and_escape_out_of_it(page_as: PageAs) -> None:
    page = page_as("maya")
    page.goto("/gallery/")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Message")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_ctrl_enter_presses_send_even_inside_the_letter(page_as: PageAs) -> None:
    page = page_as("maya")
    page.goto("/gallery/")
    page.evaluate(
        "document.querySelector('.go').addEventListener('click', () => { document.title = 'pressed' })"
    )
    page.get_by_label("Message").focus()
    page.keyboard.press("Control+Enter")
    expect(page).to_have_title("pressed")


def test_g_then_c_goes_to_the_cadences(page_as: PageAs) -> None:
    page = page_as("maya")
    page.goto("/gallery/")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/cadences/")


def test_the_question_mark_shows_the_shortcuts_in_a_dialog(page_as: PageAs) -> None:
    page = page_as("maya")
    page.goto("/gallery/")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    dialog.get_by_text("Next, previous person").wait_for()
    expect(dialog.get_by_text("Add a fact, on the research page")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_switched_off_shortcuts_do_nothing_and_show_no_hints(page_as: PageAs) -> None:
    page = page_as(UserFactory.create(shortcuts_on=False))
    page.goto("/gallery/")
    page.keyboard.press("j")
    page.wait_for_timeout(100)
    assert page.url.endswith("/gallery/")
    expect(page.locator("kbd:visible")).to_have_count(0)
