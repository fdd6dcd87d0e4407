"""Days off, closures of the company, and a try that they moved: kept by keyboard, refused in a sentence, seen in the queue."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from cadence.models import Touch
from cadence.services import replanning
from team.enums import Role
from team.models import Closure, HouseHoliday, TimeOff, User
from tests.browser import axe, looks, walk
from tests.browser.conftest import DESK, PHONE, PageAs, ViewportSize
from tests.browser.test_queue import _one_instant
from tests.browser.watch import Watch
from tests.cadence.test_replanning import second_call
from tests.factories.team import UserFactory
from tests.journeys import NOW

__all__ = ["_one_instant"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ines() -> User:
    """A manager with a rep who is away twice, and a closure of the company."""
    maya = UserFactory.create(name="Maya Okafor")
    for ahead in (-30, 8):
        first = NOW.date() + timedelta(days=ahead)
        TimeOff.objects.create(user=maya, first_day=first, last_day=first + timedelta(days=4))
    christmas = {"first_day": date(2026, 12, 24), "last_day": date(2027, 1, 1)}
    Closure.objects.create(name="Between the years", **christmas)
    return UserFactory.create(name="Ines Duarte", role=Role.MANAGER, team=maya.team)


def test_the_pages_of_days_off_are_accessible_and_fit(page_as: PageAs, ines: User) -> None:
    maya = User.objects.get(name="Maya Okafor")
    addresses = [
        "/settings/you/time-off/",
        f"/settings/people/{maya.pk}/time-off/",
        "/settings/you/",
    ]

    assert walk.faults(page_as(ines), addresses, pictures="time-off") == {}


def test_the_pages_of_closures_and_holidays_are_accessible_and_fit(
    page_as: PageAs, ines: User
) -> None:
    noor = UserFactory.create(role=Role.ADMIN, team=ines.team, country="DE", subdivision="BY")
    day = {"country": "DE", "day": date(2026, 12, 25), "name": "Christmas Day"}
    HouseHoliday.objects.create(**day, is_kept=False)
    addresses = ["/settings/rules/closures/", "/settings/rules/holidays/"]

    assert walk.faults(page_as(noor), addresses, pictures="house-days") == {}


def test_a_day_off_is_added_by_keyboard_over_what_it_moves(page_as: PageAs) -> None:
    touch = second_call(country="IE")
    page = page_as(UserFactory.create(role=Role.ADMIN, country="IE"), viewport=PHONE)
    page.goto("/settings/rules/holidays/")
    page.get_by_label("What it is").fill("Founders’ Day")
    page.get_by_label("Country").select_option("IE")
    page.get_by_label("Day", exact=True).fill("2026-11-19")
    page.get_by_role("button", name="See what would change").press("Enter")

    expect(page.get_by_role("link", name=touch.prospect.name)).to_be_visible()
    looks.pictures(page, "house-days-change")
    assert axe.violations_in_its_theme(page) == []
    assert looks.sideways_scroll(page) == {}
    page.get_by_role("button", name="Keep this").press("Enter")
    expect(page.get_by_text("added here")).to_be_visible()


def test_days_off_that_overlap_are_explained_where_they_were_typed(
    page_as: PageAs, ines: User, watch: Watch
) -> None:
    watch.expect("status of 422")
    maya = User.objects.get(name="Maya Okafor")
    page = page_as(maya, viewport=PHONE)
    page.goto("/settings/you/time-off/")
    page.get_by_label("First day").fill("2026-11-26")
    page.get_by_label("Last day").fill("2026-12-04")
    page.get_by_role("button", name="Show what it does").press("Enter")

    expect(page.get_by_role("alert")).to_contain_text(
        "24 November 2026 to 28 November 2026 stands here already."
    )
    expect(page.get_by_label("First day")).to_have_value("2026-11-26")
    looks.pictures(page, "time-off-refused")
    assert axe.violations_in_both_themes(page) == []
    assert looks.sideways_scroll(page) == {}


@pytest.fixture
def moved() -> Touch:
    """A call for Thursday that stands on Tuesday, because its rep is away from Wednesday on."""
    touch = second_call()
    days = {"first_day": date(2026, 11, 18), "last_day": date(2026, 11, 25)}
    TimeOff.objects.create(user=touch.owner, **days)
    replanning.replan_changed(NOW)
    return touch


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_try_past_day_seven_is_put_off_with_its_cause(
    page_as: PageAs, moved: Touch, viewport: ViewportSize, watch: Watch
) -> None:
    watch.expect("status of 422")
    page = page_as(moved.owner, viewport=viewport)
    page.goto(f"/touches/{moved.pk}/postponement/")
    page.get_by_label("Pick a day").check()
    page.get_by_label("The day").fill("2026-11-30")
    page.get_by_label("And in a few words").fill("Their audit comes first.")
    page.get_by_role("button", name="Move it").click()

    expect(page.get_by_text("Choose what keeps you from it.").first).to_be_visible()
    looks.pictures(page, f"not-today-cause-{viewport['width']}")
    assert axe.violations_in_its_theme(page) == []
    assert looks.sideways_scroll(page) == {}

    page.get_by_label("They asked us to wait").check()
    page.get_by_role("button", name="Move it").click()
    expect(page.locator("#toasts")).to_contain_text("is back on Monday 30 November.")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_try_that_days_off_moved_says_so_on_the_desk(
    page_as: PageAs, moved: Touch, viewport: ViewportSize
) -> None:
    page = page_as(moved.owner, viewport=viewport)
    page.goto(f"/queue/{moved.pk}/")

    words = "Moved from Thursday 19 November: your time off"
    expect(page.get_by_role("main").get_by_text(words, exact=True).last).to_be_visible()
    looks.pictures(page, f"moved-{viewport['width']}")
    assert axe.violations_in_its_theme(page) == []
    assert looks.sideways_scroll(page) == {}
