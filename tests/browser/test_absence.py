"""An absence in a real browser: from, to and who covers, what that does, and the press; with and without scripts."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from cadence.models import Touch
from team.models import TimeOff, User
from tests import journeys
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs
from tests.browser.test_every_page import _one_instant
from tests.cadence.absences import called, due
from tests.factories.team import UserFactory
from tests.journeys import NOW

__all__ = ["_one_instant"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def maya() -> User:
    """With one try that moves before her days off, a promise that only a cover can keep, and a colleague who covers."""
    user = journeys.rep(name="Maya Lindgren")
    UserFactory.create(name="Jonas Berg", team=user.team)
    due(called(user), 3)
    promised = due(called(user, name="Seán Ó Briain", phone="+353915550177", linkedin_url=""), 4)
    Touch.objects.filter(pk=promised.pk).update(promised_at=promised.due_at)
    return user


@pytest.mark.parametrize("scripts", [True, False])
def test_an_absence_is_seen_before_it_is_kept_and_taken_back_again(
    page_as: PageAs, maya: User, scripts: bool
) -> None:
    page = page_as(maya, java_script_enabled=scripts)
    page.goto("/settings/you/time-off/")
    page.get_by_label("First day").fill(f"{NOW.date() + timedelta(days=3)}")
    page.get_by_label("Last day").fill(f"{NOW.date() + timedelta(days=11)}")
    page.get_by_role("button", name="Show what it does").click()
    expect(page.get_by_role("heading", name="2 tries move")).to_be_visible()
    expect(page.get_by_role("row", name="Seán")).to_contain_text("Mon 30 Nov")
    page.get_by_label("Who covers?").select_option("Jonas Berg")
    page.get_by_role("button", name="Show what it does").click()
    expect(page.get_by_role("heading", name="Jonas makes 1 try")).to_be_visible()
    expect(page.get_by_role("row", name="Aoife")).to_contain_text("Thu 19 Nov")
    if scripts:
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            looks.pictures(page, f"absence-{size['width']}")
            assert axe.violations_in_both_themes(page) == []
        assert looks.sideways_scroll(page) == {}
    page.get_by_role("button", name="Keep this absence").click()
    expect(page.get_by_text("1 try moved. Jonas makes 1 try.")).to_be_visible()
    expect(page.get_by_text("Jonas covers")).to_be_visible()
    assert Touch.objects.open().get(owner__name="Jonas Berg").prospect.name == "Seán Ó Briain"

    page.get_by_role("button", name="Take off the list").click()
    expect(page.get_by_text("1 try came back.")).to_be_visible()
    assert not TimeOff.objects.exists()


def test_the_covers_queue_says_for_whom(page_as: PageAs, maya: User) -> None:
    jonas = User.objects.get(name="Jonas Berg")
    Touch.objects.open().update(due_on=NOW.date(), due_at=NOW, promised_at=NOW)
    TimeOff.objects.create(user=maya, first_day=NOW.date(), last_day=NOW.date(), cover=jonas)
    Touch.objects.open().update(owner=jonas, in_place_of=maya)
    page = page_as(jonas)
    page.goto("/queue/")

    expect(page.get_by_text("for Maya, who is away").first).to_be_visible()
    expect(page.get_by_text("You make this for Maya.")).to_be_visible()
    looks.pictures(page, "absence-cover")
    assert axe.violations_in_both_themes(page) == []
