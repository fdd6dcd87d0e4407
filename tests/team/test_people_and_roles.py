"""Who works here and what they may do: an admin's to change, an auditor's to read, nobody else's to see."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from team.enums import AuditKind, Role
from team.models import AuditEvent, HumanSession, SecondFactorDemand, Team, User
from team.refusals import Refused
from team.services import colleagues, teams
from tests import races
from tests.factories.team import TeamFactory, UserFactory
from tests.team import doors

pytestmark = pytest.mark.django_db
PAGE = "/settings/people-and-roles/"


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> None:
    cache.clear()


@pytest.fixture
def noor() -> User:
    return UserFactory.create(name="Noor Haddad", role=Role.ADMIN)


@pytest.fixture
def client(noor: User) -> Client:
    client = Client()
    client.force_login(noor)
    return client


def test_everybody_is_listed_with_role_team_and_where_they_stand(client: Client) -> None:
    UserFactory.create(name="Maya Okafor", team=TeamFactory.create(name="Coast"))
    UserFactory.create(name="Jonas Berg", is_active=False)
    page = doors.words(client.get(PAGE))
    assert "Maya Okafor" in page
    assert "Rep, Coast" in page
    assert "kept out" in page


def test_the_list_asks_the_same_of_the_database_for_one_colleague_and_for_three(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(20) as one:
        client.get(PAGE)
    asked = len(one.captured_queries)
    for _ in range(3):
        UserFactory.create()
    with django_assert_num_queries(asked):
        client.get(PAGE)


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.REP, 403), (Role.MANAGER, 403), (Role.AUDITOR, 200), (Role.ADMIN, 200)],
)
def test_admins_and_auditors_see_who_works_here(role: Role, status: int) -> None:
    someone = UserFactory.create(role=role)
    client = Client()
    client.force_login(someone)
    assert client.get(PAGE).status_code == status
    assert client.get(f"{PAGE}{UserFactory.create().pk}/").status_code == status


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER, Role.AUDITOR])
def test_nobody_but_an_admin_changes_anything(noor: User, role: Role) -> None:
    client, team = Client(), TeamFactory.create(name="Coast")
    client.force_login(UserFactory.create(role=role))
    before = list(User.objects.order_by("pk").values("role", "is_active", "team"))
    for path in (
        "",
        "teams/",
        f"teams/{team.pk}/",
        f"teams/{team.pk}/removal/",
        "second-factor/",
        f"{noor.pk}/",
        f"{noor.pk}/link/",
        f"{noor.pk}/link/removal/",
        f"{noor.pk}/deactivation/",
        f"{noor.pk}/reactivation/",
        f"{noor.pk}/second-factor/removal/",
        f"{noor.pk}/sessions/end/",
    ):
        answer = client.post(f"{PAGE}{path}", {"name": "Mine", "roles": ["rep"], "role": "rep"})
        assert answer.status_code == 403, path
    assert list(User.objects.order_by("pk").values("role", "is_active", "team")) == before
    assert set(Team.objects.values_list("name", flat=True)) >= {"Coast"}
    assert not Team.objects.filter(name="Mine").exists()
    assert not SecondFactorDemand.objects.exists()


def test_role_and_team_change_and_both_are_accounted_for_with_before_and_after(
    client: Client, noor: User
) -> None:
    maya, coast = UserFactory.create(), TeamFactory.create(name="Coast")
    before = maya.team_id
    client.post(f"{PAGE}{maya.pk}/", {"role": "manager", "team": coast.pk})
    maya.refresh_from_db()
    assert (maya.role, maya.team) == (Role.MANAGER, coast)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    event = AuditEvent.objects.get(kind=AuditKind.USER_CHANGED)
    assert event.actor == noor
    assert event.detail["changed"] == {"role": ["rep", "manager"], "team_id": [before, coast.pk]}


def test_whoever_is_kept_out_is_out_at_once_and_comes_in_again_as_before(client: Client) -> None:
    maya = UserFactory.create(name="Maya Okafor")
    hers = doors.sign_in(maya)
    answer = client.post(f"{PAGE}{maya.pk}/deactivation/", follow=True)
    assert "Let Maya in again" in doors.words(answer)
    assert "What was left behind" in doors.words(answer)
    assert hers.get(reverse("team:you")).status_code == 302
    assert not HumanSession.objects.filter(user=maya, revoked_at=None).exists()
    doors.sign_in(maya)
    assert not HumanSession.objects.filter(user=maya, revoked_at=None).exists()
    client.post(f"{PAGE}{maya.pk}/reactivation/")
    assert doors.sign_in(maya).get(reverse("team:you")).status_code == 200


def test_nobody_keeps_themselves_out(client: Client, noor: User) -> None:
    UserFactory.create(role=Role.ADMIN)
    answer = client.post(f"{PAGE}{noor.pk}/deactivation/")
    assert "You can&#x27;t keep yourself out." in answer.content.decode()
    noor.refresh_from_db()
    assert noor.is_active


def test_the_last_admin_stays_one_in_words(client: Client, noor: User) -> None:
    answer = client.post(f"{PAGE}{noor.pk}/", {"role": "rep"})
    assert "This is the last admin." in answer.content.decode()
    noor.refresh_from_db()
    assert noor.is_admin


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_demote_each_other_at_once_leave_one() -> None:
    noor, omar = (UserFactory.create(role=Role.ADMIN) for _ in range(2))
    came = races.at_once(
        lambda: colleagues.change(
            noor, role=Role.REP, team=None, by=User(pk=omar.pk, role=Role.ADMIN)
        ),
        lambda: colleagues.change(
            omar, role=Role.REP, team=None, by=User(pk=noor.pk, role=Role.ADMIN)
        ),
    )
    assert sorted(came, key=str) == [True, "last_admin"]
    assert User.objects.filter(role=Role.ADMIN).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_keep_each_other_out_at_once_leave_one() -> None:
    noor, omar = (UserFactory.create(role=Role.ADMIN) for _ in range(2))
    races.at_once(
        lambda: colleagues.deactivate(noor, by=omar, at=timezone.now()),
        lambda: colleagues.deactivate(omar, by=noor, at=timezone.now()),
    )
    assert User.objects.filter(role=Role.ADMIN, is_active=True).count() == 1


def test_an_admin_signs_somebody_out_everywhere(client: Client) -> None:
    maya = UserFactory.create()
    hers = doors.sign_in(maya)
    client.post(f"{PAGE}{maya.pk}/sessions/end/")
    assert hers.get(reverse("team:you")).status_code == 302


def test_of_whom_a_second_factor_is_asked_is_said_on_the_page(client: Client) -> None:
    client.post(f"{PAGE}second-factor/", {"roles": ["admin", "auditor"]})
    assert set(SecondFactorDemand.objects.values_list("role", flat=True)) == {"admin", "auditor"}
    assert client.get(PAGE).content.decode().count(" checked") == 2
    assert client.post(f"{PAGE}second-factor/", {"roles": ["king"]}).status_code == 422
    client.post(f"{PAGE}second-factor/", {})
    assert not SecondFactorDemand.objects.exists()


def test_a_team_is_added_renamed_and_removed_while_it_is_empty(client: Client, noor: User) -> None:
    client.post(f"{PAGE}teams/", {"name": "Coast"})
    coast = Team.objects.get(name="Coast")
    client.post(f"{PAGE}teams/{coast.pk}/", {"name": "West coast"})
    client.post(f"{PAGE}teams/{coast.pk}/removal/")
    assert not Team.objects.filter(pk=coast.pk).exists()
    events = AuditEvent.objects.filter(kind=AuditKind.TEAM_CHANGED, actor=noor).order_by("pk")
    assert [event.detail for event in events] == [
        {"before": "", "after": "Coast"},
        {"before": "Coast", "after": "West coast"},
        {"before": "West coast", "after": ""},
    ]


def test_a_team_that_somebody_belongs_to_stays_and_no_two_have_one_name(noor: User) -> None:
    now = timezone.now()
    other, gone = TeamFactory.create(name="Coast"), TeamFactory.create(name="Bay")
    Team.objects.filter(pk=gone.pk).delete()
    for act, code in (
        (lambda: teams.remove(noor.team, by=noor, at=now), "team_not_empty"),
        (lambda: teams.rename(other, noor.team.name, by=noor, at=now), "team_taken"),
        (lambda: teams.add("Coast", by=noor, at=now), "team_taken"),
        (lambda: teams.add(" ", by=noor, at=now), "name_missing"),
        (lambda: teams.add("C" * 121, by=noor, at=now), "too_long"),
        (lambda: teams.rename(gone, "Sound", by=noor, at=now), "team_gone"),
        (lambda: teams.remove(gone, by=noor, at=now), "team_gone"),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == code
    assert not Team.objects.filter(pk=gone.pk).exists()


def test_a_name_that_is_too_long_is_refused_for_its_length(client: Client, noor: User) -> None:
    assert noor.team is not None
    for path in ("teams/", f"teams/{noor.team.pk}/"):
        answer = client.post(f"{PAGE}{path}", {"name": "C" * 121})
        assert "at most 120 characters" in doors.words(answer)
    assert not Team.objects.filter(name__startswith="CC").exists()


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/django-admin/"])
def test_there_is_no_admin_of_django(client: Client, path: str) -> None:
    from django.apps import apps
    from django.urls import get_resolver

    assert client.get(path).status_code == 404
    assert not apps.is_installed("django.contrib.admin")
    assert "admin" not in get_resolver().namespace_dict
