"""What we keep about somebody's data, the rules of their country, erasing, and how long what is kept: by eye and by keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from adherence.services import sweeping
from prospects.enums import Kept, LawfulBasis
from prospects.models import CountryRule, Prospect
from team.enums import Role
from team.models import User
from tests.browser import walk
from tests.browser.conftest import PageAs
from tests.browser.test_queue import _one_instant, post
from tests.factories.prospects import ProspectFactory
from tests.factories.team import UserFactory
from tests.times import NOW

__all__ = ["_one_instant", "post"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("post")]


@pytest.fixture
def admin() -> User:
    return UserFactory.create(name="Ines Duarte", role=Role.ADMIN)


@pytest.fixture
def person() -> Prospect:
    basis = {"lawful_basis": LawfulBasis.LEGITIMATE_INTEREST}
    return ProspectFactory.create(name="Aoife Ní Bhriain", country="DE", **basis)


def test_the_pages_about_data_are_sound_on_a_desk_and_on_a_phone(
    page_as: PageAs, admin: User, person: Prospect
) -> None:
    sweeping.keep_for(Kept.PEOPLE, months=24, is_on=True, by=admin, at=NOW)
    rule = CountryRule.objects.get(country="DE", channel="email", subscriber_type="corporate")
    addresses = [
        reverse("prospects:data", args=[person.pk]),
        reverse("prospects:notices"),
        reverse("prospects:countries"),
        reverse("prospects:country-rule", args=[rule.pk]),
        reverse("adherence:erasure", args=[person.pk]),
        reverse("adherence:retention"),
    ]
    assert walk.faults(page_as(admin), addresses, "privacy") == {}


def test_somebody_who_asks_is_erased_from_their_page_on(
    page_as: PageAs, admin: User, person: Prospect
) -> None:
    page = page_as(admin)
    page.goto(reverse("prospects:person", args=[person.pk]))
    # Its parts come one after the other, and move what stands below them.
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="Basis, source and notice of Aoife").click()
    page.wait_for_url("**/data/")
    expect(page.get_by_role("region", name="What their country allows")).to_contain_text(
        "needs a basis"
    )
    page.get_by_role("link", name="Erase what we know").click()
    page.get_by_label("Who asked, and how").fill("By post")
    page.get_by_role("button", name="Erase Aoife Ní Bhriain for good").click()
    expect(page.get_by_role("heading", name="Erased")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Ines Duarte: By post")
    assert Prospect.objects.get(pk=person.pk).name == "(erased)"
