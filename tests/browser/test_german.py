"""Longer words in the same places: what a rep and an admin open all day, in German."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from team.models import User
from tests import journeys
from tests.browser import looks, walk
from tests.browser.conftest import DESK, PHONE, PageAs
from tests.browser.test_every_page import _addresses, _one_instant
from tests.factories.team import UserFactory

__all__ = ["_one_instant"]

pytestmark = pytest.mark.django_db(transaction=True)

OF_AN_ADMIN = (
    "adherence:team",
    "team:you",
    "team:time-off",
    "team:people-and-roles",
    "cadence:rules",
    "cadence:checks",
    "cadence:library",
    "cadence:handovers",
)


def german(**fields: object) -> User:
    return UserFactory.create(language="de", **fields)


def test_a_rep_s_pages_fit_in_german(page_as: PageAs) -> None:
    touch = journeys.drafted(german(name="Maya Okafor")).touch
    page = page_as(touch.owner)
    letter = reverse("cadence:touch", args=[touch.pk])
    page.goto(letter)
    expect(page.get_by_role("button", name="An Aoife senden")).to_be_visible()
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        looks.pictures(page, f"german-letter-{size['width']}")
    wide = walk.sideways(page, [letter, *_addresses(touch)])
    assert wide == {}


def test_an_admin_s_pages_are_accessible_and_fit_in_german(page_as: PageAs) -> None:
    page = page_as(german(name="Grace Adeyemi", role="admin"))
    assert walk.faults(page, map(reverse, OF_AN_ADMIN), pictures="german") == {}
