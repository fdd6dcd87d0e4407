"""Something is posted to every address as every role: who comes as far as the form, and who does not (docs/who-may-what.md)."""

import pytest
from django.http import HttpResponseBase
from django.test import Client

from tests.access import world
from tests.access.doors import FEW, addresses, as_listed, listed
from tests.access.undoing import undone
from tests.cadence.conftest import Clock

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker"]),
    pytest.mark.usefixtures("sandbox"),
]

# Open to whoever holds the link, or to everybody: no sign-in stands before them.
PUBLIC = {
    "/healthz", "/readyz", "/metrics", "/u/<token>/",
    "/accounts/login/", "/accounts/signup/", "/accounts/inactive/", "/accounts/set-up/", "/accounts/welcome/<token>/",
    "/accounts/code/", "/accounts/passkey/", "/accounts/single-sign-on/", "/accounts/single-sign-on/<provider_id>/",
    "/accounts/single-sign-on/<provider_id>/back/",
}  # fmt: skip


def test_the_list_names_every_address_and_no_other() -> None:
    assert set(listed()) == set(addresses())


def test_something_is_taken_from_whoever_may_act_and_from_nobody_else(clock: Clock) -> None:
    stage, doors = world.build(clock), listed()
    browsers = {who: stage.browser(who) for who in stage.readers}
    wrong = []
    for address, name in addresses().items():
        for who in browsers if doors[address].acts is not None else FEW:
            with undone(browsers[who]):
                status = browsers[who].post(stage.path(name)).status_code
            if not as_listed(status, doors[address].acts, who):
                wrong.append((address, who, status))
    assert wrong == []


def test_whoever_is_not_signed_in_is_led_to_the_door(clock: Clock) -> None:
    stage, stranger, let_in = world.build(clock), Client(), []
    for address, name in addresses().items():
        for ask in (stranger.get, stranger.post):
            answer = ask(stage.path(name))
            if address not in PUBLIC and not led_to_the_door(answer):
                let_in.append((address, answer.status_code))
    assert let_in == []


def led_to_the_door(answer: HttpResponseBase) -> bool:
    return answer.headers.get("Location", "").startswith("/accounts/login/")
