"""The steps of a version: of a published one, which never changes, they are read once."""

import pytest
from pytest_django import DjangoAssertNumQueries

from cadence.selectors.steps import steps_by_version
from tests.factories.cadence import draft_version, published_version

pytestmark = pytest.mark.django_db


def numbers(*versions: int) -> list[list[int]]:
    found = steps_by_version(versions)
    return [[step.number for step in found.get(version, [])] for version in versions]


def test_published_versions_are_read_once_and_only_what_is_new_is_asked_for(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first, second = published_version(steps=10).pk, published_version(steps=11).pk
    in_order = [list(range(1, 11)), list(range(1, 12))]

    with django_assert_num_queries(1):
        assert numbers(first) == in_order[:1]
    with django_assert_num_queries(1):
        assert numbers(first, second) == in_order
    with django_assert_num_queries(0):
        assert numbers(first, second) == in_order


def test_a_version_that_is_still_written_is_read_anew_each_time() -> None:
    version = draft_version(steps=10)
    assert numbers(version.pk) == [list(range(1, 11))]

    version.steps.get(number=10).delete()

    assert numbers(version.pk) == [list(range(1, 10))]


def test_a_version_without_steps_has_none() -> None:
    assert numbers(987_654_321) == [[]]
