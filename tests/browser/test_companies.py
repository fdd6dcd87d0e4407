"""The list of companies and those known twice: on a desk and on a phone, in both themes, and by what is typed."""

import pytest
from playwright.sync_api import expect

from cadence.services import uniting_companies
from prospects.models import CompanyLikeness
from tests.browser import walk
from tests.browser.conftest import PageAs
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import TeamFactory, UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_list_and_the_pairs_stand_on_every_screen_and_a_word_finds_one(page_as: PageAs) -> None:
    maya = UserFactory.create(name="Maya Okafor", team=TeamFactory.create())
    for name in ("Harbour Cold Stores", "Quay Marine", "Boyne Bakery"):
        ProspectFactory.create(company=CompanyFactory.create(name=name, owner=maya), owner=maya)
    kept, other, third = (
        CompanyFactory.create(name=name, domain=domain, city=city, owner=maya)
        for name, domain, city in (
            ("Corrib Cold Chain", "corrib-cold-chain.example", "Galway"),
            ("Corrib Cold Chain Ltd", "corrib-cold-chain-group.example", ""),
            ("Corrib Coldchain", "corrib-coldchain.example", "Sligo"),
        )
    )
    uniting_companies.merge(kept, other, take=[], by=maya, at=NOW)
    pair = CompanyLikeness.objects.create(one=kept, other=third, why=["name"], found_at=NOW)
    page = page_as(maya)
    addresses = [
        "/people/",
        "/companies/",
        "/companies/?q=nobody-of-that-name",
        "/companies/duplicates/",
        f"/companies/duplicates/{pair.pk}/",
        f"/companies/{kept.pk}/",
    ]
    assert walk.faults(page, addresses, "companies") == {}

    page.goto("/companies/")
    page.get_by_label("Name or domain").fill("quay")
    expect(page.get_by_role("link", name="Harbour Cold Stores")).to_have_count(0)
    expect(page.get_by_role("link", name="Quay Marine")).to_be_visible()
