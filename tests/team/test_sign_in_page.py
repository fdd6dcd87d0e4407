"""Where somebody is signed in, in words; and out everywhere else with one press."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from time_machine import TimeMachineFixture

from team import browsers
from team.enums import AuditKind
from team.models import AuditEvent, HumanSession, User
from team.models.session import SEEN
from tests.factories.team import PASSWORD, UserFactory
from tests.team import doors

pytestmark = pytest.mark.django_db
SETTINGS = "/settings/sign-in/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1"
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0"
)


@pytest.fixture
def maya() -> User:
    return UserFactory.create()


@pytest.fixture
def here(maya: User) -> Client:
    return doors.sign_in(maya, HTTP_USER_AGENT=FIREFOX)


@pytest.fixture
def elsewhere(maya: User) -> Client:
    return doors.sign_in(maya, HTTP_USER_AGENT=SAFARI)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox, Windows"),
        (SAFARI, "Safari, iPhone"),
        (EDGE, "Edge, Windows"),
        ("curl/8", ""),
    ],
)
def test_a_browser_is_named_as_people_name_it(agent: str, words: str) -> None:
    assert browsers.named(agent) == words


def test_every_browser_is_listed_and_this_one_is_marked(here: Client, elsewhere: Client) -> None:
    page = doors.words(here.get(SETTINGS))
    assert "Firefox, Windows this one" in page
    assert "Safari, iPhone since" in page


def test_signing_out_elsewhere_ends_that_browser_and_no_other(
    maya: User, here: Client, elsewhere: Client
) -> None:
    there = HumanSession.objects.get(user=maya, browser="Safari, iPhone")

    here.post(reverse("team:sign-in-session", args=[there.pk]))

    there.refresh_from_db()
    assert there.revoked_at is not None
    assert elsewhere.get(SETTINGS)["Location"].startswith(reverse("account_login"))
    assert here.get(SETTINGS).status_code == 200
    event = AuditEvent.objects.filter(kind=AuditKind.SIGNED_OUT).get()
    assert (event.actor, event.detail) == (maya, {"session": str(there.pk)})


def test_signing_out_everywhere_else_keeps_this_browser(
    maya: User, here: Client, elsewhere: Client
) -> None:
    doors.sign_in(maya)
    here.post(reverse("team:sign-in-others"))
    assert HumanSession.objects.filter(user=maya, revoked_at=None).count() == 1
    assert elsewhere.get(SETTINGS).status_code == 302
    assert here.get(SETTINGS).status_code == 200


def test_nobody_ends_a_colleagues_session(here: Client) -> None:
    colleague = UserFactory.create()
    doors.sign_in(colleague)
    theirs = HumanSession.objects.get(user=colleague)
    answer = here.post(reverse("team:sign-in-session", args=[theirs.pk]))
    theirs.refresh_from_db()
    assert (answer.status_code, theirs.revoked_at) == (404, None)


def test_a_new_password_signs_every_browser_out(
    maya: User, here: Client, elsewhere: Client
) -> None:
    new = {
        "oldpassword": PASSWORD,
        "password1": "cold chains hold",
        "password2": "cold chains hold",
    }
    here.post(reverse("account_change_password"), new)
    assert not HumanSession.objects.filter(user=maya, revoked_at=None).exists()
    assert elsewhere.get(SETTINGS).status_code == 302


def test_use_is_noted_every_few_minutes_and_never_lengthens_a_session(
    maya: User, here: Client, time_machine: TimeMachineFixture
) -> None:
    session = HumanSession.objects.get(user=maya)
    here.get(SETTINGS)
    time_machine.move_to(timezone.now() + timedelta(days=3), tick=True)
    here.get(SETTINGS)
    kept = Session.objects.get()
    seen = kept.get_decoded()[SEEN]
    assert abs(seen - timezone.now().timestamp()) < 60
    assert abs(kept.expire_date - session.expires_at) < timedelta(seconds=5)


def test_the_list_asks_the_same_of_the_database_for_one_browser_and_for_three(
    maya: User,
    here: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    here.get(SETTINGS)
    with django_assert_max_num_queries(30) as one:
        here.get(SETTINGS)
    asked = len(one.captured_queries)
    doors.sign_in(maya)
    doors.sign_in(maya)
    with django_assert_num_queries(asked):
        here.get(SETTINGS)
