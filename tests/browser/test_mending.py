"""A letter that may not leave as it is, mended with one press each."""

import pytest
from playwright.sync_api import ViewportSize, expect

from team.models import User
from tests import journeys, smtp
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs
from tests.browser.test_queue import _one_instant, post
from tests.browser.watch import Watch
from tests.factories.team import UserFactory

__all__ = ["_one_instant", "post"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def maya(post: smtp.Sink) -> User:
    user = UserFactory.create(name="Maya Okafor", undo_seconds=0)
    journeys.connected(user)
    return user


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_blocked_send_is_mended_with_one_press_each_and_leaves(
    page_as: PageAs, maya: User, post: smtp.Sink, watch: Watch, viewport: ViewportSize
) -> None:
    watch.expect("status of 422")
    touch = journeys.drafted(maya).touch
    page = page_as(maya, viewport=viewport)
    page.goto(f"/queue/{touch.pk}/")
    page.get_by_label("Subject").fill("Re: Night loading at Oranmore")
    page.get_by_label("Message").fill(journeys.LETTER.replace("Hi Aoife", "Hi Tomasz"))
    expect(page.get_by_text("This greets “Tomasz”").first).to_be_visible()
    page.get_by_label("Read it aloud").check()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#checks")).to_contain_text("This greets “Tomasz”")
    assert post.letters == []
    looks.pictures(page, f"blocked-{viewport['width']}")
    assert axe.violations_in_its_theme(page) == []
    assert looks.sideways_scroll(page) == {}

    page.get_by_role("button", name="Write Aoife").press("Enter")
    expect(page.get_by_label("Message")).to_have_value(journeys.LETTER)
    page.get_by_role("button", name="Take it off").press("Enter")
    expect(page.get_by_label("Subject")).to_have_value("Night loading at Oranmore")

    expect(page.get_by_text("Name is right").first).to_be_visible()
    looks.pictures(page, f"mended-{viewport['width']}")
    page.get_by_label("Read it aloud").check()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("Sent to Aoife")
    assert [letter["Subject"] for letter in post.letters] == ["Night loading at Oranmore"]


def test_show_it_selects_the_passage_in_the_letter(page_as: PageAs, maya: User) -> None:
    touch = journeys.drafted(maya).touch
    page = page_as(maya)
    page.goto(f"/queue/{touch.pk}/")
    message = page.get_by_label("Message")
    message.fill(journeys.LETTER.replace("I wrote", "Just circling back. I wrote"))

    page.get_by_role("link", name="Show it A worn phrase").press("Enter")

    expect(message).to_be_focused()
    selected = "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    assert message.evaluate(selected) == "circling back"
    page.get_by_text("See what is marked").click()
    expect(page.locator("mark")).to_have_text("circling back")
    looks.pictures(page, "marked")
    assert axe.violations_in_both_themes(page) == []
