"""Questions to the list that are kept under a name."""

import pytest
from django.db import IntegrityError, transaction

from prospects.models import SavedView
from prospects.selectors.saved_views import MOST
from team.enums import Role
from tests.factories.prospects import ProspectFactory
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db

NEW = "/people/views/new/"


@pytest.fixture
def maya(client):
    user = UserFactory.create(name="Maya Okafor", role=Role.MANAGER)
    client.force_login(user)
    return user


def kept(owner, name="Galway", question="q=corrib", **told):
    return SavedView.objects.create(
        owner=owner, name=name, question=question, created_at=NOW, **told
    )


def test_a_question_is_kept_under_a_name_and_leads_to_its_people(client, maya):
    ProspectFactory.create(name="Aoife", owner=maya, country="IE")
    ProspectFactory.create(name="Jonas", owner=maya, country="DE")
    asked = {"country": "DE", "standing": "free", "after": "7", "nonsense": "x"}
    assert "Keep this view" in client.get("/people/", asked).content.decode()
    answer = client.post(NEW, asked | {"name": "Free in Germany"})
    assert answer.url == "/people/?country=DE&standing=free"
    page = client.get(answer.url)
    assert [person.name for person in page.context["page"].people] == ["Jonas"]
    assert "Free in Germany" in page.content.decode()
    assert "Keep this view" not in page.content.decode()


def test_a_view_is_a_colleagues_own_until_it_is_shared(client, maya):
    mate, other = UserFactory.create(team=maya.team), UserFactory.create()
    kept(mate, "Mine alone")
    kept(mate, "Shared", is_shared=True)
    kept(other, "Elsewhere", is_shared=True)
    kept(UserFactory.create(role=Role.ADMIN), "Everybody's", is_shared=True)
    names = [view.name for view in client.get("/people/").context["views"]]
    assert names == ["Everybody's", "Shared"]


def test_a_rep_shares_nothing(client):
    rep = UserFactory.create()
    client.force_login(rep)
    client.post(NEW, {"name": "Mine", "shared": "on", "q": "x"})
    view = SavedView.objects.get()
    assert (view.owner, view.is_shared) == (rep, False)
    client.post(f"/people/views/{view.pk}/", {"name": "Mine", "shared": "on"})
    view.refresh_from_db()
    assert not view.is_shared
    assert "whole team" not in client.get(NEW).content.decode()


def test_a_view_is_renamed_shared_and_removed_by_whoever_keeps_it_alone(client, maya):
    mine, theirs = kept(maya), kept(UserFactory.create(team=maya.team), is_shared=True)
    client.post(f"/people/views/{mine.pk}/", {"name": "Quay", "shared": "on"})
    mine.refresh_from_db()
    assert (mine.name, mine.is_shared, mine.is_default) == ("Quay", True, False)
    assert client.post(f"/people/views/{theirs.pk}/", {"name": "Mine"}).status_code == 404
    assert client.post(f"/people/views/{theirs.pk}/removal/").status_code == 404
    assert client.post(f"/people/views/{mine.pk}/removal/").url == "/people/views/"
    assert list(SavedView.objects.all()) == [theirs]


def test_the_list_opens_with_the_view_that_was_chosen_last(client, maya):
    first, second = kept(maya, "One", "q=one"), kept(maya, "Two", "q=two")
    for view in (first, second):
        client.post(f"/people/views/{view.pk}/", {"name": view.name, "opens": "on"})
    assert client.get("/people/").url == "/people/?q=two"
    assert client.get("/people/?order=name").status_code == 200
    assert SavedView.objects.filter(is_default=True).count() == 1


def test_a_view_of_everybody_leads_to_everybody(client, maya):
    view = kept(maya, "All", "", is_default=True)
    assert client.get("/people/").url == view.address
    assert client.get(view.address).status_code == 200


@pytest.mark.parametrize("name", ["", "x" * 61, "a\u202eb", "GALWAY"])
def test_a_name_that_cannot_be_is_refused_and_the_question_stays(client, maya, name):
    kept(maya)
    answer = client.post(NEW, {"name": name, "q": "quay"})
    assert answer.status_code == 422
    assert 'value="quay"' in answer.content.decode()
    assert SavedView.objects.count() == 1


def test_the_thirty_first_view_is_refused(client, maya):
    SavedView.objects.bulk_create(
        SavedView(owner=maya, name=f"View {n}", question="", created_at=NOW) for n in range(MOST)
    )
    answer = client.post(NEW, {"name": "One more", "q": "x"})
    assert answer.status_code == 422
    assert "You have 30 views already" in answer.content.decode()
    assert SavedView.objects.count() == MOST


@pytest.mark.parametrize(
    "told", [{"name": ""}, {"name": "galway"}, {"name": "Second", "is_default": True}]
)
def test_the_database_keeps_names_apart_and_opens_one(told):
    owner = UserFactory.create()
    kept(owner, is_default=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        kept(owner, **told)


def test_a_question_that_is_too_long_to_keep_is_refused(client, maya):
    asked = {"q": "ü" * 200, "name": "Long"}
    answer = client.post(NEW, asked)
    assert answer.status_code == 422
    assert "longer than 1000 characters" in answer.content.decode()
    assert not SavedView.objects.exists()
