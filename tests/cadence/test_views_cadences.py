"""The cadences to read: versions, steps, the picture, the rules."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.factories.cadence import draft_version, published_version


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


def test_the_list_names_each_cadence_with_its_versions_and_people() -> None:
    enrollment = journeys.enrolled()

    page = text_of(Browser(enrollment.owner).get("cadences"))

    assert enrollment.version.cadence.name in page
    assert "Published, 16 Nov 2026" in page
    assert '<td class="n">12</td><td class="n">1</td>' in page


def test_without_a_cadence_the_page_says_so() -> None:
    page = text_of(Browser(journeys.rep()).get("cadences"))

    assert "No cadence yet." in page


def test_a_cadence_is_a_picture_a_table_and_its_rules() -> None:
    version = published_version()

    page = text_of(Browser(journeys.rep()).get("cadence", version.cadence_id))

    assert 'aria-label="Step 2, day 5, Call: Something new, number 2"' in page
    assert '<tr id="step-12">' in page
    assert "12 steps, at least 10" in page
    assert "Longest gap is 4 days. The limit is 7" in page
    assert "Every try brings something new" in page


def test_a_broken_rule_is_said_and_the_long_gap_is_drawn() -> None:
    version = draft_version(steps=10, gap=9)

    page = text_of(Browser(journeys.rep()).get("cadence", version.cadence_id))

    assert "Longest gap is 9 days. The limit is 7" in page
    assert 'class="path broke"' in page
    assert '<span class="over">9 days</span>' in page


def test_a_version_is_chosen_by_its_number() -> None:
    version = published_version()
    browser = Browser(journeys.rep())

    assert browser.get("cadence", version.cadence_id, version="1").status_code == 200
    assert browser.get("cadence", version.cadence_id, version="7").status_code == 404
    assert browser.get("cadence", 0).status_code == 404
    assert browser.post("cadences").status_code == 405


@pytest.mark.parametrize("cadences", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    cadences: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(cadences):
        published_version()
    browser = Browser(journeys.rep())

    with django_assert_num_queries(5):
        browser.get("cadences")
