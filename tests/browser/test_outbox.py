"""The browser holds the trigger: it posts the delivery when the time to undo is over, and only then."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe, looks
from tests.browser.conftest import PageAs
from tests.browser.urls import POSTED
from tests.browser.watch import Watch

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("gallery")]


@pytest.fixture(autouse=True)
def _nothing_posted() -> None:
    POSTED.clear()


def _toast(page: Page, text: str) -> None:
    expect(page.locator("#toasts")).to_contain_text(text)


def test_when_the_time_to_undo_is_over_this_browser_posts_the_delivery_once(
    page_as: PageAs,
) -> None:
    page = page_as("maya")
    page.goto("/outbox/?seconds=1")
    _toast(page, "Sending to Aoife")
    assert POSTED == []
    _toast(page, "Posted /outbox/delivery/")
    page.wait_for_timeout(600)
    assert POSTED == ["/outbox/delivery/"]


def test_undo_posts_the_withdrawal_and_nothing_else(page_as: PageAs) -> None:
    page = page_as("maya")
    page.goto("/outbox/?seconds=2")
    looks.picture(page, "outbox")
    assert axe.violations(page) == []
    page.get_by_role("button", name="Undo").click()
    _toast(page, "Posted /outbox/withdrawal/")
    page.wait_for_timeout(2200)
    assert POSTED == ["/outbox/withdrawal/"]


def test_z_takes_it_back(page_as: PageAs) -> None:
    page = page_as("maya")
    page.goto("/outbox/?seconds=30")
    page.keyboard.press("z")
    _toast(page, "Posted /outbox/withdrawal/")
    assert POSTED == ["/outbox/withdrawal/"]


def test_a_closed_page_sends_nothing(page_as: PageAs) -> None:
    page = page_as("maya")
    page.goto("/outbox/?seconds=1")
    page.close(run_before_unload=False)
    other = page_as("maya")
    other.goto("/gallery/")
    other.wait_for_timeout(1500)
    assert POSTED == []


def test_leaving_the_page_while_a_letter_waits_asks_first(page_as: PageAs) -> None:
    page = page_as("maya")
    page.goto("/outbox/?seconds=30")
    page.get_by_role("heading", name="Outbox").click()
    asked: list[str] = []

    def answer(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.accept()  # type: ignore[attr-defined]

    page.on("dialog", answer)
    page.goto("/gallery/")
    assert asked == ["beforeunload"]
    assert POSTED == []


def test_offline_it_waits_and_says_so_and_counts_again_when_back(
    page_as: PageAs, watch: Watch
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = page_as("maya")
    page.goto("/outbox/?seconds=1")
    page.context.set_offline(True)
    _toast(page, "You're offline. The letter to Aoife waits here.")
    assert POSTED == []
    page.context.set_offline(False)
    _toast(page, "Posted /outbox/delivery/")
    assert POSTED == ["/outbox/delivery/"]


def test_an_answer_of_500_leaves_the_letter_waiting_and_says_that_nothing_is_lost(
    page_as: PageAs, watch: Watch
) -> None:
    watch.expect("status of 500")
    page = page_as("maya")
    page.goto("/outbox/?seconds=1")
    page.evaluate(
        "document.querySelector('[data-deliver]').setAttribute('hx-post', '/outbox/delivery/?fails=1')"
    )
    _toast(page, "The letter to Aoife is waiting for you.")
    _toast(page, "That did not work, and nothing is lost.")
    page.wait_for_timeout(1500)
    assert POSTED == ["/outbox/delivery/"]


def test_a_computer_that_slept_through_the_countdown_asks_and_does_not_send(
    page_as: PageAs,
) -> None:
    page = page_as("maya")
    page.clock.install()
    page.goto("/outbox/?seconds=5")
    page.clock.fast_forward("02:00:00")
    _toast(page, "The letter to Aoife is waiting for you.")
    assert POSTED == []
    page.get_by_role("button", name="Send it now").click()
    _toast(page, "Posted /outbox/delivery/")


def test_without_javascript_both_buttons_are_real_forms(page_as: PageAs, watch: Watch) -> None:
    watch.expect(
        "status of 404"
    )  # The stand-in's answer has no head, so the browser asks for an icon.
    page = page_as("maya", java_script_enabled=False)
    page.goto("/outbox/?seconds=1")
    expect(page.get_by_text("has not left yet")).to_be_visible()
    page.get_by_role("button", name="Send it now").click()
    assert POSTED == ["/outbox/delivery/"]
