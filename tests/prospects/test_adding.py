"""One person, by hand."""

import pytest

from prospects.enums import ActivityKind
from prospects.models import Activity, Company
from prospects.services import adding
from team.refusals import Refused
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db


def test_a_person_added_by_hand_joins_the_company_we_know():
    maya, corrib = UserFactory.create(), CompanyFactory.create(domain="Corrib.example")
    person = adding.add_person_at("Aoife", "Any", "corrib.example", by=maya, at=NOW, country="IE")
    assert (person.company, person.owner, person.country) == (corrib, maya, "IE")
    assert Activity.objects.get().kind == ActivityKind.ADDED


def test_a_new_company_is_made_once():
    maya = UserFactory.create()
    for company in ("Frost", "FROST "):
        adding.add_person_at("Bo", company, "", by=maya, at=NOW)
    assert Company.objects.get().owner == maya


def test_an_address_somebody_has_is_refused_in_any_letters():
    taken = ProspectFactory.create(email="aoife@corrib.example")
    with pytest.raises(Refused) as refused:
        adding.add_person("A", taken.company, by=taken.owner, at=NOW, email="AOIFE@corrib.example")
    assert refused.value.code == "known_address"


@pytest.mark.parametrize(
    ("name", "code"), [(" ", "name_missing"), ("A\u202eb", "hidden_character")]
)
def test_a_name_that_is_none_or_hides_something_is_refused(name, code):
    with pytest.raises(Refused) as refused:
        adding.add_person_at(name, "Frost", "", by=UserFactory.create(), at=NOW)
    assert refused.value.code == code
    assert not Company.objects.exists()


def added(email, company, by=None):
    by = by or UserFactory.create()
    adding.add_person(f"Somebody {email}", company, by=by, at=NOW, email=email)
    company.refresh_from_db()
    return company.domain


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("aoife@Corrib.example", "corrib.example"),
        ("aoife@mail.corrib.example", "mail.corrib.example"),
        ("aoife@gmail.com", ""),
        ("aoife@co.uk", ""),
        ("", ""),
    ],
)
def test_a_company_without_a_domain_takes_that_of_an_address(email, domain):
    assert added(email, CompanyFactory.create(domain="")) == domain


def test_a_domain_somebody_wrote_down_stays():
    assert added("aoife@frost.example", CompanyFactory.create(domain="corrib.example")) == (
        "corrib.example"
    )


def test_a_domain_of_another_company_is_not_taken():
    CompanyFactory.create(domain="Corrib.example")
    assert added("aoife@corrib.example", CompanyFactory.create(domain="")) == ""


def test_a_domain_at_which_another_companys_people_are_is_not_taken():
    ProspectFactory.create(email="una@corrib.example", company=CompanyFactory.create(domain=""))
    assert added("aoife@corrib.example", CompanyFactory.create(domain="")) == ""
