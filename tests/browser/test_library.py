"""The library in a real browser: a talk becomes a story that a manager approves."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from config.demo import texts
from config.demo.loading import shelf
from research.enums import LibraryState
from research.models import ImpactStory, Talk
from team.enums import Role
from team.models import User
from tests.browser import walk
from tests.browser.conftest import PageAs
from tests.factories.team import TeamFactory, UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team(transactional_db: None) -> dict[str, User]:
    """The demo's people and its library, as on the demo's first day."""
    fernhill = TeamFactory.create()
    users = {
        each.email: UserFactory.create(
            name=each.name, email=each.email, role=each.role, team=fernhill
        )
        for each in texts.users()
    }
    manager = next(user for user in users.values() if user.role == Role.MANAGER)
    shelf.fill(users, manager=manager, at=NOW)
    return users


@pytest.fixture
def maya(team: dict[str, User]) -> User:
    return team["maya@fernhill.example"]


def _addresses() -> Iterator[str]:
    story = ImpactStory.objects.get(title="The phone that stopped ringing at six")
    waiting = ImpactStory.objects.get(approved_at=None)
    talk = Talk.objects.get(customer="Ballina Chill")
    for kind in ("stories", "questions", "resources"):
        yield f"/library/?kind={kind}"
        yield f"/library/{kind}/new/"
    yield "/library/?q=nothing-of-that-kind"
    yield f"/library/stories/{story.pk}/"
    yield f"/library/stories/{waiting.pk}/"
    yield f"/library/stories/{waiting.pk}/wording/"
    yield "/library/talks/"
    yield "/library/talks/?q=nobody-said-that"
    yield "/library/talks/new/"
    yield f"/library/talks/{talk.pk}/"
    yield f"/library/talks/{talk.pk}/wording/"


def test_every_page_of_the_library_is_accessible_and_fits(
    page_as: PageAs, team: dict[str, User]
) -> None:
    manager = next(user for user in team.values() if user.role == Role.MANAGER)
    page = page_as(manager)
    assert walk.faults(page, _addresses(), pictures="library") == {}


def test_no_page_of_the_library_scrolls_sideways_for_a_rep(page_as: PageAs, maya: User) -> None:
    page = page_as(maya)
    addresses = [address for address in _addresses() if "wording" not in address]
    assert walk.sideways(page, addresses) == {}


def test_a_talk_becomes_a_story_that_a_manager_approves_by_keyboard(
    page_as: PageAs, team: dict[str, User], maya: User
) -> None:
    talk = Talk.objects.get(customer="Greyford Haulage")
    page = page_as(maya)
    page.goto(f"/library/talks/{talk.pk}/")
    page.get_by_label("Where is it, and is it warm?").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Make a story of this").press("Enter")

    expect(page.get_by_label("In their own words")).to_have_value(
        "Where is it, and is it warm? Nineteen times I counted, on a Tuesday."
    )
    page.get_by_label("What to call them").fill("a carrier with forty trucks")
    page.get_by_label("The problem they had").fill(
        "Nineteen calls before seven, with one question."
    )
    page.get_by_label("What changed").fill("Customers see the curve of the night desk.")
    page.get_by_label("In thirty seconds").fill("The phone rang nineteen times. Now it rings once.")
    page.get_by_label("A title for us").fill("Is it warm?")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it warm?")

    manager = next(user for user in team.values() if user.role == Role.MANAGER)
    reading = page_as(manager)
    reading.goto("/library/?state=waiting")
    reading.get_by_role("link", name="Is it warm?").press("Enter")
    expect(reading.get_by_role("heading", level=1)).to_have_text("Is it warm?")
    reading.keyboard.press("Control+Enter")

    expect(reading.locator("#toasts")).to_contain_text("Approved.")
    expect(reading.get_by_role("complementary")).to_contain_text(f"Approved by{manager.name}")
    assert ImpactStory.objects.get(title="Is it warm?").state_on(NOW.date()) == (
        LibraryState.APPROVED
    )


def test_words_marked_in_a_talk_are_ready_to_be_cut(page_as: PageAs, maya: User) -> None:
    talk = Talk.objects.get(customer="Greyford Haulage")
    page = page_as(maya)
    page.goto(f"/library/talks/{talk.pk}/")
    page.get_by_text("One of them still rings.").evaluate(
        "line => getSelection().selectAllChildren(line)"
    )

    expect(page.locator("#id_passage")).to_have_value(
        "One of them still rings. He says he likes to hear my voice."
    )


def test_a_search_narrows_the_shelf_while_typing(page_as: PageAs, maya: User) -> None:
    page = page_as(maya)
    page.goto("/library/")
    page.get_by_label("Words").fill("gemuse")

    rows = page.locator("#shelf tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("The first hour after picking")
    expect(page.get_by_label("Words")).to_be_focused()
    assert "q=gemuse" in page.url


def test_without_scripts_the_filters_and_the_cut_work(page_as: PageAs, maya: User) -> None:
    page = page_as(maya, java_script_enabled=False)
    page.goto("/library/")
    page.get_by_label("Tag").select_option("handover")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.locator("#shelf tbody tr")).to_have_count(2)

    talk = Talk.objects.get(customer="Greyford Haulage")
    page.goto(f"/library/talks/{talk.pk}/")
    page.locator("#id_passage").fill("He says he likes to hear my voice.")
    page.get_by_role("button", name="Make a story of this").click()
    expect(page.get_by_label("In their own words")).to_have_value(
        "He says he likes to hear my voice."
    )
