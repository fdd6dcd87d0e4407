"""Which companies may be known twice: found by their names and domains, shown in pairs, parted for good or made one."""

import pytest
from django.test import Client

from prospects.models import Company, CompanyLikeness
from prospects.services import adding, company_duplicates
from team.models import User
from tests.factories.prospects import CompanyFactory
from tests.factories.team import TeamFactory, UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya() -> User:
    return UserFactory.create(team=TeamFactory.create())


@pytest.fixture
def kept(maya: User) -> Company:
    return CompanyFactory.create(name="Corrib", domain="corrib.example", city="", owner=maya)


@pytest.fixture
def other(maya: User) -> Company:
    return CompanyFactory.create(
        name="Corrib Ltd", domain="corrib-group.example", city="Sligo", owner=maya
    )


def test_a_page_without_script_finds_parts_and_makes_one(
    client: Client, kept: Company, other: Company, maya: User
) -> None:
    client.force_login(maya)
    company_duplicates.look_for([other.pk], at=NOW)
    likeness = CompanyLikeness.objects.get()
    assert (likeness.one, likeness.other, likeness.why) == (kept, other, ["name"])
    address = f"/companies/duplicates/{likeness.pk}/"
    assert "Two companies" in client.get("/companies/duplicates/").content.decode()
    assert "Perhaps the same as" in client.get(f"/companies/{kept.pk}/").content.decode()
    assert "1 company perhaps known twice" in client.get("/companies/").content.decode()
    assert "Sligo" in client.get(address).content.decode()
    assert client.post(address, {"keep": "neither"}).status_code == 422
    assert (
        client.post(address, {"keep": "other", "city": "other"}).headers["Location"]
        == f"/companies/{other.pk}/"
    )
    kept.refresh_from_db()
    assert kept.merged_into == other
    assert client.get(address).status_code == 404


def test_two_companies_are_two_for_good(
    client: Client, kept: Company, other: Company, maya: User
) -> None:
    client.force_login(maya)
    company_duplicates.look_for([kept.pk], at=NOW)
    likeness = CompanyLikeness.objects.get()
    assert client.post(f"/companies/duplicates/{likeness.pk}/parting/").status_code == 302
    company_duplicates.look_for([kept.pk, other.pk], at=NOW)
    assert client.get("/companies/duplicates/").context["page"].pairs == []
    likeness.refresh_from_db()
    assert likeness.parted_by == maya


@pytest.mark.parametrize(
    ("name", "domain", "why"),
    [
        ("The Quay Marine Co.", "", ["name"]),
        ("QUAY-MARINE", "", ["name"]),
        ("Quay Mariners", "", ["name"]),
        ("Another", "quay-marine.de", ["domain"]),
        ("Another", "ie.quay-marine.example", ["domain"]),
        ("Quay Marine GmbH", "quay-marine.de", ["domain", "name"]),
        ("Quay Marine 2", "", None),
        ("Quay Motors", "quay.example", None),
        ("Bay Marine", "", None),
    ],
)
def test_a_company_is_known_by_its_name_or_its_domain(
    maya: User, name: str, domain: str, why: list[str] | None
) -> None:
    adding.add_company("Quay Marine", by=maya, at=NOW, domain="quay-marine.example")
    adding.add_company(name, by=maya, at=NOW, domain=domain)
    assert [each.why for each in CompanyLikeness.objects.all()] == ([why] if why else [])
