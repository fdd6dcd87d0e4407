"""Guessing at the doors is slow, whatever becomes of Valkey, and whoever stands behind the same proxy."""

import pytest
import redis
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from config.embedded.valkey import Valkey
from team.models import HumanSession
from tests.factories.team import PASSWORD, UserFactory
from tests.team import doors

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> None:
    cache.clear()


def guess(client: Client, email: str, times: int) -> None:
    for _ in range(times):
        client.post(LOGIN, {"login": email, "password": "wrong"})


def test_a_wiped_valkey_forgets_no_failed_try(valkey: Valkey, settings: Settings) -> None:
    settings.REDIS_URL = settings.CELERY_BROKER_URL = valkey.broker_url
    maya = UserFactory.create()
    guess(Client(), maya.email, 5)

    redis.Redis(unix_socket_path=str(valkey.socket)).flushall()

    answer = Client().post(LOGIN, {"login": maya.email, "password": PASSWORD})
    assert "Wait five minutes" in doors.words(answer)
    assert not HumanSession.objects.exists()


def test_failed_tries_are_counted_in_the_database_and_many_strangers_push_none_out() -> None:
    maya = UserFactory.create()
    guess(Client(), maya.email, 5)
    cache.set_many({f"stranger-{number}": number for number in range(400)})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM team_cache")
        assert cursor.fetchone()[0] > 400

    answer = Client().post(LOGIN, {"login": maya.email, "password": PASSWORD})

    assert "Wait five minutes" in doors.words(answer)
    assert str(django_settings.CACHES["default"]["BACKEND"]).endswith("DatabaseCache")


def test_guesses_at_many_addresses_from_one_place_wait_and_another_place_does_not() -> None:
    for number in range(10):
        guess(Client(REMOTE_ADDR="192.0.2.1"), f"someone{number}@fernhill.example", 1)
    maya = UserFactory.create()
    here, there = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
    form = {"login": maya.email, "password": PASSWORD}
    assert "Wait five minutes" in doors.words(here.post(LOGIN, form))
    assert there.post(LOGIN, form).status_code == 302


def test_behind_a_proxy_the_visitor_counts_and_what_a_visitor_claims_does_not(
    settings: Settings,
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    proxy = Client(REMOTE_ADDR="10.0.0.1")
    for number in range(10):
        claimed = {"X-Forwarded-For": f"203.0.113.{number}, 192.0.2.1"}
        form = {"login": f"someone{number}@fernhill.example", "password": "wrong"}
        proxy.post(LOGIN, form, headers=claimed)
    maya = UserFactory.create()
    form = {"login": maya.email, "password": PASSWORD}
    same = proxy.post(LOGIN, form, headers={"X-Forwarded-For": "203.0.113.99, 192.0.2.1"})
    other = proxy.post(LOGIN, form, headers={"X-Forwarded-For": "192.0.2.2"})
    assert "Wait five minutes" in doors.words(same)
    assert other.status_code == 302


def test_showing_once_more_that_it_is_still_you_is_slow_to_guess_too() -> None:
    maya = UserFactory.create()
    client = doors.sign_in(maya)
    answers = [
        client.post(reverse("account_reauthenticate"), {"password": "wrong"}) for _ in range(11)
    ]
    assert answers[-1].status_code == 429
