"""The editor of a plan in a real browser: valid, broken and mended by keyboard, and a colleague's change."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cadence.models import CadenceVersion
from cadence.services import designing, enrolling, planning
from team.enums import Role
from team.models import User
from tests import journeys
from tests.browser import axe, looks, walk
from tests.browser.conftest import DESK, PHONE, PageAs
from tests.browser.watch import Watch
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def noor(transactional_db: None) -> User:
    user: User = UserFactory.create(name="Noor Haddad", role=Role.ADMIN)
    return user


@pytest.fixture
def draft(noor: User) -> CadenceVersion:
    """The draft of version 2, and somebody to show its letters to."""
    journeys.researched()
    first = designing.publish_ten_conversations(by=noor, at=NOW)
    return designing.open_draft(first.cadence, by=noor, at=NOW)


def editor(draft: CadenceVersion, step: int) -> str:
    return f"/cadences/{draft.cadence_id}/v/2/edit/?step={draft.steps.get(number=step).pk}"


def saved(page: Page, press: str) -> None:
    """Press, and wait for the answer that saves it."""
    with page.expect_response(lambda answer: "/steps/" in answer.url):
        page.keyboard.press(press)


def test_the_editor_is_accessible_sound_and_broken(
    page_as: PageAs, noor: User, draft: CadenceVersion
) -> None:
    page = page_as(noor)
    assert walk.faults(page, [editor(draft, 4)], pictures="editor-sound") == {}

    page.get_by_label("Days after step 3").fill("9")
    saved(page, "Enter")
    expect(page.locator("#plan-picture .broke")).to_have_count(1)
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        looks.pictures(page, f"editor-broken-{size['width']}")
        assert axe.violations_in_both_themes(page) == []


def test_the_pages_around_the_editor_are_accessible(
    page_as: PageAs, noor: User, draft: CadenceVersion, watch: Watch
) -> None:
    watch.expect("status of 422")
    older = draft.cadence.versions.get(number=1)
    person = journeys.researched(email="sean@corrib.example")
    enrolling.enroll(person, older, by=person.owner, at=timezone.now())
    planning.plan_due(timezone.now())
    designing.publish(draft, by=noor, at=NOW)
    here = f"/cadences/{draft.cadence_id}/"
    addresses = [
        f"{here}v/2/calendar/?country=Ireland&start=2026-12-18",
        f"{here}v/2/calendar/?country=Nowhere",
        f"{here}v/1/people/",
        f"{here}v/2/copy/",
        "/cadences/import/",
        "/cadences/",
        here,
    ]
    page = page_as(noor)

    assert walk.faults(page, addresses, pictures="around-editor") == {}


def test_a_plan_is_broken_mended_and_published_by_keyboard(
    page_as: PageAs, noor: User, draft: CadenceVersion
) -> None:
    page = page_as(noor)
    page.goto(editor(draft, 4))
    page.get_by_label("What this try is for").fill("A story of their trade")
    with page.expect_response(lambda answer: "/steps/" in answer.url):
        page.keyboard.press("Tab")
    expect(page.get_by_role("cell", name="A story of their trade")).to_be_visible()

    page.get_by_role("heading", level=1).focus()
    for days in (4, 5, 6, 7, 8):
        page.keyboard.press("+")
        expect(page.get_by_label("Days after step 3")).to_have_value(str(days))
    expect(page.locator("#why")).to_contain_text("Longest gap is 8 days. The limit is 7")
    expect(page.locator("#publish")).to_have_attribute("aria-disabled", "true")
    with page.expect_response(lambda answer: "/steps/" in answer.url):
        page.get_by_role("button", name="Make it 6 days").press("Enter")
    expect(page.locator("#publish")).not_to_have_attribute("aria-disabled", "true")

    page.get_by_role("heading", level=1).focus()
    saved(page, "Alt+ArrowDown")
    expect(page.locator("#panel-title")).to_have_text("Step 5")
    saved(page, "Alt+ArrowUp")
    expect(page.locator("#panel-title")).to_have_text("Step 4")
    page.keyboard.press("j")
    expect(page.locator("#panel-title")).to_have_text("Step 5")
    page.get_by_role("heading", level=1).focus()
    page.keyboard.press("Control+Enter")

    expect(page.locator("#toasts")).to_contain_text("Version 2 is published.")
    published = CadenceVersion.objects.get(pk=draft.pk)
    assert not published.is_draft
    assert published.steps.get(number=4).title == "A story of their trade"


def test_a_colleagues_change_stands_beside_mine_and_mine_can_be_kept(
    page_as: PageAs, noor: User, draft: CadenceVersion, watch: Watch
) -> None:
    watch.expect("status of 409")
    ines = UserFactory.create(name="Ines Duarte", role=Role.ADMIN)
    mine, hers = page_as(noor), page_as(ines)
    for page in (mine, hers):
        page.goto(editor(draft, 4))
    hers.get_by_label("What this try is for").fill("A story of their trade")
    with hers.expect_response(lambda answer: "/steps/" in answer.url):
        hers.keyboard.press("Tab")

    mine.get_by_label("Note to the drafter").fill("A note of mine")
    expect(mine.get_by_role("alert")).to_contain_text("Ines changed this draft at")
    expect(mine.get_by_label("Note to the drafter")).to_have_value("A note of mine")
    for size in (DESK, PHONE):
        mine.set_viewport_size(size)
        looks.pictures(mine, f"editor-conflict-{size['width']}")
        assert looks.sideways_scroll(mine, (size["width"],)) == {}
        assert axe.violations_in_both_themes(mine) == []
    mine.get_by_role("button", name="Keep mine").click()

    expect(mine.get_by_label("Note to the drafter")).to_have_value("A note of mine")
    assert draft.steps.get(number=4).guidance == "A note of mine"
