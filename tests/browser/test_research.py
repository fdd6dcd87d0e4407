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


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_from_knowing_nothing_to_ready_by_the_keyboard_alone(
    page_as: PageAs, maya: User, aoife: Prospect, viewport: ViewportSize
) -> None:
    page = page_as(maya, viewport=viewport)
    page.goto(at(aoife))
    missing, keys = page.locator("#research-missing"), page.keyboard
    looks.pictures(page, f"research-empty-{viewport['width']}")

    _to_the_gap(page, "Judge whether we could help")
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    _to_the_gap(page, "Name the problem")
    keys.type("Night loading leaves a hole in the record.")
    _to_the_gap(page, "Say why now")
    keys.type("Loading goes round the clock in January.")
    keys.press("Control+Enter")
    expect(missing).not_to_contain_text("Say why now.")

    for number, about in enumerate(("The person", "The company", "What just changed")):
        _add_a_fact_by_keyboard(page, about)
        expect(page.locator("#research-findings article")).to_have_count(number + 1)
    looks.pictures(page, f"research-half-{viewport['width']}")

    _to_the_gap(page, "Confirm how")
    keys.type("Her signature")
    keys.press("Enter")
    expect(page.locator("#research-name")).to_contain_text("Confirmed by Maya")

    _to_the_gap(page, "Look for somebody")
    keys.press("Space")
    page.locator("#warm-note").focus()
    keys.type("Asked the team and looked through our customers.")
    keys.press("Control+Enter")

    expect(missing).to_contain_text("Ready for a first try")
    page.reload()
    looks.pictures(page, f"research-ready-{viewport['width']}")
    assert looks.sideways_scroll(page) == {}
    assert looks.hidden_focus(page) == []


def test_an_ask_is_drafted_copied_and_answered_without_a_mouse(
    page_as: PageAs, maya: User, aoife: Prospect
) -> None:
    page = page_as(maya)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(at(aoife))
    warm = page.locator("#research-warm")
    page.locator("#introducer").focus()
    page.keyboard.type("Sinéad Walsh")
    page.keyboard.press("Enter")
    expect(warm.get_by_role("heading", name="Your ask to Sinéad Walsh")).to_be_focused()
    warm.get_by_role("button", name="Copy").press("Enter")
    page.wait_for_function(
        "navigator.clipboard.readText().then((text) => text.startsWith('Hi Sinéad,'))"
    )
    page.locator("#introduction-words").press("Control+Enter")

    expect(warm).to_contain_text("we wait until")
    expect(page.locator("#research-missing")).to_contain_text("Nobody comes cold before")
    assert axe.violations(page) == []
    warm.get_by_label("What came of it?").select_option("They would rather not")
    warm.get_by_label("In their words").press("Enter")

    expect(page.locator("#research-missing")).not_to_contain_text("Nobody comes cold before")


def test_a_name_is_heard_by_a_voice_of_this_computer_or_it_says_that_there_is_none(
    page_as: PageAs, maya: User, aoife: Prospect
) -> None:
    page = page_as(maya)
    page.goto(at(aoife))
    page.evaluate("""speechSynthesis.getVoices = () => [{localService: false, lang: "en-GB"}]""")
    page.locator("#name-pronunciation").fill("EE-fa nee VREE-in")
    page.get_by_role("button", name="Hear it").press("Enter")

    expect(page.locator("#name-heard")).to_contain_text("no voice of its own")


def _to_the_gap(page: Page, words: str) -> None:
    """Follow the link of the gap, as Tab and Enter do; the cursor stands in its field."""
    page.locator("#research-missing").get_by_role("link", name=words).press("Enter")
    page.wait_for_function("document.activeElement.matches('input, textarea, select')")


def _add_a_fact_by_keyboard(page: Page, about: str) -> None:
    keys, form = page.keyboard, page.locator("#research-findings")
    if not page.locator("#finding-source_url").is_visible():
        form.get_by_text("Add a fact").press("Enter")
    page.locator("#finding-source_url").focus()
    keys.type("https://paper.example/nights")
    keys.press("Tab")
    keys.type("Trade paper")
    page.locator("#finding-dated_on").fill(
        (timezone.now() - timedelta(days=3)).strftime("%Y-%m-%d")
    )
    form.get_by_label(about).focus()
    keys.press("Space")
    page.locator("#finding-claim").focus()
    keys.type(f"Something true: {about}.")
    keys.press("Control+Enter")


def _type_a_fact(page: Page) -> None:
    page.locator("#research-findings").get_by_label("What just changed").check()
    page.locator("#finding-claim").fill("Hiring two night supervisors.")
    page.locator("#finding-dated_on").fill(
        (timezone.now() - timedelta(days=3)).strftime("%Y-%m-%d")
    )
