"""Shortcuts press buttons that can be seen, never while someone types, never when switched off."""

import pytest

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
    assert page.evaluate("document.activeElement.name") == "q"
    assert page.evaluate("document.activeElement.value") == ""


def test_keys_typed_into_the_letter_are_letters(page_as: PageAs) -> None:
    page = page_as("maya")
    page.goto("/gallery/")
    page.get_by_label("Message").focus()
    page.keyboard.type("js?")
    assert "js?" in page.get_by_label("Message").input_value()
    assert page.url.endswith("/gallery/")


def test_enter_goes_into_the_letter_and_escape_out_of_it(page_as: PageAs) -> None:
    page = page_as("maya")
    page.goto("/gallery/")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "body"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_ctrl_enter_presses_send_even_inside_the_letter(page_as: PageAs) -> None:
    page = page_as("maya")
    page.goto("/gallery/")
    page.evaluate(
        "document.querySelector('.go').addEventListener('click', () => { document.title = 'pressed' })"
    )
    page.get_by_label("Message").focus()
    page.keyboard.press("Control+Enter")
    assert page.title() == "pressed"


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
    page.keyboard.press("Escape")
    assert not dialog.is_visible()


def test_switched_off_shortcuts_do_nothing_and_show_no_hints(page_as: PageAs) -> None:
    page = page_as(UserFactory.create(shortcuts_on=False))
    page.goto("/gallery/")
    page.keyboard.press("j")
    page.wait_for_timeout(100)
    assert page.url.endswith("/gallery/")
    assert page.locator("kbd:visible").count() == 0
