"""What the tables refuse, and what a row knows of itself."""

from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError

from prospects.enums import IMPORT_MOVES, ImportState
from prospects.models import ImportBatch
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db


def test_an_address_belongs_to_one_person_in_any_letters():
    ProspectFactory.create(email="aoife@corrib.example")
    with pytest.raises(IntegrityError, match="an_address_belongs_to_one_person"):
        ProspectFactory.create(email="AOIFE@corrib.example")


def test_many_people_may_have_no_address():
    assert ProspectFactory.create(email="").pk != ProspectFactory.create(email="").pk


def test_a_domain_and_a_bare_name_belong_to_one_company():
    CompanyFactory.create(domain="corrib.example")
    CompanyFactory.create(name="Frost", domain="")
    CompanyFactory.create(name="Frost", domain="frost.example")
    with pytest.raises(IntegrityError, match="a_name_without_domain_belongs_to_one_company"):
        CompanyFactory.create(name="FROST", domain="")


def test_a_company_domain_is_taken_in_any_letters():
    CompanyFactory.create(domain="corrib.example")
    with pytest.raises(IntegrityError, match="a_domain_belongs_to_one_company"):
        CompanyFactory.create(domain="Corrib.example")


def test_an_import_accounts_for_every_row():
    with pytest.raises(IntegrityError, match="every_row_of_an_import_is_accounted_for"):
        ImportBatch.objects.create(
            owner=UserFactory.create(), file_name="x", created_at=NOW, total=2, accepted=1
        )


@pytest.mark.parametrize(
    ("fields", "greeting"),
    [
        ({"name": "Aoife Ní Bhriain"}, "Aoife"),
        ({"name": "Thu Hà Nguyễn", "preferred_name": "Hà"}, "Hà"),
        ({"name": "Sukarno"}, "Sukarno"),
    ],
)
def test_a_letter_greets_by_the_preferred_name_or_the_first_word(fields, greeting):
    assert ProspectFactory.build(**fields, company=None, owner=None).greeting_name == greeting


@pytest.mark.parametrize(
    ("own", "companys", "zone"),
    [
        ({"time_zone": "Europe/Lisbon", "country": "IE"}, {}, "Europe/Lisbon"),
        ({"country": "IE"}, {"time_zone": "Europe/Paris"}, "Europe/Paris"),
        ({"country": "IE"}, {"country": "DE"}, "Europe/Dublin"),
        ({"country": ""}, {"country": "DE"}, "Europe/Berlin"),
        ({"country": ""}, {"country": ""}, "UTC"),
    ],
)
def test_the_clock_on_their_wall_comes_from_the_nearest_fact(own, companys, zone):
    assert ProspectFactory.create(
        **own, company=CompanyFactory.create(**companys)
    ).zone == ZoneInfo(zone)


def test_every_state_of_an_import_knows_its_moves():
    assert set(IMPORT_MOVES) == set(ImportState)
    assert IMPORT_MOVES[ImportState.APPLIED] == {ImportState.TAKEN_BACK}
    assert IMPORT_MOVES[ImportState.TAKEN_BACK] == frozenset()
