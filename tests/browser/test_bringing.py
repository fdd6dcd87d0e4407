"""What a try brings, chosen over the desk in a real browser."""

import pytest
from playwright.sync_api import ViewportSize, expect

from cadence.models import Touch
from research.models import Question
from tests import journeys
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs
from tests.browser.test_every_page import _one_instant  # noqa: F401  (a fixture)
from tests.cadence import days
from tests.factories.research import ImpactStoryFactory, QuestionFactory
from tests.journeys import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def _after_a_call_with(question: Question) -> Touch:
    """The first call brought this; the next try is open."""
    first = days.begun_with_calls(journeys.researched(), NOW)
    Touch.objects.filter(pk=first.pk).update(question=question)
    return days.called(first, NOW)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_another_story_is_chosen_over_the_desk_by_keyboard(
    page_as: PageAs, viewport: ViewportSize
) -> None:
    had = QuestionFactory.create(text="Who signs at the door?")
    story = ImpactStoryFactory.create(industry="")
    touch = _after_a_call_with(had)
    page = page_as(touch.owner, viewport=viewport)
    page.goto(f"/queue/{touch.pk}/")
    expect(page.get_by_text("Brings nothing new yet.")).to_be_visible()
    page.locator("main h1").focus()
    page.keyboard.press("v")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Used on")).to_be_visible()
    expect(dialog.get_by_label("Who signs at the door?")).to_be_disabled()
    looks.pictures(page, f"bring-{viewport['width']}")
    assert axe.violations_in_its_theme(page) == []

    dialog.get_by_label(story.title).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_text("Brings a story.")).to_be_visible()
    expect(dialog).to_be_hidden()
    looks.pictures(page, f"brings-{viewport['width']}")
