"""From knowing nothing to being ready for a first try, in a real browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, ViewportSize, expect

from prospects.models import Prospect
from research.models import Brief, Finding
from research.services import briefing
from team.models import User
from tests import journeys
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs
from tests.browser.watch import Watch
from tests.factories.prospects import ProspectFactory
from tests.factories.research import FindingFactory, IntroductionFactory, brief_fields, make_ready

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def maya(transactional_db: None) -> User:
    return journeys.rep(name="Maya Okafor")


@pytest.fixture
def aoife(maya: User) -> Prospect:
    return ProspectFactory.create(
        owner=maya, name="Aoife Ni Bhriain", company__name="Corrib Cold Chain"
    )


def at(prospect: Prospect) -> str:
    return f"/people/{prospect.pk}/research/"


@pytest.mark.parametrize(
    ("theme", "viewport"), [("light", DESK), ("dark", PHONE)], ids=["desk", "phone"]
)
def test_the_page_is_accessible_empty_full_and_refused(
    page_as: PageAs, maya: User, aoife: Prospect, theme: str, viewport: ViewportSize
) -> None:
    page = page_as(maya, color_scheme=theme, viewport=viewport)
    page.goto(at(aoife))
    assert axe.violations(page) == []
    make_ready(aoife)
    IntroductionFactory.create(prospect=aoife)
    today = timezone.now().date()
    FindingFactory.create(prospect=aoife, dated_on=today - timedelta(days=100))
    FindingFactory.create(prospect=aoife, dated_on=today - timedelta(days=200))
    page.goto(at(aoife))
    looks.picture(page, f"research-{theme}-{viewport['width']}")
    assert axe.violations(page) == []


def test_each_part_is_saved_by_itself_and_the_list_of_gaps_shrinks(
    page_as: PageAs, maya: User, aoife: Prospect
) -> None:
    page = page_as(maya)
    page.goto(at(aoife))
    missing = page.locator("#research-missing")
    expect(missing).to_contain_text("Say why now.")
    page.locator("#finding-claim").fill("Typed before and still here")

    page.get_by_label("A fit: we could help them").check()
    page.locator("#brief-problem").fill("Night loading leaves a hole in the record.")
    page.locator("#brief-why_now").fill("Loading goes round the clock.")
    page.get_by_role("button", name="Save what you know").click()

    expect(missing).not_to_contain_text("Say why now.")
    expect(page.locator("#toasts")).to_contain_text("Research saved.")
    expect(page.locator("#finding-claim")).to_have_value("Typed before and still here")
    assert Brief.objects.get().problem == "Night loading leaves a hole in the record."


def test_a_fact_without_its_source_says_so_and_keeps_the_words(
    page_as: PageAs, maya: User, aoife: Prospect, watch: Watch
) -> None:
    watch.expect("status of 422")
    page = page_as(maya)
    page.goto(at(aoife))
    _type_a_fact(page)
    page.get_by_role("button", name="Keep this fact").click()
    expect(page.locator("#research-findings .errors")).to_contain_text("who told you")
    expect(page.locator("#finding-claim")).to_have_value("Hiring two night supervisors.")

    page.locator("#finding-told_by").fill("A driver in Oranmore")
    page.get_by_role("button", name="Keep this fact").click()

    expect(page.locator("#research-findings")).to_contain_text("told by A driver in Oranmore")
    assert Finding.objects.get().claim == "Hiring two night supervisors."


def test_a_fact_is_taken_back_with_the_keyboard(
    page_as: PageAs, maya: User, aoife: Prospect
) -> None:
    FindingFactory.create(prospect=aoife, claim="Another Aoife spoke there.")
    page = page_as(maya)
    page.goto(at(aoife))
    page.get_by_text("This is wrong").focus()
    page.keyboard.press("Enter")
    page.get_by_label("What is wrong with it?").fill("Another Aoife.")
    page.keyboard.press("Enter")

    expect(page.locator("#research-findings")).to_contain_text("1 fact taken back")
    assert not Finding.objects.standing().exists()


def test_a_confirmed_name_stands_on_top_at_once(
    page_as: PageAs, maya: User, aoife: Prospect
) -> None:
    page = page_as(maya)
    page.goto(at(aoife))
    page.locator("#name-name").fill("Aoife Ní Bhriain")
    page.locator("#name-pronunciation").fill("EE-fa nee VREE-in")
    page.locator("#name-source").fill("Her signature")
    page.get_by_role("button", name="Confirm the name").click()

    expect(page.locator("h1")).to_contain_text("Aoife Ní Bhriain")
    expect(page.locator("h1 .say")).to_contain_text("EE-fa nee VREE-in")


def test_two_windows_lose_neither_wording(
    page_as: PageAs, maya: User, aoife: Prospect, watch: Watch
) -> None:
    watch.expect("status of 409")
    page = page_as(maya)
    page.goto(at(aoife))
    theirs = brief_fields(problem="What the other window wrote")
    briefing.save_brief(aoife, by=maya, at=timezone.now(), fields=theirs, revision=0)
    page.locator("#brief-problem").fill("What this window wrote")
    page.get_by_role("button", name="Save what you know").click()

    expect(page.locator("#research-brief")).to_contain_text("What the other window wrote")
    expect(page.locator("#brief-problem")).to_have_value("What this window wrote")
    page.get_by_role("button", name="Keep mine").click()

    expect(page.locator("#toasts")).to_contain_text("Research saved.")
    assert Brief.objects.get().problem == "What this window wrote"


def _type_a_fact(page: Page) -> None:
    page.locator("#research-findings").get_by_label("What just changed").check()
    page.locator("#finding-claim").fill("Hiring two night supervisors.")
    page.locator("#finding-dated_on").fill(
        (timezone.now() - timedelta(days=3)).strftime("%Y-%m-%d")
    )
