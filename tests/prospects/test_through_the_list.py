"""From a list to a person and on to the next, and what their page offers."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from prospects.enums import SuppressionOrigin
from prospects.services import suppressing
from team.enums import Role
from tests.factories.prospects import ProspectFactory
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya(client):
    user = UserFactory.create(name="Maya Okafor")
    client.force_login(user)
    return user


def beside(client, person, question):
    context = client.get(f"/people/{person.pk}/?{urlencode({'list': question})}").context
    return context.get("previous", ""), context.get("following", "")


@pytest.mark.parametrize(
    "question", ["", "q=person", "country=IE", "order=newest", "q=person&order=newest"]
)
def test_the_page_leads_on_through_the_list_it_was_opened_from(client, maya, question):
    people = [ProspectFactory.create(name=f"Person {n}", owner=maya) for n in range(3)]
    ProspectFactory.create(name="Person 1", owner=UserFactory.create(team=maya.team), country="DE")
    if "newest" in question:
        people.reverse()
    answer = client.get(f"/people/?{question}")
    listed = [person.pk for person in answer.context["page"].people]
    for before, person, after in zip(["", *listed], listed, [*listed[1:], ""], strict=False):
        previous, following = beside(
            client, answer.context["page"].people[listed.index(person)], question
        )
        assert (f"/people/{before}/?" in previous, f"/people/{after}/?" in following) == (
            bool(before),
            bool(after),
        )
    assert f"/people/{listed[0]}/?list=" in answer.content.decode()


def test_whoever_stands_in_no_list_has_nobody_beside_them(client, maya):
    person = ProspectFactory.create(name="Aoife", owner=maya)
    ProspectFactory.create(name="Bo", owner=maya)
    for question in ("q=zzz", "country=DE", "standing=nonsense&q=bo"):
        assert beside(client, person, question) == ("", "")
    page = client.get(reverse("prospects:person", args=[person.pk])).content.decode()
    assert "Back to the list" not in page


def test_a_page_that_was_opened_from_a_list_leads_back_to_it(client, maya):
    person = ProspectFactory.create(name="Aoife", owner=maya)
    page = client.get(f"/people/{person.pk}/?{urlencode({'list': 'q=aoife&after=3'})}")
    assert 'href="/people/?q=aoife">Back to the list' in page.content.decode()


def test_who_kept_a_stop_is_named(client, maya):
    person = ProspectFactory.create(owner=maya)
    suppressing.suppress(
        person, by=maya, at=NOW, reason="Leave me alone", origin=SuppressionOrigin.TOLD_US
    )
    page = client.get(reverse("prospects:person", args=[person.pk])).content.decode()
    assert "Kept by Maya Okafor." in page


def test_only_a_manager_is_offered_to_give_somebody_away(client, maya):
    person = ProspectFactory.create(owner=maya)
    offer = f'href="/people/{person.pk}/owner/"'
    assert offer not in client.get(f"/people/{person.pk}/").content.decode()
    manager = UserFactory.create(team=maya.team, role=Role.MANAGER)
    client.force_login(manager)
    assert offer in client.get(f"/people/{person.pk}/").content.decode()


def test_what_is_known_and_unknown_of_somebody_is_a_part_of_their_page(client, maya):
    person = ProspectFactory.create(owner=maya)
    facts = f"/people/{person.pk}/facts/"
    assert facts in client.get(f"/people/{person.pk}/").content.decode()
    page = client.get(facts).content.decode()
    assert "No fact is written down yet." in page
    assert "What we don’t know" in page
    part = client.get(facts, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert "<html" not in part.content.decode()
    assert client.get(f"/people/{ProspectFactory.create().pk}/facts/").status_code == 404
