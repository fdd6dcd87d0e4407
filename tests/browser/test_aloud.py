"""Read aloud: by a voice of this computer only, and ticked only when heard to the end."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from prospects.enums import Channel
from tests import journeys, smtp
from tests.browser import looks
from tests.browser.conftest import DESK, PHONE, PageAs
from tests.browser.test_queue import _one_instant, post
from tests.cadence import days
from tests.journeys import NOW

__all__ = ["_one_instant", "post"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("gallery")]

# Chromium has no voices here: a stand-in that says nothing, and ends when the test says so.
SPEECH = """
window.said = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
    speaking: false,
    getVoices: () => [
        { name: "Cloud", lang: "en-US", localService: false },
        ...(LOCAL ? [{ name: "Here", lang: "en-GB", localService: true }] : []),
    ],
    speak(words) { this.speaking = true; this.words = words; window.said.push([words.text, words.voice.name]); },
    fail() { this.speaking = false; this.words.onerror?.(); },
    finish() { this.speaking = false; this.words.onend?.(); },
    cancel() { if (this.speaking) this.finish(); },
} });
"""


@pytest.fixture
def page(page_as: PageAs) -> Page:
    page = page_as("maya")
    page.context.add_init_script("const LOCAL = true;" + SPEECH)
    page.goto("/gallery/")
    return page


def test_a_letter_heard_to_the_end_is_ticked(page: Page) -> None:
    button = page.get_by_role("button", name="Read aloud")
    page.keyboard.press("r")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Read it aloud")).not_to_be_checked()
    page.evaluate("speechSynthesis.finish()")
    expect(page.get_by_label("Read it aloud")).to_be_checked()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("said") == [["Hi Aoife,\n\nOne two.", "Here"]]


def test_a_letter_stopped_halfway_is_not_ticked(page: Page) -> None:
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Read aloud")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Read aloud")).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_label("Read it aloud")).not_to_be_checked()


def test_a_name_said_in_the_middle_of_a_letter_ticks_nothing(page: Page) -> None:
    page.keyboard.press("r")
    page.get_by_role("button", name="Hear the name").click()
    expect(page.get_by_role("button", name="Read aloud")).to_have_attribute("aria-pressed", "false")
    page.evaluate("speechSynthesis.finish()")
    expect(page.get_by_label("Read it aloud")).not_to_be_checked()
    assert page.evaluate("said.map((each) => each[0])") == ["Hi Aoife,\n\nOne two.", "EE-fa"]


def test_other_words_typed_while_a_letter_is_read_are_not_ticked(page: Page) -> None:
    page.keyboard.press("r")
    page.locator("#body").press("End")
    page.keyboard.type(" Three.")
    page.evaluate("speechSynthesis.finish()")
    expect(page.get_by_role("button", name="Read aloud")).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_label("Read it aloud")).not_to_be_checked()


def test_words_changed_after_they_were_heard_are_to_be_heard_anew(page: Page) -> None:
    page.keyboard.press("r")
    page.evaluate("speechSynthesis.finish()")
    expect(page.get_by_label("Read it aloud")).to_be_checked()
    page.get_by_label("Subject").fill("Night loading in Galway")
    expect(page.get_by_label("Read it aloud")).to_be_checked()
    page.locator("#body").press("End")
    page.keyboard.type(" Three.")
    expect(page.get_by_label("Read it aloud")).not_to_be_checked()


def test_a_voice_that_breaks_off_is_not_taken_for_the_end(page: Page) -> None:
    page.keyboard.press("r")
    page.evaluate("speechSynthesis.fail()")
    expect(page.get_by_role("button", name="Read aloud")).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_label("Read it aloud")).not_to_be_checked()


def test_a_name_is_said(page: Page) -> None:
    page.get_by_role("button", name="Hear the name").click()
    assert page.evaluate("said") == [["EE-fa", "Here"]]


def test_a_voice_that_would_send_the_letter_away_is_never_used(page_as: PageAs) -> None:
    page = page_as("maya")
    page.context.add_init_script("const LOCAL = false;" + SPEECH)
    page.goto("/gallery/")
    page.get_by_role("button", name="Read aloud").click()
    expect(page.locator("#read-note")).to_have_text("No voice here.")
    assert page.evaluate("said") == []


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_on_the_desk_a_letter_is_heard_to_the_end_and_sent_by_keyboard_alone(
    page_as: PageAs, post: smtp.Sink, viewport: ViewportSize
) -> None:
    touch = journeys.drafted(journeys.rep(name="Maya Okafor", undo_seconds=0)).touch
    journeys.connected(touch.owner)
    page = page_as(touch.owner, viewport=viewport)
    page.context.add_init_script("const LOCAL = true;" + SPEECH)
    page.goto(f"/queue/{touch.pk}/")
    page.locator("main h1").focus()
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Read aloud")).to_have_attribute("aria-pressed", "true")
    looks.pictures(page, f"read-aloud-{viewport['width']}")
    page.evaluate("speechSynthesis.finish()")
    expect(page.get_by_label("Read it aloud")).to_be_checked()
    looks.pictures(page, f"heard-{viewport['width']}")
    expect(page.locator("#peek")).to_be_hidden()
    page.keyboard.press("Control+Enter")

    expect(page.locator("#toasts")).to_contain_text("Sent to Aoife")
    assert page.evaluate("said") == [[journeys.LETTER, "Here"]]
    assert len(post.letters) == 1


def test_a_letter_heard_to_the_end_ticks_nobody_else_s(page_as: PageAs, post: smtp.Sink) -> None:
    maya = journeys.rep(name="Maya Okafor")
    for name in ("Aoife Ní Bhriain", "Grace Adeyemi"):
        draft = journeys.drafted(maya, name=name)
    page = page_as(maya)
    page.context.add_init_script("const LOCAL = true;" + SPEECH)
    page.goto(f"/queue/{draft.touch.pk}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Grace")
    page.locator("main h1").focus()
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Read aloud")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("k")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Aoife")
    page.evaluate("speechSynthesis.finish()")

    expect(page.get_by_role("button", name="Read aloud")).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_label("Read it aloud")).not_to_be_checked()


def test_a_linkedin_note_is_heard_before_it_is_kept_as_sent(page_as: PageAs) -> None:
    maya = journeys.rep(name="Maya Okafor")
    person = days.person(maya, "Grace Adeyemi", "Harbour")
    touch = days.begun(person, days.version_beginning_with(Channel.LINKEDIN), NOW)
    page = page_as(maya)
    page.context.add_init_script("const LOCAL = true;" + SPEECH)
    page.goto(f"/queue/{touch.pk}/")
    with page.expect_response("**/draft/"):
        page.get_by_label("Your words").fill(days.words_to(person))
    page.locator("main h1").focus()
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Read aloud")).to_have_attribute("aria-pressed", "true")
    page.evaluate("speechSynthesis.finish()")
    expect(page.get_by_label("Read it aloud")).to_be_checked()
    looks.pictures(page, "heard-linkedin")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#toasts")).to_contain_text("Kept. Try 1 with Grace Adeyemi is made.")
