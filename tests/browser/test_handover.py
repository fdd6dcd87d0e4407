"""Handing over a rep's people in a real browser: chosen, seen, given; accessible in both themes and on a phone."""

import pytest
from playwright.sync_api import expect

from prospects.models import Prospect
from team.enums import Role
from team.models import User
from tests import journeys
from tests.browser import axe, looks, walk
from tests.browser.conftest import PHONE, PageAs
from tests.browser.test_every_page import _one_instant
from tests.factories.prospects import ProspectFactory
from tests.factories.team import UserFactory

__all__ = ["_one_instant"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def manager() -> User:
    """Of a team in which Jonas has four people and two colleagues."""
    jonas = journeys.rep(name="Jonas Berg")
    journeys.planned(jonas)
    for name in ("Seán Ó Briain", "Niamh Walsh", "Roisin Considine-Featherstonehaugh"):
        ProspectFactory.create(owner=jonas, name=name)
    for name in ("Maya Lindgren", "Piotr Nowak"):
        UserFactory.create(name=name, team=jonas.team)
    User.objects.filter(pk=jonas.pk).update(is_active=False)
    return UserFactory.create(name="Ines Duarte", team=jonas.team, role=Role.MANAGER)


def address_of(rep: str) -> str:
    return f"/team/{User.objects.get(name=rep).pk}/handover/"


def test_the_pages_are_accessible_and_fit(page_as: PageAs, manager: User) -> None:
    takers = User.objects.filter(name__in=["Maya Lindgren", "Piotr Nowak"])
    asked = "&".join(f"to={each.pk}" for each in takers)
    rep = address_of("Jonas Berg")
    addresses = ["/team/handovers/", rep, f"{rep}?{asked}", "/people/handover/?person=0"]
    assert walk.faults(page_as(manager), addresses, pictures="handover") == {}


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_rep_to_the_press_with_one_exception(
    page_as: PageAs, manager: User, scripts: bool
) -> None:
    page = page_as(manager, java_script_enabled=scripts)
    page.goto("/team/handovers/")
    page.get_by_role("link", name="Jonas Berg").click()
    page.get_by_label("Maya Lindgren").check()
    page.get_by_role("button", name="Show who gets whom").click()
    expect(page.get_by_role("row", name="Maya Lindgren 4 0 1")).to_be_visible()
    page.get_by_label("Niamh Walsh").select_option("Piotr Nowak")
    page.get_by_role("button", name="Count again").click()
    expect(page.get_by_role("row", name="Maya Lindgren 3 0 1")).to_be_visible()
    page.get_by_role("button", name="Give them").click()
    expect(page.get_by_text("There is nobody to give.")).to_be_visible()
    expect(page.get_by_text("4 people were given.")).to_be_visible()

    assert Prospect.objects.get(name="Niamh Walsh").owner.name == "Piotr Nowak"


def test_people_are_ticked_in_the_list_on_a_phone(page_as: PageAs, manager: User) -> None:
    page = page_as(manager)
    page.set_viewport_size(PHONE)
    page.goto("/people/")
    assert axe.violations_in_both_themes(page) == []
    assert looks.sideways_scroll(page) == {}
    page.get_by_role("checkbox", name="Niamh Walsh").check()
    page.get_by_role("button", name="Give those ticked to colleagues").click()
    page.get_by_label("Piotr Nowak").check()
    page.get_by_role("button", name="Show who gets whom").click()
    page.get_by_role("button", name="Give them").click()
    expect(page.get_by_text("1 person was given.")).to_be_visible()

    assert Prospect.objects.get(name="Niamh Walsh").owner.name == "Piotr Nowak"
