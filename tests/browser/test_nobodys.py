"""What would stand in nobody's queue: people of a rep who is gone, mail of nobody knows whom, a try that waits a day."""

import pytest
from playwright.sync_api import expect

from cadence.models import Reply
from mailbox.enums import MailboxState
from mailbox.models import Mailbox
from prospects.models import Prospect
from team.enums import Role
from team.models import User
from tests import journeys, smtp
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs, ViewportSize
from tests.browser.test_queue import _one_instant, post
from tests.cadence import answers
from tests.cadence.test_by_hand import by_hand
from tests.cadence.test_matching import rung_without_a_domain
from tests.cadence.test_undecided import came
from tests.factories.team import UserFactory

__all__ = ["_one_instant", "post"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ines(post: smtp.Sink) -> User:
    """A manager; a rep of hers is gone, with one person who said no, one with whom a try is due, and a mailbox that fails."""
    jonas = UserFactory.create(name="Jonas Berg")
    journeys.planned(jonas)
    answers.said_no(journeys.enrolled(jonas, phone="", linkedin_url="").prospect)
    refused = {"state": MailboxState.FAILING, "state_note": "The password was refused."}
    Mailbox.objects.filter(owner=jonas).update(**refused)
    User.objects.filter(pk=jonas.pk).update(is_active=False)
    UserFactory.create(name="Maya Okafor", team=jonas.team)
    return UserFactory.create(name="Ines Duarte", role=Role.MANAGER, team=jonas.team)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_manager_is_led_from_the_queues_head_to_giving_each_person_away(
    page_as: PageAs, ines: User, viewport: ViewportSize
) -> None:
    page = page_as(ines, viewport=viewport)
    page.goto("/queue/left-behind/")
    looks.pictures(page, f"left-behind-{viewport['width']}")
    assert axe.violations_in_its_theme(page) == []
    assert looks.sideways_scroll(page) == {}
    expect(page.get_by_role("region", name="Answers that nobody sees")).to_contain_text(
        "The password was refused."
    )

    page.get_by_label("Who talks with Aoife Ní Bhriain from now on?").first.select_option(
        label="Maya Okafor"
    )
    page.get_by_role("button", name="Give").first.click()

    expect(page.locator("#toasts")).to_contain_text("Aoife Ní Bhriain is with Maya now.")
    expect(page.get_by_role("button", name="Give")).to_have_count(1)
    page.goto("/queue/")
    expect(page.locator("#rail")).to_contain_text("1 person is with a rep who is gone")
    expect(page.locator("#rail")).to_contain_text("The mailbox of a rep who is gone is not read.")
    looks.pictures(page, f"left-behind-rail-{viewport['width']}")
    assert looks.sideways_scroll(page) == {}


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_rep_says_whose_a_mail_is_and_reads_it_as_that_persons_answer(
    page_as: PageAs, post: smtp.Sink, viewport: ViewportSize
) -> None:
    aoife = rung_without_a_domain("aoife@claddagh.example")
    una = rung_without_a_domain("una@claddagh.example")
    Prospect.objects.filter(pk=una.pk).update(name="Úna Walsh")
    came(aoife, subject="The two crews")
    page = page_as(una.owner, viewport=viewport)
    page.goto("/queue/undecided/")
    looks.pictures(page, f"undecided-{viewport['width']}")
    assert axe.violations_in_its_theme(page) == []
    assert looks.sideways_scroll(page) == {}

    page.get_by_label("About whom is it?").select_option(value=str(una.pk))
    page.get_by_role("button", name="That is whose it is").click()

    expect(page.get_by_role("heading", name="Úna Walsh")).to_be_visible()
    expect(page.locator("blockquote").first).to_contain_text("Please call me.")
    assert Reply.objects.get().prospect == una


def test_a_try_on_the_day_of_a_mail_by_hand_says_why_it_waits(
    page_as: PageAs, post: smtp.Sink
) -> None:
    touch = journeys.drafted().touch
    by_hand(touch.prospect)
    page = page_as(touch.owner)
    page.goto(f"/queue/{touch.pk}/")
    looks.pictures(page, "written-by-hand")

    expect(page.get_by_role("main")).to_contain_text("The next try waits until tomorrow.")
    expect(page.get_by_role("button", name="Send to Aoife")).to_have_count(0)
    assert axe.violations_in_both_themes(page) == []
    assert looks.sideways_scroll(page) == {}
