"""Whoever asked us to stop is not added again by hand, nor reached by changing an address; nothing typed is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from prospects.enums import SuppressionKind, SuppressionOrigin
from prospects.models import Company, Prospect, Suppression
from prospects.services import adding, editing, suppressing
from team.refusals import Refused
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db

LAST_MAY = NOW - timedelta(days=190)
WAYS = {
    "email": "Bo+news@Frost.example",
    "phone": "+4670550100",
    "linkedin_url": "https://www.linkedin.com/in/bo",
}
STOPS = [
    (SuppressionKind.EMAIL, "bo@frost.example", "Whoever has this e-mail address asked us to stop"),
    (SuppressionKind.PHONE, "+4670550100", "Whoever has this number asked us to stop"),
    (SuppressionKind.PROFILE, WAYS["linkedin_url"], "Whoever has this profile asked us to stop"),
    (SuppressionKind.DOMAIN, "frost.example", "Everybody at this company is on our stop list"),
]


@pytest.fixture
def maya():
    return UserFactory.create(name="Maya Okafor")


def stopped(by, kind, value, *, at=LAST_MAY, channel="", until=None):
    suppressing.suppress_value(
        (kind, value), by=by, at=at, reason="No more.", channel=channel, until=until
    )
    return Suppression.objects.get()


def refusal_of(by, **details):
    with pytest.raises(Refused) as refused:
        adding.add_person_at("Bo", "Frost", "", by=by, at=NOW, **(WAYS | details))
    return refused.value


@pytest.mark.parametrize(("kind", "value", "words"), STOPS)
def test_a_stop_of_any_value_keeps_somebody_from_being_added(maya, kind, value, words):
    stopped(maya, kind, value)

    refusal = refusal_of(maya)

    assert refusal.code == f"stopped_{kind}"
    assert refusal.sentence.startswith(f"{words} ")
    assert "Maya Okafor wrote it down. Nobody here writes to them." in refusal.sentence
    assert not Prospect.objects.exists()
    assert not Company.objects.exists()


def test_a_company_that_is_stopped_takes_nobody_new(maya):
    company = CompanyFactory.create(domain="Frost.example")
    stopped(maya, SuppressionKind.DOMAIN, "frost.example")

    with pytest.raises(Refused) as refused:
        adding.add_person("Bo", company, by=maya, at=NOW)

    assert refused.value.code == "stopped_domain"


def test_a_stop_says_until_when_it_holds_and_is_no_hindrance_after(maya):
    until = NOW + timedelta(days=30)
    stopped(maya, SuppressionKind.EMAIL, "bo@frost.example", until=until)

    assert "It holds until 16 December 2026." in refusal_of(maya).sentence
    person = adding.add_person_at("Bo", "Frost", "", by=maya, at=until, **WAYS)
    assert person.email == WAYS["email"]


def test_a_stop_of_one_channel_alone_hinders_nobody_as_in_an_import(maya):
    stopped(maya, SuppressionKind.EMAIL, "bo@frost.example", channel="email")

    assert adding.add_person_at("Bo", "Frost", "", by=maya, at=NOW, **WAYS).pk


def test_a_stop_that_came_through_a_link_names_no_colleague(maya):
    person = ProspectFactory.create(email="bo@frost.example", owner=maya)
    suppressing.suppress(
        person, by=None, at=LAST_MAY, reason="Link.", origin=SuppressionOrigin.UNSUBSCRIBE
    )

    refusal = refusal_of(maya)

    assert "wrote it down" not in refusal.sentence


def test_the_page_keeps_what_was_typed_and_says_it_beneath_the_field(client, maya):
    stopped(maya, SuppressionKind.PHONE, "+4670550100")
    client.force_login(maya)
    typed = {"name": "Bo Ek", "company_name": "Frost", "country": "SE", **WAYS}

    page = client.post(reverse("prospects:new-person"), typed)

    assert page.status_code == 422
    (fault,) = page.context["form"].errors["phone"]
    assert fault.startswith("Whoever has this number asked us to stop")
    for value in ("Bo Ek", "Frost", WAYS["email"], WAYS["phone"]):
        assert f'value="{value}"' in page.content.decode()


@pytest.mark.parametrize(("kind", "value", "words"), STOPS)
def test_nobody_gets_an_address_that_is_stopped(maya, kind, value, words):
    person = ProspectFactory.create(owner=maya)
    stopped(maya, kind, value)

    with pytest.raises(Refused) as refused:
        editing.edit_person(person, by=maya, at=NOW, revision=0, details=WAYS)

    assert refused.value.sentence.startswith(words)
    person.refresh_from_db()
    assert (person.email, person.revision) != (WAYS["email"], 1)


def test_other_details_of_somebody_who_is_stopped_may_change(maya):
    person = ProspectFactory.create(owner=maya, email="bo@frost.example")
    stopped(maya, SuppressionKind.EMAIL, "bo@frost.example")

    changed = {"email": "bo@frost.example", "title": "CTO"}
    editing.edit_person(person, by=maya, at=NOW, revision=0, details=changed)

    assert Prospect.objects.get().title == "CTO"


def test_the_details_come_back_with_the_stop_beneath_their_field(client, maya):
    person = ProspectFactory.create(owner=maya)
    stopped(maya, SuppressionKind.EMAIL, "bo@frost.example")
    client.force_login(maya)

    page = client.post(
        reverse("prospects:details", args=[person.pk]),
        {"email": "bo@frost.example", "title": "CTO", "revision": 0},
    )

    assert page.status_code == 422
    assert page.context["person_form"].errors["email"]
    assert 'value="CTO"' in page.content.decode()
