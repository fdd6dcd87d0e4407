"""Somebody is interested: their day is chosen, they come back on it, and it ends as met, by keyboard alone."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from cadence.enums import ReplyKind, SkipReason
from cadence.models import Enrollment, Reply
from cadence.services import answering
from team.models import User
from tests import journeys, smtp
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs, ViewportSize
from tests.browser.test_queue import _one_instant, post
from tests.cadence import answers
from tests.factories.team import UserFactory
from tests.times import NOW

__all__ = ["_one_instant", "post"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def maya(post: smtp.Sink) -> User:
    """A rep to whom Aoife wrote that she is interested."""
    user = UserFactory.create(name="Maya Okafor", undo_seconds=1)
    journeys.connected(user)
    reply = answers.wrote(journeys.planned(user).prospect, "Thursday at ten? Bring the two crews.")
    answers.named(reply, ReplyKind.INTERESTED)
    return user


def answered() -> Enrollment:
    """The rep answered elsewhere, and today is the day."""
    touch = answers.answer_to(Reply.objects.get())
    answering.leave_out(touch, by=touch.owner, at=NOW, reason=SkipReason.TOLD_THEM)
    Enrollment.objects.update(paused_until=NOW.date())
    return Enrollment.objects.get()


def choose_a_day(page: Page) -> None:
    page.keyboard.press("l")
    expect(page.get_by_role("dialog")).to_contain_text("When does Aoife come back?")
    page.get_by_label("The day", exact=True).fill((NOW + timedelta(days=10)).date().isoformat())
    page.get_by_label("In a few words").fill("We meet at ten.")


def test_a_day_is_chosen_beside_the_answer(page_as: PageAs, maya: User) -> None:
    page = page_as(maya)
    page.goto("/queue/")
    looks.pictures(page, "talking-answer")

    choose_a_day(page)
    looks.picture(page, "dialog-comeback")
    assert axe.violations(page, "#dialog") == []
    page.keyboard.press("Control+Enter")

    expect(page.locator("#toasts")).to_contain_text("Aoife Ní Bhriain is back on")
    talk = Enrollment.objects.get()
    assert (talk.paused_until, talk.pause_reason) == (
        (NOW + timedelta(days=10)).date(),
        "We meet at ten.",
    )


def test_on_their_day_it_ends_as_met(page_as: PageAs, maya: User) -> None:
    answered()
    page = page_as(maya)
    page.goto("/queue/")
    expect(page.locator("#main")).to_contain_text("You are talking with Aoife.")
    looks.pictures(page, "talking-day")

    page.keyboard.press("m")
    expect(page.get_by_role("dialog")).to_contain_text("How did it go with Aoife")
    expect(page.get_by_label("We talked")).to_be_checked()
    looks.picture(page, "dialog-met")
    assert axe.violations(page, "#dialog") == []
    page.get_by_label("In a few words").fill("Two depots in spring.")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#main")).to_contain_text("That's everyone for today.")
    assert Enrollment.objects.get().ending == "met"


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_pages_are_accessible(page_as: PageAs, maya: User, viewport: ViewportSize) -> None:
    page = page_as(maya, viewport=viewport)
    for where, address in (
        ("answer", f"/queue/{answers.answer_to(Reply.objects.get()).pk}/"),
        ("reply", f"/queue/replies/{Reply.objects.get().pk}/"),
        ("person", f"/people/{Reply.objects.get().prospect_id}/"),
        ("later", "/queue/later/"),
    ):
        page.goto(address)
        expect(page.locator("main")).to_contain_text("Aoife")
        looks.picture(page, f"talking-{where}-{viewport['width']}")
        assert axe.violations_in_its_theme(page) == []
        assert looks.sideways_scroll(page) == {}


def test_it_works_without_javascript(page_as: PageAs, maya: User) -> None:
    answered()
    page = page_as(maya, java_script_enabled=False)
    page.goto("/queue/")
    page.get_by_role("link", name="We talked").click()
    page.get_by_label("In a few words").fill("Two depots in spring.")
    page.get_by_role("button", name="Keep it").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Aoife Ní Bhriain")
    assert Enrollment.objects.get().ending_note == "Two depots in spring."
