"""One company, one conversation: its strip of weeks, a colleague who asks to join it, and the answer."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from cadence.enums import CallOutcome, ReplyKind
from cadence.models import CompanyRequest
from cadence.services import enrolling, listening, logging, planning
from prospects.enums import Channel
from prospects.models import Company, Prospect
from team.models import User
from tests import journeys, smtp
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs, ViewportSize
from tests.browser.test_queue import post
from tests.browser.watch import Watch
from tests.cadence.conftest import Clock, clock
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.journeys import NOW

__all__ = ["clock", "post"]

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])


@pytest.fixture
def tomasz() -> User:
    return journeys.rep(name="Tomasz Zielinski")


@pytest.fixture
def corrib(clock: Clock, tomasz: User) -> Company:
    """Eight weeks of Tomasz: two people there, five tries, an answer, a hold, and what is planned."""
    company = CompanyFactory.create(
        name="Corrib Cold Chain",
        industry="Cold storage",
        website="https://corrib.example",
        postal_address="Oranmore, Galway",
    )
    version = published_version(channels=(Channel.CALL, Channel.POST))
    names = ("Aoife Ní Bhriain", "Seán Ó Sé")
    ways = []
    for number, name in enumerate(names):
        person = journeys.researched(
            tomasz, company=company, name=name, email=f"p{number}@corrib.example"
        )
        ways.append(enrolling.enroll(person, version, by=tomasz, at=NOW))
    for week in range(3):
        for way in ways:
            at = clock.move(NOW + timedelta(days=7 * week + 2 * ways.index(way), hours=week))
            touch = journeys.next_touch(way, at)
            if touch.channel == Channel.CALL:
                logging.log_call(touch, by=tomasz, at=at, outcome=CallOutcome.NO_ANSWER)
            else:
                logging.log_post(touch, by=tomasz, at=at, posted_on=at.date())
    at = clock.move(NOW + timedelta(days=22))
    listening.record_reply(
        ways[1].prospect,
        by=tomasz,
        at=at,
        channel=Channel.CALL,
        text="After the fair, please.",
        kind=ReplyKind.NOT_NOW,
        until=(at + timedelta(days=10)).date(),
    )
    ProspectFactory.create(company=company, owner=tomasz, name="Ciara Walsh", title="Planner")
    clock.move(NOW + timedelta(days=23))
    planning.plan_due(NOW + timedelta(days=23))
    return company


@pytest.fixture
def maura(corrib: Company, tomasz: User) -> Prospect:
    """With Maya, researched, where Tomasz leads."""
    maya = journeys.rep(name="Maya Lindholm", team=tomasz.team)
    return journeys.researched(
        maya, company=corrib, name="Máire Burke", email="maire@corrib.example"
    )


def looked_at(page: Page, name: str, viewport: ViewportSize) -> None:
    looks.pictures(page, f"{name}-{viewport['width']}")
    assert axe.violations_in_its_theme(page) == []
    assert looks.sideways_scroll(page) == {}


@SIZES
def test_the_strip_shows_everybody_there_week_by_week(
    page_as: PageAs, corrib: Company, tomasz: User, post: smtp.Sink, viewport: ViewportSize
) -> None:
    page = page_as(tomasz, viewport=viewport)
    page.goto("/people/")
    page.get_by_role("link", name="Corrib Cold Chain").first.click()

    expect(page.get_by_role("heading", name="Corrib Cold Chain")).to_be_visible()
    strip = page.get_by_role("table", name="Tries, answers and plans at Corrib Cold Chain")
    expect(strip.get_by_role("columnheader")).to_have_count(12)
    tries = strip.get_by_role("img", name="by Tomasz")
    expect(tries).to_have_count(6)
    expect(strip.get_by_role("img", name="Seán answered, 8 December: Not now")).to_be_visible()
    expect(strip.get_by_role("img", name="planned for").first).to_be_visible()
    expect(page.get_by_text("Tomasz Zielinski has the conversation here.")).to_be_visible()
    looked_at(page, "company", viewport)


@SIZES
def test_a_colleague_asks_in_one_press_and_begins_after_a_yes(
    page_as: PageAs, maura: Prospect, tomasz: User, post: smtp.Sink, viewport: ViewportSize
) -> None:
    published_version()
    page = page_as(maura.owner, viewport=viewport)
    page.goto(f"/people/{maura.pk}/")
    expect(page.get_by_text("Tomasz is talking with Corrib Cold Chain.")).to_be_visible()
    looked_at(page, "company-ask", viewport)

    page.get_by_label("Why you would like to talk with Máire").fill("She asked me at the fair.")
    page.get_by_role("button", name="Ask Tomasz").click()
    expect(page.get_by_text("The answer is still to come.")).to_be_visible()

    leader = page_as(tomasz, viewport=viewport)
    leader.goto("/queue/requests/")
    expect(
        leader.get_by_role("heading", name="Maya would like to talk with Máire Burke")
    ).to_be_visible()
    looked_at(leader, "company-answer", viewport)
    leader.get_by_label("A line for Maya").fill("Go on. Mind that Seán is away until the fair.")
    leader.get_by_role("button", name="Yes, join us there").click()
    expect(leader.get_by_text("Nobody waits for your word.")).to_be_visible()
    assert CompanyRequest.objects.get().is_yes

    page.goto(f"/people/{maura.pk}/")
    expect(page.get_by_role("link", name="Begin with Máire")).to_be_visible()


def test_what_waits_for_a_word_stands_over_the_queue_and_a_no_needs_a_line(
    page_as: PageAs, maura: Prospect, tomasz: User, post: smtp.Sink, watch: Watch
) -> None:
    watch.expect("status of 422")
    asker = page_as(maura.owner)
    asker.goto(f"/people/{maura.pk}/request/")
    asker.get_by_label("Why you would like to talk with them").fill("We met at the fair.")
    asker.get_by_role("button", name="Ask Tomasz").click()
    expect(asker.get_by_text("The answer is still to come.")).to_be_visible()

    page = page_as(tomasz)
    page.goto("/queue/")
    card = page.locator("#rail").get_by_text("A colleague would like to talk with somebody")
    expect(card).to_be_visible()
    looks.pictures(page, "company-queue")
    page.locator("#rail").get_by_role("link", name="Answer").click()
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_text("Say in a line why not")).to_be_visible()
    page.get_by_label("A line for Maya").fill("We meet on Tuesday.")
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_text("Nobody waits for your word.")).to_be_visible()

    asker.reload()
    expect(asker.get_by_text("Tomasz said no on")).to_be_visible()
