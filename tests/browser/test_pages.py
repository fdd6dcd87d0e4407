"""The pages of the team room: usable by keyboard, at every width, in both themes, without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe, looks, walk
from tests.browser.conftest import PHONE, PageAs
from tests.browser.watch import Watch
from tests.factories.team import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ["/settings/you/", "/settings/keyboard/", "/accounts/password/change/", "/help/"]
DOORS = ["/accounts/login/", "/accounts/signup/", "/accounts/inactive/"]


def test_pages_are_accessible_and_fit(page_as: PageAs) -> None:
    assert walk.faults(page_as("maya"), PAGES, pictures="team") == {}


@pytest.mark.parametrize("address", DOORS)
def test_doors_are_accessible(visitor: Page, address: str) -> None:
    visitor.goto(address)
    looks.pictures(visitor, address.strip("/").replace("/", "-"))
    assert axe.violations_in_both_themes(visitor) == []
    assert looks.sideways_scroll(visitor) == {}


def test_a_page_that_is_not_there_is_accessible_and_leads_back(
    page_as: PageAs, watch: Watch
) -> None:
    watch.expect("status of 404")
    page = page_as("maya", viewport=PHONE)
    page.goto("/people/987654321/")
    expect(page.get_by_role("heading", name="Not here")).to_be_visible()
    looks.pictures(page, "404")
    assert axe.violations_in_both_themes(page) == []
    expect(page.get_by_role("link", name="Back to the start")).to_have_attribute("href", "/")


def test_signing_in_needs_no_mouse_and_lets_passwords_be_pasted(visitor: Page) -> None:
    user = UserFactory.create()
    visitor.goto("/accounts/login/?next=/settings/you/")
    visitor.keyboard.type(user.email)
    visitor.keyboard.press("Tab")
    visitor.keyboard.insert_text(PASSWORD)
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/settings/you/")
    expect(visitor.get_by_role("button", name=f"Your account, {user.name}")).to_be_visible()


def test_the_sign_in_form_tells_password_managers_what_is_what(visitor: Page) -> None:
    visitor.goto("/accounts/login/")
    kinds = [
        visitor.get_by_label(label).get_attribute("autocomplete") for label in ("Email", "Password")
    ]
    assert kinds == ["username", "current-password"]


def test_a_refused_sign_in_is_said_and_the_address_stays(visitor: Page) -> None:
    visitor.goto("/accounts/login/")
    visitor.get_by_label("Email").fill("someone@fernhill.example")
    visitor.get_by_label("Password").fill("wrong")
    visitor.get_by_role("button", name="Sign in", exact=True).click()
    expect(visitor.get_by_role("alert").first).to_have_text(
        "That email and password do not belong together."
    )
    looks.picture(visitor, "login-refused")
    expect(visitor.get_by_label("Email")).to_have_value("someone@fernhill.example")
    assert axe.violations(visitor) == []


def test_signing_out_is_in_the_account_menu_and_works_without_script(page_as: PageAs) -> None:
    page = page_as("maya", java_script_enabled=False)
    page.goto("/help/")
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/")


def test_settings_are_kept_and_said_so(page_as: PageAs) -> None:
    page = page_as("maya")
    page.goto("/settings/you/")
    page.get_by_label("Seconds to undo").fill("30")
    page.get_by_role("button", name="Keep these settings").click()
    expect(page.get_by_role("status")).to_contain_text("Kept.")
    expect(page.get_by_label("Seconds to undo")).to_have_value("30")


def test_a_wrong_setting_is_said_on_top_with_a_way_to_its_field(
    page_as: PageAs, watch: Watch
) -> None:
    watch.expect("status of 422")
    page = page_as("maya")
    page.goto("/settings/you/")
    page.get_by_label("Seconds to undo").fill("99")
    page.get_by_label("Your name").fill("Maya Ó")
    page.get_by_role("button", name="Keep these settings").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Nothing you typed is lost.")
    looks.picture(page, "you-refused")
    assert axe.violations(page) == []
    summary.get_by_role("link").click()
    expect(page.get_by_label("Seconds to undo")).to_be_focused()
    expect(page.get_by_label("Your name")).to_have_value("Maya Ó")


def test_the_theme_is_kept_on_this_computer_and_set_before_the_first_paint(
    page_as: PageAs,
) -> None:
    page = page_as("maya", color_scheme="light")
    page.goto("/help/")
    page.get_by_role("button", name="Switch between light and dark").click()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    page.reload(wait_until="commit")
    page.wait_for_selector("html[data-theme=dark]", state="attached")


def test_a_slow_answer_and_a_lost_session_say_so_and_leave_the_page(
    page_as: PageAs, watch: Watch
) -> None:
    page = page_as("maya")
    page.goto("/settings/you/")
    page.get_by_label("Your name").fill("Half a letter")
    page.context.clear_cookies()
    page.evaluate("htmx.ajax('GET', '/help/', {target: 'main'})")
    expect(page.get_by_role("status")).to_contain_text("You have been signed out.")
    expect(page.get_by_label("Your name")).to_have_value("Half a letter")


def test_a_page_costs_few_requests_and_little_weight_the_first_time(page_as: PageAs) -> None:
    page = page_as("maya")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/settings/you/", wait_until="networkidle")
    assert len(asked) <= 10, asked
