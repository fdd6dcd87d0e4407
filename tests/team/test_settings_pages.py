"""Settings of one's own: what is typed is kept or explained, never lost."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from team.models import User
from team.selectors.working_week import week_of
from tests.factories.team import UserFactory
from tests.stand import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return UserFactory.create(name="Maya Okafor")


@pytest.fixture
def client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _week(**days: str) -> dict[str, str]:
    form = {"day-TOTAL_FORMS": "7", "day-INITIAL_FORMS": "7"}
    for number in range(7):
        form |= {f"day-{number}-start": "09:00", f"day-{number}-end": "17:30"}
    return form | {key.replace("_", "-", 2): value for key, value in days.items()}


PROFILE = {
    "name": "Maya O.",
    "time_zone": "Europe/Paris",
    "country": "DE",
    "subdivision": "Bayern",
    "undo_seconds": "20",
}


def test_settings_are_kept(client: Client, user: User) -> None:
    answer = client.post(reverse("team:you"), PROFILE | _week(day_1_works="on"))
    assert answer.status_code == 302
    kept = User.objects.get(pk=user.pk)
    assert (kept.name, kept.time_zone, kept.undo_seconds) == ("Maya O.", "Europe/Paris", 20)
    assert (kept.country, kept.subdivision) == ("DE", "BY")
    assert [day.weekday for day in week_of(kept) if day.works] == [1]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"undo_seconds": "61"}, "Choose between 0 and 60 seconds."),
        ({"name": "x" * 201}, "at most 200 characters"),
        ({"name": "Ma\x00ya"}, "Null characters are not allowed"),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
        ({"country": "XX"}, "Select a valid choice"),
        ({"subdivision": "Atlantis"}, "We don&#x27;t know this region of the country."),
        ({"country": ""}, "We don&#x27;t know this region of the country."),
        ({"day-1-end": "08:00"}, "The day ends after it begins."),
        ({"day-1-end": ""}, "Say from when to when."),
        ({"day-1-works": ""}, "Choose at least one working day."),
    ],
)
def test_a_wrong_value_is_explained_and_nothing_typed_is_lost(
    client: Client, user: User, wrong: dict[str, str], sentence: str
) -> None:
    answer = client.post(reverse("team:you"), PROFILE | _week(day_1_works="on") | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="20"' in page or 'value="61"' in page
    assert User.objects.get(pk=user.pk).undo_seconds == 10


def test_a_form_without_its_week_is_explained(client: Client) -> None:
    assert client.post(reverse("team:you"), PROFILE).status_code == 422


def test_shortcuts_are_switched_off_and_on(client: Client, user: User) -> None:
    client.post(reverse("team:keyboard"), {})
    assert 'data-shortcuts="off"' in client.get(reverse("team:keyboard")).content.decode()
    client.post(reverse("team:keyboard"), {"shortcuts_on": "on"})
    assert 'data-shortcuts="on"' in client.get(reverse("team:keyboard")).content.decode()


def test_each_key_that_presses_something_is_listed_and_no_other() -> None:
    """The dialog shows those that press something on the page where it is opened: static/js/dialog.js."""
    pages = ROOT / "templates"
    told = (pages / "team/shortcuts.html").read_text()
    drawn = "".join(path.read_text() for path in pages.rglob("*.html"))
    listed = set(re.findall(r"\[data-key='([^']+)'\]", told))
    pressed = set(re.findall(r'data-key="([^"{]+)"', drawn))
    made_while_drawing = {"c", "alt+arrowup"}
    assert listed == pressed | made_while_drawing


@pytest.mark.parametrize("name", ["team:you", "team:keyboard", "team:help", "team:home"])
def test_someone_who_has_not_signed_in_is_sent_to_the_door(name: str) -> None:
    answer = Client().get(reverse(name))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize(
    ("role", "place"), [("rep", "/queue/"), ("manager", "/team/"), ("admin", "/team/")]
)
def test_home_is_where_the_work_is(role: str, place: str) -> None:
    client = Client()
    client.force_login(UserFactory.create(role=role))
    assert client.get("/")["Location"] == place
