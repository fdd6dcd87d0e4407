"""The rules' numbers and the account as an admin works through them: accessible in both themes, and without surprises."""

import pytest
from playwright.sync_api import expect

from team.enums import AuditKind, Role
from team.models import Policy, User
from team.services import auditing
from tests import journeys
from tests.browser import axe, walk
from tests.browser.conftest import PageAs
from tests.browser.test_every_page import _one_instant
from tests.browser.watch import Watch
from tests.times import NOW

__all__ = ["_one_instant"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def admin() -> User:
    """Of a company where somebody was stopped, and a number changed."""
    user = journeys.rep(role=Role.ADMIN, name="Ines Duarte")
    person = journeys.enrolled().prospect
    auditing.record(
        AuditKind.SUPPRESSED,
        actor=user,
        subject=f"person {person.pk}",
        detail={"reason": "She asked us to stop, and to tell her colleagues in Rotterdam."},
        at=NOW,
    )
    return user


def test_the_pages_are_accessible_and_fit(page_as: PageAs, admin: User) -> None:
    pages = ["/settings/rules/", "/settings/audit/", "/settings/audit/?whom=o"]
    assert walk.faults(page_as(admin), pages, pictures="rules") == {}
    manager = journeys.rep(role=Role.MANAGER)
    assert walk.faults(page_as(manager), ["/settings/rules/"], pictures="rules-read") == {}


def test_an_admin_sees_what_would_change_before_it_is_kept(
    page_as: PageAs, admin: User, watch: Watch
) -> None:
    watch.expect("status of 422")
    page = page_as(admin)
    page.goto("/settings/rules/")
    page.get_by_label("Longest gap, in days").fill("9")
    page.get_by_role("button", name="See what would change").click()
    expect(page.get_by_role("alert")).to_contain_text("The most is 7.")
    page.get_by_label("Longest gap, in days").fill("5")
    page.get_by_label("Tries before we stop").fill("14")
    page.get_by_role("button", name="See what would change").click()

    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    expect(page.get_by_role("row", name="People in a cadence with fewer steps")).to_contain_text(
        "1"
    )
    assert axe.violations_in_both_themes(page) == []
    page.get_by_role("button", name="Save these rules").click()

    expect(page.get_by_text("Longest gap, in days: 7, now 5")).to_be_visible()
    assert (Policy.current().longest_gap_days, Policy.current().min_attempts) == (5, 14)
    page.goto("/settings/audit/")
    page.get_by_label("What", exact=True).select_option(AuditKind.POLICY_CHANGED.value)
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("Tries before we stop: 10 → 14")).to_be_visible()
