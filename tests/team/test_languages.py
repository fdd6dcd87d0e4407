"""A page speaks its reader's language, and what others will read speaks the company's."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format, number_format

from team.languages import for_others, spoken_to
from team.models import User
from team.places import countries_in
from team.refusals import Refused
from team.services import preferences
from tests.factories.team import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spoken_before() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def grace() -> User:
    return UserFactory.create(name="Grace Adeyemi")


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def chosen(user: User, language: str) -> User:
    user.language = language
    user.save(update_fields=["language"])
    return user


def test_a_door_speaks_the_language_of_the_browser(client: Client) -> None:
    for language in ("de", "en"):
        page = client.get(reverse("account_login"), headers={"Accept-Language": language})
        assert f'<html lang="{language}">' in page.content.decode()
        assert page.headers["Content-Language"] == language


def test_a_browser_whose_language_nobody_put_into_words_is_spoken_to_in_english(
    client: Client,
) -> None:
    page = client.get(reverse("account_login"), headers={"Accept-Language": "cy,fi;q=0.8"})
    assert '<html lang="en">' in page.content.decode()


def test_who_chose_no_language_is_spoken_to_in_their_browser_s(grace: User) -> None:
    page = of(grace).get(reverse("team:you"), headers={"Accept-Language": "de-AT,de;q=0.9"})
    assert '<html lang="de">' in page.content.decode()


@pytest.mark.parametrize(("chose", "browser"), [("de", "en"), ("en", "de")])
def test_a_chosen_language_counts_for_more_than_the_browser_s(
    grace: User, chose: str, browser: str
) -> None:
    page = of(chosen(grace, chose)).get(reverse("team:you"), headers={"Accept-Language": browser})
    assert f'<html lang="{chose}">' in page.content.decode()
    assert page.headers["Content-Language"] == chose


def test_after_a_page_the_language_spoken_before_is_spoken_again(grace: User) -> None:
    of(chosen(grace, "de")).get(reverse("team:you"))
    assert translation.get_language() == "en"


def test_a_language_is_chosen_on_one_s_own_page(grace: User) -> None:
    client = of(grace)
    form = client.get(reverse("team:you")).context
    given = {
        **{name: form["profile"][name].value() or "" for name in form["profile"].fields},
        "language": "de",
        "day-TOTAL_FORMS": "7",
        "day-INITIAL_FORMS": "0",
        "day-0-works": "on",
        "day-0-start": "09:00",
        "day-0-end": "17:00",
    }
    answer = client.post(reverse("team:you"), given, follow=True)
    grace.refresh_from_db()
    assert grace.language == "de"
    assert '<html lang="de">' in answer.content.decode()


def test_a_language_we_have_no_words_in_is_refused(grace: User) -> None:
    with pytest.raises(Refused) as refused:
        preferences.change(
            grace,
            name=grace.name,
            undo_seconds=10,
            hours={},
            language="tlh",
            time_zone="UTC",
            country="",
            subdivision="",
        )
    assert refused.value.code == "no_such_language"


def test_dates_and_numbers_are_written_as_in_the_language_spoken() -> None:
    day = date(2026, 11, 23)
    with spoken_to("en"):
        assert date_format(day, "WEEKDAY_DAY_MONTH") == "Monday 23 November"
        assert date_format(day, "SHORT_WEEKDAY_DAY_MONTH") == "Mon 23 Nov"
        assert number_format(1234.5, 1, force_grouping=True) == "1,234.5"
    with spoken_to("de"):
        assert date_format(day, "WEEKDAY_DAY_MONTH") == "Montag, 23. November"
        assert date_format(day, "SHORT_WEEKDAY_DAY_MONTH") == "Mo., 23. Nov"
        assert number_format(1234.5, 1, force_grouping=True) == "1.234,5"


def test_what_is_kept_speaks_the_company_s_language_whoever_presses_the_button() -> None:
    with spoken_to("de"), for_others():
        assert translation.get_language() == "en"


def test_who_chose_nothing_or_a_language_that_is_gone_is_written_to_in_the_company_s() -> None:
    for language in ("", "tlh"):
        with spoken_to("de"), spoken_to(language):
            assert translation.get_language() == "en"


def test_countries_stand_where_a_reader_of_the_language_looks_for_them() -> None:
    names = [name for _code, name in countries_in("de")]
    assert names.index("Ägypten") < names.index("Belgien")
    assert names.index("Oman") < names.index("Österreich") < names.index("Pakistan")
