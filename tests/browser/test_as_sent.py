"""A hostile mail in a real browser: it is seen, and it can do nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from cadence.models import Reply
from tests import journeys, smtp
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs, ViewportSize
from tests.browser.elsewhere import Elsewhere, elsewhere
from tests.browser.test_queue import _one_instant, post
from tests.browser.watch import Watch
from tests.cadence import answers
from tests.factories.team import UserFactory

__all__ = ["_one_instant", "post"]

pytestmark = pytest.mark.django_db(transaction=True)

# What Chromium says in its console when it keeps to the policy.
REFUSALS = (
    *("violates the following Content Security Policy", "Blocked script execution"),
    *("Blocked autofocusing", "Blocked form submission", "Unsafe attempt to load URL"),
)
A_WHILE = 1_500  # longer than the mail waits to lead away
RAN = "document.documentElement.dataset.ran ?? ''"


@pytest.fixture
def stranger() -> Iterator[Elsewhere]:
    with elsewhere() as there:
        yield there


@pytest.fixture
def reply(post: smtp.Sink, stranger: Elsewhere) -> Reply:
    maya = UserFactory.create(name="Maya Okafor")
    journeys.connected(maya)
    person = journeys.enrolled(maya).prospect
    return answers.wrote(person, "Hello from a stranger.", html=stranger.html)


def the_mail(page: Page) -> Frame:
    """The frame with the mail in it, loaded."""
    expect(page.frame_locator("iframe").get_by_text("Hello from a stranger.")).to_be_visible()
    (frame,) = [each for each in page.frames if "/as-sent/mail/" in each.url]
    frame.wait_for_load_state("networkidle")
    return frame


def test_unguarded_such_a_mail_does_what_it_wants(browser: Browser, stranger: Elsewhere) -> None:
    """So that the silence below means something."""
    page = browser.new_page()
    with page.expect_request(f"{stranger.address}/refresh"):
        page.goto(f"{stranger.address}/mail")
    page.close()

    asked = {line.split(" ")[1] for line in stranger.heard if " " in line}
    assert {"/sheet.css", "/script.js", "/fetch", "/import.css", "/pixel.gif", "/frame"} <= asked


def test_a_hostile_mail_loads_nothing_and_runs_nothing(
    page_as: PageAs, reply: Reply, stranger: Elsewhere, watch: Watch
) -> None:
    watch.expect(*REFUSALS)
    page = page_as(reply.owner)
    page.goto(f"/replies/{reply.pk}/as-sent/")
    frame = the_mail(page)

    frame.get_by_text("Open", exact=True).click()
    frame.get_by_text("Our page").click()
    frame.get_by_role("button", name="Sign in again").click()
    frame.get_by_role("textbox").press("Enter")
    frame.get_by_text("Our page").hover()
    page.wait_for_timeout(A_WHILE)

    assert [each.evaluate(RAN) for each in page.frames] == ["", ""]
    assert stranger.heard == []
    assert page.url.endswith(f"/replies/{reply.pk}/as-sent/")
    assert frame.url.endswith("/as-sent/mail/")
    assert len(page.context.pages) == 1


def test_opened_by_itself_it_can_do_no_more(
    page_as: PageAs, reply: Reply, stranger: Elsewhere, watch: Watch
) -> None:
    watch.expect(*REFUSALS)
    page = page_as(reply.owner)
    page.goto(f"/replies/{reply.pk}/as-sent/mail/")
    page.wait_for_load_state("networkidle")
    page.get_by_text("Our page").click()
    page.get_by_role("button", name="Sign in again").click()
    page.wait_for_timeout(A_WHILE)

    assert page.evaluate(RAN) == ""
    assert stranger.heard == []
    assert page.url.endswith(f"/replies/{reply.pk}/as-sent/mail/")


MAIL = """<body bgcolor="#ffffff"><table width="600" cellpadding="12"><tr><td style="font: 15px/1.5 Arial, sans-serif">
<p>Hi Maya,</p><p>Thank you for the note on night loading. We renewed in spring, so <b>not for us this year</b>.
Our <a href="https://corrib.example/depots">list of depots</a> is still the old one.</p>
<p style="color: #666">Aoife Ní Bhriain<br>Head of Operations, Corrib Cold Chain</p></td></tr></table></body>"""


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_page_and_the_dialog_are_accessible_and_fit(
    page_as: PageAs, post: smtp.Sink, viewport: ViewportSize
) -> None:
    maya = UserFactory.create(name="Maya Okafor")
    journeys.connected(maya)
    person = journeys.enrolled(maya).prospect
    words = (
        "Thank you for the note on night loading. We renewed in spring, so not for us this year."
    )
    reply = answers.wrote(person, words, html=MAIL)
    page = page_as(maya, viewport=viewport)
    page.goto(f"/queue/replies/{reply.pk}/")
    looks.pictures(page, f"as-sent-link-{viewport['width']}")
    faults = axe.violations_in_its_theme(page)

    page.locator("#kind").get_by_role("link", name="See it as sent").click()
    frame = page.frame_locator("#dialog iframe")
    expect(frame.get_by_text("not for us this year")).to_be_visible()
    expect(page.locator("#dialog h2")).to_have_text("As it was sent")
    looks.pictures(page, f"as-sent-dialog-{viewport['width']}")
    faults += axe.violations_in_its_theme(page)

    page.goto(f"/replies/{reply.pk}/as-sent/")
    expect(page.frame_locator("iframe").get_by_text("not for us this year")).to_be_visible()
    looks.pictures(page, f"as-sent-{viewport['width']}")
    faults += [*axe.violations_in_its_theme(page), *looks.hidden_focus(page)]
    assert (faults, looks.sideways_scroll(page)) == ([], {})


def test_without_javascript_it_is_a_link_to_a_page(
    page_as: PageAs, reply: Reply, watch: Watch
) -> None:
    watch.expect(*REFUSALS)
    page = page_as(reply.owner, java_script_enabled=False)
    page.goto(f"/queue/replies/{reply.pk}/")
    page.locator("#kind").get_by_role("link", name="See it as sent").click()

    expect(page).to_have_url(f"/replies/{reply.pk}/as-sent/")
    expect(page.frame_locator("iframe").get_by_text("Hello from a stranger.")).to_be_visible()
