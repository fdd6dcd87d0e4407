"""Sign-in and its neighbours."""

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from team.models import HumanSession
from tests.factories.team import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> None:
    cache.clear()


def test_a_sign_in_opens_a_session_and_goes_on_to_where_one_was_going() -> None:
    user = UserFactory.create()
    answer = Client().post(
        f"{LOGIN}?next=/settings/you/", {"login": user.email.upper(), "password": PASSWORD}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/settings/you/")
    assert HumanSession.objects.filter(user=user, revoked_at=None).count() == 1


def test_a_key_from_before_a_sign_in_opens_nothing_after_it() -> None:
    user, browser = UserFactory.create(), Client()
    before = SessionStore()
    before["brought"] = "by somebody else"
    before.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = str(before.session_key)
    browser.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert HumanSession.objects.filter(user=user).exists()
    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != before.session_key
    planted = Client()
    planted.cookies[settings.SESSION_COOKIE_NAME] = str(before.session_key)
    assert LOGIN in planted.get("/")["Location"]


def test_a_sign_out_ends_the_session_and_shows_the_door() -> None:
    user, client = UserFactory.create(), Client()
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    answer = client.post(reverse("account_logout"))
    assert answer["Location"] == LOGIN
    assert HumanSession.objects.filter(user=user, revoked_at=None).count() == 0


def test_a_wrong_password_is_said_plainly_and_the_address_is_kept() -> None:
    user = UserFactory.create()
    page = Client().post(LOGIN, {"login": user.email, "password": "wrong"}).content.decode()
    assert "That email and password do not belong together." in page
    assert user.email in page


def test_after_five_wrong_passwords_even_the_right_one_waits() -> None:
    user, client = UserFactory.create(), Client()
    for _ in range(5):
        client.post(LOGIN, {"login": user.email, "password": "wrong"})
    answer = client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert "Wait five minutes, then try again." in answer.content.decode()
    assert not HumanSession.objects.filter(user=user).exists()


def test_too_many_sign_ins_from_one_place_get_a_page_in_words() -> None:
    client = Client()
    answers = [client.post(LOGIN, {"login": "a@b.example", "password": "x"}) for _ in range(31)]
    assert answers[-1].status_code == 429
    assert "Too many tries at once" in answers[-1].content.decode()


@pytest.mark.parametrize(
    "path",
    ["/accounts/password/reset/", "/accounts/email/", "/accounts/confirm-email/"],
)
def test_no_address_exists_that_would_send_system_mail(path: str) -> None:
    client = Client()
    client.force_login(UserFactory.create())
    assert client.get(path).status_code == 404


def test_nobody_signs_up_by_themselves() -> None:
    answer = Client().post("/accounts/signup/", {"email": "a@b.example", "password1": PASSWORD})
    assert "By invitation" in answer.content.decode()


def test_a_password_is_changed_and_a_weak_one_is_explained() -> None:
    user, client = UserFactory.create(), Client()
    client.force_login(user)
    address = reverse("account_change_password")
    form = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    assert "at least 12 characters" in client.post(address, form).content.decode()
    form |= {"password1": "cold chains hold", "password2": "cold chains hold"}
    assert client.post(address, form).status_code == 302
    user.refresh_from_db()
    assert user.check_password("cold chains hold")
