"""Their side in a real browser: accessible in both themes, at a desk and on a phone, and without scripts."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from cadence.enums import CallOutcome
from cadence.models import Touch
from cadence.services import drafting, logging, sending
from prospects.enums import ActivityKind
from prospects.models import Activity, Prospect
from tests import journeys, smtp
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs, ViewportSize
from tests.browser.test_queue import post
from tests.browser.test_queue_channels import clock
from tests.cadence import answers, days
from tests.cadence.conftest import Clock
from tests.factories.research import IntroductionFactory
from tests.journeys import NOW

__all__ = ["clock", "post"]

pytestmark = pytest.mark.django_db(transaction=True)

CARD = """One question:
Who signs the curve?

Voicemail, 20 seconds:
Hello Aoife, Maya here. I wrote to you, one page with one question in it. A line to that letter is plenty."""


@pytest.fixture
def aoife(clock: Clock, post: smtp.Sink) -> Prospect:
    """Had a letter, a colleague's mail, a voicemail and a note on LinkedIn; somebody was asked; she answered."""
    approval = journeys.approved(journeys.rep(name="Maya Okafor"))
    maya, person = approval.reviewer, approval.touch.prospect
    sending.deliver(approval, by=maya, session=approval.session, at=NOW)
    jonas = journeys.rep(name="Jonas Bergström", team=maya.team)
    detail = {"subject": "The expo in Galway", "text": "Hi Aoife,\n\nWe met at the stand.\n\nJonas"}
    Activity.objects.record(
        ActivityKind.WROTE, at=NOW + timedelta(hours=2), actor=jonas, prospect=person, detail=detail
    )
    touch = days.planned(approval.touch.enrollment, clock.move(NOW + timedelta(days=4)))
    at = NOW + timedelta(days=4)
    drafting.save_draft(touch, by=maya, at=at, subject="", body=CARD, base_number=0)
    logging.log_call(touch, by=maya, at=at, outcome=CallOutcome.VOICEMAIL)
    touch = days.planned(approval.touch.enrollment, clock.move(NOW + timedelta(days=8)))
    days.wrote_on_linkedin(touch, NOW + timedelta(days=8))
    asked_at = clock.move(NOW + timedelta(days=9))
    IntroductionFactory.create(
        prospect=person, introducer="Ciara Walsh", words="Could you?", asked_at=asked_at
    )
    clock.move(NOW + timedelta(days=17))
    answers.wrote(person, "Not for us this year, thank you.")
    return person


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_it_is_accessible_and_fits_folded_and_whole(
    page_as: PageAs, aoife: Prospect, viewport: ViewportSize
) -> None:
    page = page_as(aoife.owner, viewport=viewport)
    faults = {}
    for name, query in (("folded", ""), ("whole", "?whole=yes")):
        page.goto(f"/people/{aoife.pk}/as-they-see-it/{query}")
        looks.pictures(page, f"their-side-{name}-{viewport['width']}")
        faults[name] = [*axe.violations_in_its_theme(page), *looks.hidden_focus(page)]
        faults[name] += looks.sideways_scroll(page)
    assert faults == {"folded": [], "whole": []}


def test_the_desk_shows_it_in_place_and_a_letter_opens_by_keyboard(
    page_as: PageAs, aoife: Prospect
) -> None:
    page = page_as(aoife.owner)
    page.goto(f"/queue/{Touch.objects.get(number=1).pk}/")
    page.get_by_role("link", name="What Aoife has had from us").click()
    dialog = page.get_by_role("dialog", name="What Aoife has had from us")
    letter = dialog.get_by_text("Two teams we work with made the same move", exact=False)
    expect(dialog.get_by_text("4 days later").first).to_be_visible()
    looks.pictures(page, "their-side-dialog")
    faults = axe.violations_in_both_themes(page)

    dialog.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(letter.last).to_be_visible()
    assert faults == []


def test_without_javascript_it_is_a_link_to_a_page_whose_letters_open(
    page_as: PageAs, aoife: Prospect
) -> None:
    page = page_as(aoife.owner, java_script_enabled=False)
    page.goto(f"/people/{aoife.pk}/")
    page.get_by_role("link", name="As they see it").click()
    page.get_by_role("list").get_by_text("Voicemail").click()

    expect(page.get_by_text("A line to that letter is plenty.").last).to_be_visible()
    page.get_by_role("link", name="All the words").click()
    expect(page.get_by_text("tell me and I'll stop.")).to_be_visible()
