"""Who may be known twice: found by what leads to them and by their name, and parted for good."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prospects.enums import Why
from prospects.likeness import names_one_person
from prospects.models import Likeness, Prospect
from prospects.selectors.duplicates import open_pairs
from prospects.services import adding, duplicates, editing
from research.services import briefing
from team.enums import Role
from team.refusals import Refused
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import TeamFactory, UserFactory
from tests.prospects.golden_likeness import NOT_SAME, SAME
from tests.times import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return UserFactory.create(team=TeamFactory.create())


def person(owner, name="Aoife Byrne", **details):
    given = {"email": "", "title": ""} | details
    return ProspectFactory.create(owner=owner, name=name, **given)


def found():
    return {(each.one.name, each.other.name): each.why for each in Likeness.objects.order_by("pk")}


def test_whoever_gets_their_right_name_is_compared_by_it(maya):
    company = CompanyFactory.create()
    person(maya, company=company)
    wrong = person(maya, name="Anna Quinn", company=company)
    briefing.confirm_name(
        wrong, by=maya, at=NOW, name="Aoife Byrne", preferred_name="", pronunciation="",
        source="Her letter", revision=0,
    )  # fmt: skip
    assert found() == {("Aoife Byrne", "Aoife Byrne"): [Why.NAME]}


def test_the_golden_pairs_are_told_apart_in_both_directions():
    assert (len(SAME), len(NOT_SAME)) == (30, 30)
    said = [
        (names_one_person(one, other), names_one_person(other, one))
        for one, other in SAME + NOT_SAME
    ]
    assert said == [(True, True)] * len(SAME) + [(False, False)] * len(NOT_SAME)


def test_an_address_with_a_tag_is_the_same_address(maya):
    person(maya, email="aoife@corrib.example")
    new = person(maya, "A. B.", email="aoife+news@corrib.example")
    duplicates.look_for([new.pk], at=NOW)
    assert found() == {("Aoife Byrne", "A. B."): [Why.EMAIL]}


def test_a_profile_says_more_than_a_name(maya):
    person(maya, linkedin_url="https://www.linkedin.com/in/aoife")
    new = person(maya, "Eve Kelly", linkedin_url="https://www.linkedin.com/in/AOIFE")
    duplicates.look_for([new.pk], at=NOW)
    assert found() == {("Aoife Byrne", "Eve Kelly"): [Why.PROFILE]}


def test_a_number_counts_with_a_like_name_alone(maya):
    for name in ("Aoife Byrne", "Tomasz Nowak"):
        person(maya, name, phone="+353915550100")
    new = person(maya, "Aoife Byrne", phone="+353915550100")
    duplicates.look_for([new.pk], at=NOW)
    assert found() == {("Aoife Byrne", "Aoife Byrne"): [Why.PHONE]}


@pytest.mark.parametrize("employer", ["Corrib Cold Chain Ltd", "CORRIB  cold-chain limited"])
def test_a_like_name_counts_at_the_same_company_however_that_is_written(maya, employer):
    person(
        maya, "Aoife Ní Bhriain", company=CompanyFactory.create(name="Corrib Cold Chain", domain="")
    )
    there = CompanyFactory.create(name=employer, domain="")
    elsewhere = CompanyFactory.create(name="Coldhub", domain="")
    new = [person(maya, "Aoife Ni Bhriain", company=company) for company in (there, elsewhere)]
    duplicates.look_for([each.pk for each in new], at=NOW)
    assert found() == {("Aoife Ní Bhriain", "Aoife Ni Bhriain"): [Why.NAME]}


def test_whoever_is_added_or_edited_is_compared(maya):
    first = person(maya, "Aoife Byrne", phone="+353915550100")
    adding.add_person("Aoife Byrne", first.company, by=maya, at=NOW)
    assert Likeness.objects.get().why == [Why.NAME]
    third = person(maya, "Aoife Byrne")
    editing.edit_person(third, by=maya, at=NOW, revision=0, details={"phone": "+353915550100"})
    assert Likeness.objects.count() == 2


def test_two_people_are_two_for_good(maya):
    one = person(maya)
    other = person(maya, company=one.company)
    duplicates.look_for([other.pk], at=NOW)
    duplicates.part(Likeness.objects.get(), by=maya, at=NOW)
    duplicates.look_for([one.pk, other.pk], at=NOW)
    assert open_pairs(maya).pairs == []
    assert Likeness.objects.get().parted_by == maya


def test_nobody_parts_people_of_another_team(maya):
    one = person(maya)
    duplicates.look_for([person(maya, company=one.company).pk], at=NOW)
    stranger = UserFactory.create(team=TeamFactory.create())
    with pytest.raises(Refused):
        duplicates.part(Likeness.objects.get(), by=stranger, at=NOW)


def test_pairs_are_of_people_one_may_see_and_cost_the_same_however_many(maya):
    def pairs():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = open_pairs(maya).pairs
            for pair in page:
                assert [each.owner.first_name + each.company.name for each in pair.records]
        return len(page), len(queries)

    stranger = UserFactory.create(team=TeamFactory.create())
    one = person(maya)
    duplicates.look_for([person(stranger, company=one.company).pk], at=NOW)
    assert open_pairs(maya).pairs == []
    assert len(open_pairs(UserFactory.create(role=Role.ADMIN)).pairs) == 1
    duplicates.look_for([person(maya, company=one.company).pk], at=NOW)
    count, cost = pairs()
    for _ in range(2):
        duplicates.look_for([person(maya, company=one.company).pk], at=NOW)
    more, same = pairs()
    assert (count, more) == (1, 6)
    assert cost == same


def test_a_page_of_pairs_ends_where_the_next_begins(maya):
    company = CompanyFactory.create()
    people = [person(maya, company=company) for _ in range(8)]
    duplicates.look_for([each.pk for each in people], at=NOW)
    first = open_pairs(maya)
    second = open_pairs(maya, after=first.after)
    assert (len(first.pairs), len(second.pairs), second.after) == (20, 8, None)
    keys = [pair.likeness.pk for pair in (*first.pairs, *second.pairs)]
    assert keys == sorted(set(keys), reverse=True)


def test_a_page_without_script_parts_and_makes_one(maya, client):
    client.force_login(maya)
    one = person(maya, title="Buyer")
    other = person(maya, company=one.company, email="aoife@corrib.example")
    duplicates.look_for([other.pk], at=NOW)
    likeness = Likeness.objects.get()
    listed = client.get("/people/duplicates/").content.decode()
    assert "A like name at the same company" in listed
    side_by_side = client.get(f"/people/duplicates/{likeness.pk}/")
    assert "aoife@corrib.example" in side_by_side.content.decode()
    answer = client.post(
        f"/people/duplicates/{likeness.pk}/", {"keep": "one", "email": "other", "title": "one"}
    )
    assert answer.url == f"/people/{one.pk}/"
    one.refresh_from_db()
    assert (one.email, one.title) == ("aoife@corrib.example", "Buyer")
    assert client.get(f"/people/{other.pk}/").url == f"/people/{one.pk}/"
    part = client.get(f"/people/{one.pk}/likenesses/").content.decode()
    assert "Part them again" in part
    assert client.get("/people/duplicates/").content.decode().count("Two people") == 0
    assert list(Prospect.objects.visible_to(maya)) == [one]


def test_a_pair_without_a_choice_is_refused_and_another_teams_is_not_there(maya, client):
    client.force_login(maya)
    one = person(maya)
    duplicates.look_for([person(maya, company=one.company).pk], at=NOW)
    address = f"/people/duplicates/{Likeness.objects.get().pk}/"
    assert client.post(address, {"keep": "neither"}).status_code == 422
    assert client.post(f"{address}parting/").url == "/people/duplicates/"
    assert client.get(address).status_code == 404
    client.force_login(UserFactory.create(team=TeamFactory.create()))
    assert client.post(f"{address}parting/").status_code == 404
