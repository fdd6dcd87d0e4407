"""Begin with many people in a browser: the weeks drawn before a yes, what is too much, and a manager's word."""

import pytest
from playwright.sync_api import Page, expect

from cadence.models import BeyondCapacity, CadenceVersion, Enrollment
from cadence.services import designing
from prospects.enums import ImportState
from prospects.models import ImportBatch, Prospect
from team.enums import Role
from team.models import User
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs, ViewportSize
from tests.browser.test_queue import _one_instant
from tests.browser.watch import Watch
from tests.cadence import crowds
from tests.factories.team import UserFactory
from tests.journeys import NOW

__all__ = ["_one_instant"]

pytestmark = pytest.mark.django_db(transaction=True)

BOTH = pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
CHART = "Tries a day in the coming eight weeks"


@pytest.fixture
def maya() -> User:
    return UserFactory.create(name="Maya Okafor")


@pytest.fixture
def version(maya: User) -> CadenceVersion:
    admin = UserFactory.create(role=Role.ADMIN)
    return designing.publish_shipped("ten-conversations", by=admin, at=NOW)


def look_at(page: Page, name: str, viewport: ViewportSize) -> None:
    looks.pictures(page, f"intake-{name}-{viewport['width']}")
    assert axe.violations_in_its_theme(page) == []
    assert looks.sideways_scroll(page) == {}
    page.set_viewport_size(viewport)


@BOTH
def test_those_ticked_in_the_list_begin_once_their_weeks_were_seen(
    page_as: PageAs, maya: User, version: CadenceVersion, viewport: ViewportSize
) -> None:
    people = crowds.ready(maya, 12)
    page = page_as(maya, viewport=viewport)
    page.goto("/people/")
    look_at(page, "list", viewport)
    for person in people[:6]:
        page.get_by_role("checkbox", name=person.name).check()
    page.get_by_role("button", name="Begin with those ticked").click()

    expect(page.get_by_role("img", name=CHART)).to_be_visible()
    expect(page.locator("figcaption")).to_contain_text("6 people at 4 a day: the last one hears")
    look_at(page, "fits", viewport)
    page.get_by_label("New people a day").fill("2")
    page.get_by_label("New people a day").press("Tab")
    expect(page.locator("figcaption")).to_contain_text("6 people at 2 a day: the last one hears")
    page.get_by_text("Show as a table").click()
    expect(page.get_by_role("row", name="Monday 16 November 0 2 2 40")).to_be_visible()
    page.get_by_role("button", name="Begin with 6 people").click()

    expect(page.locator("#toasts")).to_contain_text("6 people begin, 2 a day.")
    assert Enrollment.objects.filter(prospect__in=people[:6]).count() == 6


@BOTH
def test_more_than_a_day_holds_is_drawn_and_what_fits_is_one_press_away(
    page_as: PageAs, maya: User, version: CadenceVersion, viewport: ViewportSize
) -> None:
    crowds.ready(maya, 62)
    page = page_as(maya, viewport=viewport)
    page.goto("/people/beginning/?all=1")

    expect(page.get_by_role("alert")).to_contain_text("than the 40 that Maya can make.")
    expect(page.get_by_role("button", name="Begin with 62 people")).to_have_count(0)
    look_at(page, "beyond", viewport)
    page.get_by_role("button", name="it fits").click()

    expect(page.locator("#toasts")).to_contain_text("62 people begin")
    assert Enrollment.objects.count() == 62


@BOTH
def test_a_manager_lets_them_begin_all_the_same_and_says_why(
    page_as: PageAs, watch: Watch, maya: User, version: CadenceVersion, viewport: ViewportSize
) -> None:
    watch.expect("status of 409")
    people = crowds.ready(maya, 62)
    ines = UserFactory.create(name="Ines Carvalho", role=Role.MANAGER, team=maya.team)
    page = page_as(ines, viewport=viewport)
    page.goto("/people/beginning/?all=1")
    look_at(page, "override", viewport)
    why = page.get_by_label("Why they take on more than a day holds")
    why.fill(" ")
    page.get_by_role("button", name="Begin all the same").click()
    expect(page.get_by_role("alert")).to_contain_text("than the 40 that Maya can make.")
    why.fill("Two of us cover for her in December.")
    page.get_by_role("button", name="Begin all the same").click()

    expect(page.locator("#toasts")).to_contain_text("62 people begin, 4 a day.")
    assert BeyondCapacity.objects.get().by == ines
    page.goto(f"/people/{people[0].pk}/")
    expect(page.locator("#timeline")).to_contain_text("Two of us cover for her in December.")
    page.goto("/team/load/")
    expect(page.get_by_role("region", name="Maya Okafor")).to_contain_text("Ines let 62 people")
    look_at(page, "team", viewport)


@BOTH
def test_an_import_ends_with_a_cadence_and_a_pace(
    page_as: PageAs, maya: User, version: CadenceVersion, viewport: ViewportSize
) -> None:
    batch = ImportBatch.objects.create(
        owner=maya, file_name="expo.csv", state=ImportState.APPLIED, encoding="utf-8-sig",
        delimiter=",", total=9, accepted=9, created_at=NOW, applied_at=NOW,
    )  # fmt: skip
    people = crowds.ready(maya, 9)
    Prospect.objects.filter(pk__in=[each.pk for each in people]).update(import_batch=batch)
    page = page_as(maya, viewport=viewport)
    page.goto(f"/people/import/{batch.pk}/done/")
    page.get_by_role("link", name="Choose a cadence and pace").click()

    expect(page.get_by_role("heading", name="Begin with 9 people")).to_be_visible()
    expect(page.get_by_role("navigation", name="Steps")).to_contain_text("7 Cadence and pace")
    look_at(page, "import", viewport)
    page.get_by_role("button", name="Begin with 9 people").click()
    expect(page.locator("#toasts")).to_contain_text("9 people begin, 4 a day.")


@BOTH
def test_one_person_begins_from_their_page_beside_the_weeks(
    page_as: PageAs, maya: User, version: CadenceVersion, viewport: ViewportSize
) -> None:
    [person] = crowds.ready(maya, 1)
    page = page_as(maya, viewport=viewport)
    page.goto(f"/people/{person.pk}/")
    page.get_by_role("link", name=f"Begin with {person.greeting_name}").click()
    expect(page.get_by_role("dialog").get_by_role("img", name=CHART)).to_be_visible()
    looks.pictures(page, f"intake-one-{viewport['width']}")
    assert axe.violations(page, within="dialog") == []
    page.get_by_role("dialog").get_by_role("button", name="Begin with").click()

    expect(page.locator("#toasts")).to_contain_text("The first try is drafted within a minute.")
    assert Enrollment.objects.get().prospect == person


def test_nobody_needs_a_script_to_begin_with_many(
    page_as: PageAs, maya: User, version: CadenceVersion
) -> None:
    crowds.ready(maya, 3)
    page = page_as(maya, java_script_enabled=False)
    page.goto("/people/")
    page.get_by_role("button", name="Begin with all").click()
    page.get_by_label("New people a day").fill("1")
    page.get_by_role("button", name="Show the weeks").click()
    expect(page.locator("figcaption")).to_contain_text("3 people at 1 a day: the last one hears")
    page.get_by_role("button", name="Begin with 3 people").click()

    expect(page.get_by_role("heading", name="People")).to_be_visible()
    assert Enrollment.objects.count() == 3
