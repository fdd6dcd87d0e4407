"""One company's page: who is there, what happened with them, what is true of it."""

import pytest

from prospects.enums import ActivityKind, SuppressionKind, SuppressionOrigin
from prospects.models import Activity, Suppression
from prospects.selectors.company import A_HISTORY, A_PAGE
from prospects.services import editing, suppressing
from research.enums import FindingAbout
from research.models import Finding
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya(client):
    user = UserFactory.create(name="Maya Okafor")
    client.force_login(user)
    return user


@pytest.fixture
def corrib(maya):
    return CompanyFactory.create(name="Corrib", domain="corrib.example", owner=maya)


def path(company, query=""):
    return f"/companies/{company.pk}/{query}"


def test_everybody_there_is_named_with_how_they_stand(client, maya, corrib):
    ProspectFactory.create(name="Aoife", owner=maya, company=corrib, phone="")
    stopped = ProspectFactory.create(name="Bo", owner=maya, company=corrib, phone="")
    suppressing.suppress(stopped, by=maya, at=NOW, reason="Stop", origin=SuppressionOrigin.TOLD_US)
    ProspectFactory.create(name="Hidden", company=corrib)
    there = client.get(path(corrib)).context["there"]
    told = [(person.name, standing) for person, standing in there.people]
    assert told == [("Aoife", "In no cadence"), ("Bo", "Asked us to stop")]


def test_its_country_is_called_as_the_reader_s_language_does(client, maya):
    lagos = CompanyFactory.create(city="Lagos", country="NG", owner=maya)
    assert "Lagos, Nigeria" in client.get(path(lagos)).content.decode()


def test_people_there_come_a_page_at_a_time(client, maya, corrib):
    for number in range(A_PAGE + 2):
        ProspectFactory.create(name=f"Person {number:02}", owner=maya, company=corrib)
    first = client.get(path(corrib)).context["there"]
    second = client.get(path(corrib, f"?after={first.more}")).context["there"]
    names = [person.name for part in (first, second) for person, _standing in part.people]
    assert names == [f"Person {number:02}" for number in range(A_PAGE + 2)]
    assert second.more is None


def test_what_happened_there_is_told_across_people_a_page_at_a_time(client, maya, corrib):
    one = ProspectFactory.create(name="Aoife", owner=maya, company=corrib)
    two = ProspectFactory.create(name="Bo", owner=maya, company=corrib)
    for number in range(A_HISTORY + 2):
        editing.add_note(one if number % 2 else two, by=maya, at=NOW, text=f"Note {number:02}")
    hidden = ProspectFactory.create(company=corrib)
    editing.add_note(hidden, by=hidden.owner, at=NOW, text="Not for Maya")
    first = client.get(path(corrib))
    older = first.context["history"].older
    second = client.get(path(corrib, f"?before={older}"))
    texts = [
        entry.detail["text"]
        for page in (first, second)
        for entry in page.context["history"].entries
    ]
    assert texts == [f"Note {number:02}" for number in range(A_HISTORY + 1, -1, -1)]
    assert second.context["history"].older is None
    assert "Not for Maya" not in first.content.decode() + second.content.decode()


def test_the_names_of_changed_fields_stand_in_words(client, maya, corrib):
    editing.edit_company(
        corrib,
        by=maya,
        at=NOW,
        revision=0,
        details={"industry": "Cold", "postal_address": "1 Dock"},
    )
    assert "Industry, Address" in client.get(path(corrib)).content.decode()
    assert Activity.objects.get(kind=ActivityKind.EDITED).company == corrib


def test_a_stop_of_its_domain_is_told(client, maya, corrib):
    Suppression.objects.create(
        kind=SuppressionKind.DOMAIN,
        value="corrib.example",
        origin=SuppressionOrigin.LIST,
        created_at=NOW,
    )
    assert (
        "Everybody at corrib.example asked us to stop" in client.get(path(corrib)).content.decode()
    )


def test_the_facts_about_it_are_a_part_of_its_page_and_a_page_by_themselves(client, maya, corrib):
    person = ProspectFactory.create(owner=maya, company=corrib)
    told = {
        "company": corrib,
        "added_by": maya,
        "created_at": NOW,
        "dated_on": NOW.date(),
        "told_by": "Bo",
    }
    Finding.objects.create(about=FindingAbout.COMPANY, claim="A second dock", **told)
    Finding.objects.create(about=FindingAbout.PERSON, claim="Her talk", prospect=person, **told)
    facts = f"/companies/{corrib.pk}/facts/"
    assert facts in client.get(path(corrib)).content.decode()
    part = client.get(facts, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    for page in (client.get(facts), part):
        assert "A second dock" in page.content.decode()
        assert "Her talk" not in page.content.decode()
    assert "<html" not in part.content.decode()
    assert (
        client.get(
            f"/companies/{CompanyFactory.create(owner=UserFactory.create()).pk}/facts/"
        ).status_code
        == 404
    )


def test_the_page_asks_as_often_for_one_person_and_line_as_for_three(
    client, maya, corrib, django_assert_max_num_queries
):
    def queries():
        person = ProspectFactory.create(owner=maya, company=corrib)
        editing.add_note(person, by=maya, at=NOW, text="x")
        with django_assert_max_num_queries(20) as captured:
            client.get(path(corrib))
        return len(captured)

    one = queries()
    queries()
    assert queries() == one
