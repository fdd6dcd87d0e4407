"""In on the word of the company's directory: only whom an admin let in, only with an address that it vouches for."""

from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from team.enums import Role, SignIn
from team.models import HumanSession, User
from team.services import inviting
from tests.adapters.oidc_provider import CLIENT, SECRET, Directory
from tests.factories.team import UserFactory
from tests.team import doors

pytestmark = pytest.mark.django_db
BEGIN = "/accounts/single-sign-on/company/"
LOGIN = "/accounts/login/"
NEW = "a slow boat up the canal"


class _Stays(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@pytest.fixture
def maya() -> User:
    return UserFactory.create(name="Maya Okafor", email="maya@fernhill.example")


@pytest.fixture
def directory(settings: Settings) -> Iterator[Directory]:
    cache.clear()
    with Directory() as directory:
        app = {
            "provider_id": "company",
            "name": "Fernhill ID",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": directory.issuer},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
        }
        settings.OIDC_ISSUER, settings.OIDC_NAME = directory.issuer, "Fernhill ID"
        directory.claims = {
            "sub": "42",
            "email": "Maya@fernhill.example",
            "email_verified": True,
            "name": "Maya Okafor",
            "picture": "https://fernhill.example/maya.png",
        }
        yield directory


def back_from(address: str) -> str:
    """Where the directory sends the browser once somebody signed in there."""
    try:
        build_opener(_Stays).open(address)
    except HTTPError as answer:
        return str(answer.headers["Location"])
    raise AssertionError(address)


def through(client: Client) -> Any:
    """To the directory and back with its answer."""
    away = client.get(BEGIN)
    assert away.status_code == 302, doors.words(away)
    return client.get(back_from(away["Location"]))


def is_in(client: Client) -> bool:
    return client.get(reverse("team:you")).status_code == 200


def test_the_door_offers_it_by_name_and_only_where_it_is_set_up(directory: Directory) -> None:
    assert "Sign in with Fernhill ID" in doors.words(Client().get(LOGIN))


def test_without_a_directory_there_is_no_such_door() -> None:
    assert "single-sign-on" not in Client().get(LOGIN).content.decode()
    assert Client().get(BEGIN).status_code == 404
    assert Client().get(f"{BEGIN}back/").status_code == 404


def test_whom_an_admin_let_in_comes_in_and_what_else_is_told_of_them_is_not_kept(
    directory: Directory, maya: User
) -> None:
    client = Client()
    through(client)
    assert is_in(client)
    assert HumanSession.objects.get(user=maya).auth_method == SignIn.SINGLE_SIGN_ON
    account = SocialAccount.objects.get()
    assert (account.user, account.uid, account.extra_data) == (maya, "42", {})
    again = Client()
    through(again)
    assert is_in(again)
    assert SocialAccount.objects.count() == 1


def test_whoever_was_invited_and_has_no_password_yet_comes_in(directory: Directory) -> None:
    User.objects.create_user("maya@fernhill.example", None, name="Maya Okafor")
    client = Client()
    through(client)
    assert is_in(client)
    assert "You have none" in doors.words(client.get(reverse("team:sign-in")))
    assert client.get(reverse("account_change_password"), follow=True).status_code == 200


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"email": "stranger@fernhill.example"}, "nobody here has that address"),
        ({"email_verified": False}, "did not say that your address is verified"),
        ({"email_verified": "false"}, "did not say that your address is verified"),
        ({"email_verified": None}, "did not say that your address is verified"),
        ({"email": None}, "did not say that your address is verified"),
        ({"email": ""}, "did not say that your address is verified"),
    ],
)
def test_nobody_else_comes_in_and_nobody_is_made(
    directory: Directory, maya: User, claims: dict[str, object], sentence: str
) -> None:
    directory.claims |= claims
    client = Client()
    answer = through(client)
    assert (answer.status_code, is_in(client)) == (403, False)
    assert sentence in doors.words(answer)
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1


def test_whoever_is_kept_out_here_stays_out(directory: Directory, maya: User) -> None:
    User.objects.filter(pk=maya.pk).update(is_active=False)
    client = Client()
    assert "nobody here has that address" in doors.words(through(client))


def test_an_address_that_moved_on_to_somebody_else_opens_nobodys_door(
    directory: Directory, maya: User
) -> None:
    through(Client())
    UserFactory.create(email="ines@fernhill.example")
    directory.claims |= {"email": "ines@fernhill.example"}
    client = Client()
    assert "came with somebody else&#x27;s address before" in through(client).content.decode()
    assert not is_in(client)


def test_a_second_factor_of_ours_is_asked_for_all_the_same(
    directory: Directory, maya: User
) -> None:
    doors.with_an_app(maya)
    client = Client()
    through(client)
    assert not HumanSession.objects.exists()
    doors.give_code(client, doors.code_now())
    assert HumanSession.objects.get().second_factor == "totp"


def test_an_answer_that_this_browser_did_not_ask_for_opens_nothing(
    directory: Directory, maya: User
) -> None:
    theirs = back_from(Client().get(BEGIN)["Location"])
    client = Client()
    for address in (theirs, f"{BEGIN}back/?code=x&state=y", f"{BEGIN}back/"):
        answer = client.get(address)
        assert answer.status_code == 401
        assert "began in another browser" in doors.words(answer)
    assert not is_in(client)


def test_a_code_is_good_once(directory: Directory, maya: User) -> None:
    client = Client()
    address = back_from(client.get(BEGIN)["Location"])
    client.get(address)
    client.post(reverse("account_logout"))
    client.get(address)
    assert not is_in(client)


def test_breaking_off_there_is_said_plainly(directory: Directory) -> None:
    client = Client()
    state = client.get(BEGIN)["Location"].split("state=")[1].split("&")[0]
    answer = client.get(f"{BEGIN}back/?error=access_denied&state={state}", follow=True)
    assert "You were not signed in" in doors.words(answer)


def test_a_directory_that_talks_nonsense_is_said_in_words_on_the_way_there_and_back(
    directory: Directory, maya: User
) -> None:
    client = Client()
    address = back_from(client.get(BEGIN)["Location"])
    directory.is_broken = True
    for answer in (client.get(BEGIN), client.get(address)):
        assert answer.status_code == 401
        assert "gave no answer that we can trust" in doors.words(answer)
    assert not is_in(client)


def test_a_directory_without_an_identity_in_its_answer_is_said_in_words(
    directory: Directory, maya: User
) -> None:
    del directory.claims["sub"]
    assert through(Client()).status_code == 401


def test_a_directory_that_is_away_is_said_in_words(directory: Directory) -> None:
    directory.stop()
    answer = Client().get(BEGIN)
    assert answer.status_code == 401
    assert "it is away" in doors.words(answer)


def test_nobody_ties_another_identity_to_their_account(directory: Directory, maya: User) -> None:
    ines = UserFactory.create(email="ines@fernhill.example")
    client = doors.sign_in(ines)
    away = client.get(f"{BEGIN}?process=connect")
    answer = client.get(back_from(away["Location"]))
    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()


def test_where_it_is_the_only_way_only_admins_keep_another(
    directory: Directory, settings: Settings, maya: User
) -> None:
    settings.OIDC_ONLY = True
    noor = UserFactory.create(role=Role.ADMIN)
    assert "Another way in, for admins" in doors.words(Client().get(LOGIN))
    refused = doors.sign_in(maya)
    assert not is_in(refused)
    answer = Client().post(LOGIN, {"login": maya.email, "password": "a-password-of-the-tests"})
    assert "Use that button" in doors.words(answer)
    assert is_in(doors.sign_in(noor))
    by_directory = Client()
    through(by_directory)
    assert is_in(by_directory)


def test_where_it_is_the_only_way_a_link_leads_there_and_no_password_is_chosen(
    directory: Directory, settings: Settings, maya: User
) -> None:
    settings.OIDC_ONLY = True
    noor = UserFactory.create(role=Role.ADMIN)
    for user, leads_there in ((maya, True), (noor, False)):
        secret = inviting.make_link(user, by=noor, at=timezone.now())
        page = reverse("account_welcome", args=[secret])
        given = {"name": user.name, "password": NEW, "time_zone": "Europe/Dublin", "language": ""}
        for answer in (Client().get(page), Client().post(page, given)):
            assert (BEGIN in answer.content.decode()) is leads_there
        user.refresh_from_db()
        assert user.check_password(NEW) is not leads_there
