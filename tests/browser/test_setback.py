"""After a no: two questions in the dialog, by keyboard, and the answers beside the next letter to that company."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from cadence.models import Setback
from tests import journeys
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs, ViewportSize
from tests.browser.test_every_page import _one_instant
from tests.cadence.test_reflecting import colleague_at, lost
from tests.factories.research import FindingFactory
from tests.journeys import NOW

__all__ = ["_one_instant"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("theme", "viewport"), [("light", DESK), ("dark", PHONE)], ids=["desk", "phone"]
)
def test_what_a_no_taught_is_written_down_and_read_before_the_next_letter(
    page_as: PageAs, theme: str, viewport: ViewportSize
) -> None:
    enrollment = lost(journeys.rep(name="Maya Okafor"))
    touch = journeys.next_touch(colleague_at(enrollment.prospect), NOW + timedelta(days=3))
    touch.finding = FindingFactory.create(prospect=touch.prospect, claim="Hires two supervisors.")
    touch.save(update_fields=["finding"])
    page = page_as(enrollment.owner, color_scheme=theme, viewport=viewport)

    page.goto(f"/people/{enrollment.prospect_id}/")
    page.get_by_role("link", name="Answer them").press("Enter")
    page.get_by_label("What did we learn about them?").fill("They buy in March.")
    assert axe.violations(page) == []
    page.get_by_label("What did we learn about us?").fill("We came in November.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("link", name="Answer them")).to_have_count(0)
    expect(page.locator("body")).to_contain_text("Kept for whoever writes to")
    assert Setback.objects.get().about_them == "They buy in March."

    page.goto(f"/people/{touch.prospect_id}/research/")
    panel = page.locator("#research-panel")
    expect(panel).to_contain_text("They buy in March.")
    expect(panel).to_contain_text("Hires two supervisors.")
    looks.picture(page, f"setback-{theme}-{viewport['width']}")
    assert axe.violations(page) == []
    assert looks.sideways_scroll(page) == {}

    page.goto(f"/queue/{touch.pk}/")
    expect(page.locator("aside.ctx")).to_contain_text("We came in November.")
    assert axe.violations(page) == []
