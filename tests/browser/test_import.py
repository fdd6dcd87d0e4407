"""A file on its way in, step by step in a browser, and the people it leaves behind."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from prospects.models import Prospect
from prospects.services import importing
from prospects.services.importing import slices
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs
from tests.browser.people import rep
from tests.browser.watch import Watch
from tests.factories.prospects import ProspectFactory

pytestmark = pytest.mark.django_db(transaction=True)

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"


def look_at(page: Page, name: str, viewport: ViewportSize) -> None:
    looks.pictures(page, f"import-{name}-{viewport['width']}")
    assert axe.violations_in_its_theme(page) == []
    assert looks.sideways_scroll(page) == {}
    page.set_viewport_size(viewport)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_file_comes_in_step_by_step(page_as: PageAs, viewport: ViewportSize) -> None:
    maya = rep("maya")
    ProspectFactory.create(owner=maya, email="ngozi@coldhub.example", name="Ngozi Okafor")
    page = page_as(maya, viewport=viewport)
    page.goto("/people/import/")
    look_at(page, "1", viewport)
    page.get_by_label("A CSV file or an Excel workbook").set_input_files(EXAMPLES / "people.csv")
    page.get_by_role("button", name="Match the columns").click()
    expect(page.get_by_role("combobox", name="How to say it")).to_have_value("pronunciation")
    look_at(page, "2", viewport)
    page.get_by_role("button", name="Look at the names").click()
    expect(page.get_by_role("link", name="The name is all capitals.")).to_be_visible()
    look_at(page, "3", viewport)
    page.get_by_role("button", name="The name is all capitals. Write").click()
    expect(page.get_by_role("link", name="The name is all capitals.")).to_have_count(0)
    page.get_by_role("link", name="Who we must not write to").click()
    expect(page.get_by_role("rowheader", name="You know them already")).to_be_visible()
    look_at(page, "4", viewport)
    page.get_by_role("button", name="Look it over").click()
    look_at(page, "5", viewport)
    page.get_by_role("button", name="Bring 9 people in").click()
    expect(page.get_by_role("heading", name="9 people are in")).to_be_visible()
    look_at(page, "6", viewport)
    page.get_by_role("link", name="See them").click()
    expect(page.get_by_role("link", name="Thu Hà Nguyễn")).to_be_visible()
    assert Prospect.objects.count() == 10


def test_a_large_file_goes_on_by_itself_and_after_somebody_left(
    page_as: PageAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("READ_AT_ONCE", "BRING_AT_ONCE"):
        for module in (importing, slices):
            monkeypatch.setattr(module, name, 3)
    page = page_as(rep("maya"))
    page.goto("/people/import/")
    page.get_by_label("A CSV file or an Excel workbook").set_input_files(EXAMPLES / "people.csv")
    page.get_by_role("button", name="Match the columns").click()
    page.get_by_role("button", name="Look at the names").click()
    expect(page.get_by_role("heading", name="Names", exact=True)).to_be_visible()
    page.get_by_role("link", name="Who we must not write to").click()
    page.get_by_role("button", name="Look it over").click()
    with monkeypatch.context() as held:
        # The page asks and is told of no progress, as while another request is at it.
        held.setattr(importing, "go_on", lambda *_given, **_named: None)
        page.get_by_role("button", name="Bring 10 people in").click()
        expect(page.get_by_role("heading", name="They are coming in")).to_be_visible()
        page.goto("/people/import/")
    expect(page.get_by_role("cell", name="Being brought in")).to_be_visible()
    page.get_by_role("link", name="people.csv").click()
    expect(page.get_by_role("heading", name="10 people are in")).to_be_visible()


def test_a_search_shows_the_list_while_typing(page_as: PageAs) -> None:
    maya = rep("maya")
    for name in ("Aoife Ní Bhriain", "Zoë van der Berg"):
        ProspectFactory.create(owner=maya, name=name)
    page = page_as(maya)
    page.goto("/people/")
    page.get_by_label("Name, company, e-mail or phone").press_sequentially("ni bhr")
    expect(page.get_by_role("link", name="Zoë van der Berg")).to_have_count(0)
    expect(page.get_by_role("link", name="Aoife Ní Bhriain")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/people/\?q=ni\+bhr&"))


def test_details_change_in_place_and_a_note_is_added(page_as: PageAs, watch: Watch) -> None:
    watch.expect("status of 422")
    maya = rep("maya")
    person = ProspectFactory.create(owner=maya, name="Aoife Ní Bhriain")
    page = page_as(maya)
    page.goto(f"/people/{person.pk}/")
    page.get_by_role("link", name="Change").click()
    page.get_by_label("Phone").fill("12")
    page.get_by_role("button", name="Save the details").click()
    expect(page.get_by_role("alert")).to_contain_text("That number can't be dialed.")
    assert axe.violations_in_both_themes(page) == []
    page.get_by_label("Phone").fill("+353 91 555 0100")
    page.get_by_role("button", name="Save the details").click()
    expect(page.get_by_text("+353915550100")).to_be_visible()
    page.get_by_label("A note").fill("Prefers mornings")
    page.get_by_role("button", name="Add the note").click()
    expect(page.get_by_text("Prefers mornings")).to_be_visible()
