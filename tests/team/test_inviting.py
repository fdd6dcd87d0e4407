"""A link lets somebody in once, in time, to choose a password; nobody else, nobody twice, and a lost one is made anew."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from time_machine import TimeMachineFixture

from team.enums import AuditKind, Role
from team.models import AuditEvent, HumanSession, SignInLink, User
from team.refusals import Refused
from team.services import colleagues, inviting
from tests import races
from tests.factories.team import PASSWORD, TeamFactory, UserFactory
from tests.team import doors

pytestmark = pytest.mark.django_db
CHOSEN = {
    "name": "Aoife Ní Bhriain",
    "password": "brass kettles sing",
    "time_zone": "Europe/Dublin",
    "language": "",
}


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> None:
    cache.clear()


@pytest.fixture
def noor() -> User:
    return UserFactory.create(name="Noor Haddad", role=Role.ADMIN)


def invited(noor: User) -> tuple[User, str]:
    return inviting.invite(
        "aoife@fernhill.example",
        name="Aoife Ni Bhriain",
        role=Role.REP,
        team=noor.team,
        time_zone="Europe/Paris",
        language="",
        by=noor,
        at=timezone.now(),
    )


def come_in(token: str, client: Client | None = None, **changed: str) -> Client:
    client = client or Client()
    client.post(reverse("account_welcome", args=[token]), CHOSEN | changed)
    return client


def test_an_admin_invites_on_the_page_and_the_link_is_shown_once(noor: User) -> None:
    client = doors.sign_in(noor)
    form = {
        "name": "Aoife Ni Bhriain",
        "email": "aoife@fernhill.example",
        "role": "rep",
        "team": noor.team_id,
        "time_zone": "Europe/Paris",
    }
    answer = client.post(reverse("team:people-and-roles"), form, follow=True)
    address = re.search(r"http\S+/accounts/welcome/[\w-]+/", doors.words(answer))
    assert address is not None
    assert "send it to them yourself" in doors.words(answer)
    again = client.get(answer.request["PATH_INFO"])
    assert address[0] not in again.content.decode()
    assert Client().get(address[0].removeprefix("http://localhost:8000")).status_code == 200


def test_whoever_was_invited_spells_their_name_chooses_a_password_and_is_in(noor: User) -> None:
    aoife, token = invited(noor)
    client = come_in(token)
    aoife.refresh_from_db()
    assert (aoife.name, aoife.time_zone) == ("Aoife Ní Bhriain", "Europe/Dublin")
    assert client.get(reverse("team:you")).status_code == 200
    assert HumanSession.objects.filter(user=aoife, revoked_at=None).count() == 1


def test_a_link_works_once(noor: User) -> None:
    aoife, token = invited(noor)
    come_in(token)
    client = come_in(token, password="another kettle sings")
    aoife.refresh_from_db()
    assert aoife.check_password("brass kettles sing")
    assert client.get(reverse("team:you")).status_code == 302
    assert "does not work any more" in doors.words(
        Client().get(reverse("account_welcome", args=[token]))
    )


def test_a_link_ends_after_seven_days(noor: User, time_machine: TimeMachineFixture) -> None:
    _aoife, token = invited(noor)
    address = reverse("account_welcome", args=[token])
    assert Client().get(address).status_code == 200
    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=1))
    assert Client().get(address).status_code == 404


def test_a_link_that_was_taken_back_or_made_anew_opens_nothing(noor: User) -> None:
    aoife, first = invited(noor)
    second = inviting.make_link(aoife, by=noor, at=timezone.now())
    assert inviting.find(first, at=timezone.now()) is None
    assert inviting.find(second, at=timezone.now()) is not None
    inviting.take_back(aoife, by=noor, at=timezone.now())
    assert inviting.find(second, at=timezone.now()) is None
    assert inviting.find("nobody made this", at=timezone.now()) is None


def test_the_secret_of_a_link_is_kept_nowhere(noor: User) -> None:
    _aoife, token = invited(noor)
    kept = [*SignInLink.objects.values_list(), *AuditEvent.objects.values_list("subject", "detail")]
    assert token not in str(kept)


@pytest.mark.parametrize(
    "password",
    ["Summer2026!!", "atlantic-coast-2026", "corrib-foundry-1", "earnest.corrib.example"],
)
def test_a_weak_password_leaves_the_link_open(
    noor: User, settings: Settings, password: str
) -> None:
    settings.POSTAL_ADDRESS = "Corrib Foundry Ltd, Eyre Square, Galway"
    settings.PUBLIC_URL = "https://earnest.corrib.example"
    TeamFactory.create(name="Atlantic Coast")
    _aoife, token = invited(noor)
    address = reverse("account_welcome", args=[token])
    answer = Client().post(address, CHOSEN | {"password": password})
    assert answer.status_code == 422
    assert "Somebody would guess this" in doors.words(answer)
    assert come_in(token).get(reverse("team:you")).status_code == 200


def test_a_forgotten_password_is_chosen_anew_and_whoever_knew_the_old_one_is_out(
    noor: User,
) -> None:
    maya = UserFactory.create()
    thief = doors.sign_in(maya)
    token = inviting.make_link(maya, by=noor, at=timezone.now())
    assert thief.get(reverse("team:you")).status_code == 200
    come_in(token, name=maya.name)
    assert thief.get(reverse("team:you")).status_code == 302
    maya.refresh_from_db()
    assert not maya.check_password(PASSWORD)


def test_a_link_does_not_pass_by_a_second_factor(noor: User) -> None:
    maya = UserFactory.create()
    doors.with_an_app(maya)
    client = come_in(inviting.make_link(maya, by=noor, at=timezone.now()), name=maya.name)
    assert not HumanSession.objects.filter(user=maya).exists()
    doors.give_code(client, doors.code_now())
    assert HumanSession.objects.filter(user=maya).count() == 1
    assert Authenticator.objects.filter(user=maya).exists()


def test_whoever_is_kept_out_has_no_link(noor: User) -> None:
    aoife, token = invited(noor)
    colleagues.deactivate(aoife, by=noor, at=timezone.now())
    assert inviting.find(token, at=timezone.now()) is None
    aoife.refresh_from_db()
    with pytest.raises(Refused) as refused:
        inviting.make_link(aoife, by=noor, at=timezone.now())
    assert refused.value.code == "signed_off"


@pytest.mark.parametrize(
    ("email", "name", "code"),
    [
        ("aoife@fernhill.example", "", "name_missing"),
        ("no address", "Aoife", "unfit"),
        ("aoife@fernhill.example", "Ao\u202eife", "name_unfit"),
        ("NOOR@fernhill.example", "Noor", "address_taken"),
    ],
)
def test_what_is_wrong_is_refused(email: str, name: str, code: str) -> None:
    noor = UserFactory.create(role=Role.ADMIN, email="noor@fernhill.example")
    with pytest.raises(Refused) as refused:
        inviting.invite(
            email,
            name=name,
            role=Role.REP,
            team=None,
            time_zone="UTC",
            language="",
            by=noor,
            at=timezone.now(),
        )
    assert refused.value.code == code


def test_only_an_admin_lets_somebody_in(noor: User) -> None:
    ines, maya, now = UserFactory.create(role=Role.MANAGER), UserFactory.create(), timezone.now()
    for act in (
        lambda: inviting.make_link(maya, by=ines, at=now),
        lambda: inviting.take_back(maya, by=ines, at=now),
        lambda: invited(ines),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "admin_only"


def test_letting_in_is_accounted_for(noor: User) -> None:
    aoife, _token = invited(noor)
    inviting.make_link(aoife, by=noor, at=timezone.now())
    inviting.take_back(aoife, by=noor, at=timezone.now())
    events = AuditEvent.objects.filter(subject=aoife.email).order_by("pk")
    assert [(event.kind, event.actor) for event in events] == [
        (AuditKind.USER_ADDED, noor),
        (AuditKind.LINK_MADE, noor),
        (AuditKind.LINK_TAKEN_BACK, noor),
    ]
    assert events[0].detail == {"role": "rep", "team": noor.team.name}


def test_two_browsers_with_one_link_choose_one_password(noor: User) -> None:
    aoife, token = invited(noor)
    first = inviting.find(token, at=timezone.now())
    second = inviting.find(token, at=timezone.now())
    inviting.accept(first, **CHOSEN, at=timezone.now())
    with pytest.raises(Refused) as refused:
        inviting.accept(
            second, **(CHOSEN | {"password": "another kettle sings"}), at=timezone.now()
        )
    assert refused.value.code == "link_over"
    aoife.refresh_from_db()
    assert aoife.check_password(CHOSEN["password"])


@pytest.mark.django_db(transaction=True)
def test_an_invitation_that_is_sent_twice_at_once_is_one(noor: User) -> None:
    came = races.at_once(lambda: bool(invited(noor)), lambda: bool(invited(noor)))
    assert sorted(came, key=str) == [True, "address_taken"]
    assert SignInLink.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_links_that_are_made_at_once_the_second_is_open(noor: User) -> None:
    maya, now = UserFactory.create(), timezone.now()
    tokens = races.at_once(*[lambda: inviting.make_link(maya, by=noor, at=now)] * 2)
    assert [bool(inviting.find(str(token), at=now)) for token in tokens].count(True) == 1


def test_a_password_chosen_by_a_link_or_changed_is_accounted_for(noor: User) -> None:
    _user, token = invited(noor)
    client = come_in(token)
    client.post(
        reverse("account_change_password"),
        {"oldpassword": CHOSEN["password"], "password1": "rivers hum at dusk", "password2": "rivers hum at dusk"},
    )  # fmt: skip
    aoife = User.objects.get(email="aoife@fernhill.example")
    assert aoife.check_password("rivers hum at dusk")
    events = AuditEvent.objects.filter(kind=AuditKind.SIGN_IN_CHANGED, subject=aoife.email)
    assert [(each.actor, each.detail) for each in events] == [(aoife, {"type": "password"})] * 2
