"""The list of people, a view of it, one person and one company: light and dark, on a desk and on a phone, by keyboard."""

import pytest
from playwright.sync_api import expect

from cadence.enums import ReplyKind
from cadence.services import listening
from prospects.enums import Channel
from prospects.models import SavedView
from prospects.services import editing
from team.models import User
from tests import journeys
from tests.browser import axe, walk
from tests.browser.conftest import PageAs
from tests.browser.watch import Watch
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.journeys import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def maya() -> User:
    rep = journeys.rep()
    corrib = CompanyFactory.create(name="Corrib Cold Chain", owner=rep, domain="corrib.example")
    for name in ("Aoife Ní Bhriain", "Bo Lund", "Ciara Byrne"):
        person = ProspectFactory.create(name=name, owner=rep, company=corrib, phone="+353915550100")
        editing.add_note(person, by=rep, at=NOW, text="Prefers mornings")
    listening.record_reply(
        person, by=rep, at=NOW, channel=Channel.CALL, text="In June", kind=ReplyKind.INTERESTED
    )
    SavedView.objects.create(owner=rep, name="Corrib", question="q=corrib", created_at=NOW)
    return rep


def test_every_page_is_whole_in_both_themes_on_a_desk_and_on_a_phone(
    page_as: PageAs, maya: User
) -> None:
    page = page_as(maya)
    person = maya.prospects.order_by("name").first()
    assert person is not None
    addresses = [
        "/people/?q=corrib&standing=free",
        "/people/?q=aofe",
        "/people/views/",
        "/people/views/new/?q=corrib",
        f"/people/{person.pk}/?list=q%3Dcorrib",
        f"/people/{person.pk}/facts/",
        f"/companies/{person.company_id}/",
        f"/companies/{person.company_id}/details/",
    ]
    assert walk.faults(page, addresses, pictures="people") == {}


def test_a_misspelled_name_is_found_while_typing_and_j_leads_on(
    page_as: PageAs, maya: User
) -> None:
    page = page_as(maya)

    def press(key: str) -> None:
        """Once the page listens: a heading is there before its scripts are."""
        page.wait_for_load_state()
        page.keyboard.press(key)

    page.goto("/people/")
    page.get_by_label("Name, company, e-mail or phone").press_sequentially("bhrian")
    expect(page.get_by_role("heading", name="Close to what you typed")).to_be_visible()
    expect(page.get_by_role("link", name="Aoife Ní Bhriain")).to_be_visible()
    page.goto("/people/?q=corrib")
    page.get_by_role("link", name="Aoife Ní Bhriain").click()
    expect(page.get_by_role("heading", name="Aoife Ní Bhriain")).to_be_visible()
    press("j")
    expect(page.get_by_role("heading", name="Bo Lund")).to_be_visible()
    press("j")
    expect(page.get_by_role("heading", name="Ciara Byrne")).to_be_visible()
    page.get_by_role("link", name="Theirs", exact=True).click()
    expect(page.get_by_text("Ciara wrote back")).to_be_visible()
    expect(page.get_by_text("Maya noted")).to_have_count(0)
    press("k")
    expect(page.get_by_role("heading", name="Bo Lund")).to_be_visible()


def test_of_what_both_changed_one_is_chosen_in_place(
    page_as: PageAs, maya: User, watch: Watch
) -> None:
    watch.expect("status of 409")
    page = page_as(maya)
    person = maya.prospects.get(name="Bo Lund")
    page.goto(f"/people/{person.pk}/")
    page.get_by_role("link", name="Change", exact=True).click()
    page.get_by_label("Job title").fill("Depot manager")
    editing.edit_person(person, by=maya, at=NOW, revision=0, details={"title": "Plant manager"})
    page.get_by_role("button", name="Save the details").click()
    expect(page.get_by_text("Keep theirs: Plant manager")).to_be_visible()
    assert axe.violations_in_both_themes(page) == []
    page.get_by_label("Keep theirs: Plant manager").check()
    page.get_by_role("button", name="Save the details").click()
    expect(page.get_by_text("Details saved.")).to_be_visible()
    person.refresh_from_db()
    assert person.title == "Plant manager"
