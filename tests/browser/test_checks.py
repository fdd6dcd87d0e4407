"""The checks of the house as an admin opens them: counted, tried and made stricter, by keyboard and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import ViewportSize, expect

from cadence.enums import HouseRuleKind
from cadence.services import ruling
from team.enums import Role
from tests import journeys, smtp
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs
from tests.browser.test_queue import _one_instant, post
from tests.cadence.test_views_checks import WORN, sent
from tests.journeys import NOW

__all__ = ["_one_instant", "post"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_pages_of_the_checks_are_accessible_and_fit(
    page_as: PageAs, post: smtp.Sink, viewport: ViewportSize
) -> None:
    sent(journeys.rep(), WORN, worn_phrases="She says it herself, in the talk that I quote.")
    admin = journeys.rep(role=Role.ADMIN)
    ruling.raise_look("jargon", by=admin, at=NOW)
    ruling.add_line(HouseRuleKind.CALENDAR, "slots.example", by=admin, at=NOW)
    page = page_as(admin, viewport=viewport)
    faults = {}
    for name, argument in (
        ("checks", []),
        ("check-stop", ["worn_phrases"]),
        ("check-reasons", ["worn_phrases"]),
        ("line-new", ["worn"]),
    ):
        page.goto(reverse(f"cadence:{name}", args=argument))
        looks.pictures(page, f"{name}-{viewport['width']}")
        faults[name] = [*axe.violations_in_its_theme(page), *looks.sideways_scroll(page)]

    assert {name: found for name, found in faults.items() if found} == {}


def test_a_phrase_is_tried_and_kept_by_keyboard(page_as: PageAs, post: smtp.Sink) -> None:
    sent(journeys.rep())
    page = page_as(journeys.rep(role=Role.ADMIN))
    page.goto(reverse("cadence:line-new", args=["worn"]))
    page.get_by_label("The phrase or the host").fill("wrote down")
    page.get_by_label("The phrase or the host").press("Enter")
    expect(page.locator("mark")).to_have_text("wrote down")
    looks.pictures(page, "line-tried")
    assert axe.violations_in_both_themes(page) == []

    page.get_by_role("button", name="Keep it").press("Enter")

    expect(page.get_by_role("rowheader", name="wrote down")).to_be_visible()
