"""The queue in a real browser: read, write, check, read aloud, send, undo."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django import Settings

from cadence.models import Attempt
from cadence.services import drafting
from team.models import User
from tests import journeys, smtp
from tests.browser import axe, looks, walk
from tests.browser.conftest import PHONE, PageAs
from tests.browser.watch import Watch
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _one_instant(transactional_db: None) -> Iterator[None]:
    """Python and the database stand at NOW; the browser keeps its own clock."""
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute(
            "INSERT INTO team_democlock (id, at) VALUES (1, %s)"
            " ON CONFLICT (id) DO UPDATE SET at = excluded.at",
            [NOW],
        )
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def post(settings: Settings, tmp_path: Path) -> Iterator[smtp.Sink]:
    with smtp.listening() as sink:
        settings.SANDBOX_DIR = str(tmp_path)
        settings.SANDBOX_PASSWORD = smtp.PASSWORD
        settings.SANDBOX_SMTP_PORT = sink.port
        yield sink


@pytest.fixture
def maya(post: smtp.Sink) -> User:
    """A rep with a mailbox and two letters to review."""
    user = UserFactory.create(name="Maya Okafor", undo_seconds=1)
    journeys.connected(user)
    journeys.drafted(user)
    journeys.drafted(user)
    return user


def _send(page: Page) -> None:
    page.get_by_label("Read it aloud").check()
    page.keyboard.press("Control+Enter")


def test_the_queue_is_accessible_and_fits(page_as: PageAs, maya: User) -> None:
    assert walk.faults(page_as(maya), ["/queue/"], pictures="queue") == {}


def test_typing_saves_and_checks_again_and_keeps_the_caret(page_as: PageAs, maya: User) -> None:
    page = page_as(maya)
    page.goto("/queue/")
    letter = page.get_by_label("Message")
    letter.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Hi Eva and ")
    expect(page.locator("#checks [data-s=stop]")).to_be_visible()
    looks.picture(page, "queue-stop")
    expect(letter).to_be_focused()
    assert page.evaluate("document.activeElement.selectionStart") == len("Hi Eva and ")


def test_a_thumb_finds_the_first_draft(page_as: PageAs, maya: User) -> None:
    draft = journeys.drafted(maya)
    words = {"subject": "Nights", "body": journeys.LETTER, "base_number": draft.number}
    drafting.save_draft(draft.touch, by=maya, at=NOW, **words)
    page = page_as(maya, viewport=PHONE)

    page.goto(f"/queue/{draft.touch_id}/")

    box = page.get_by_role("link", name="Compare with first draft").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24


def test_a_letter_leaves_when_the_time_to_undo_is_over_and_the_next_person_stands_there(
    page_as: PageAs, maya: User, post: smtp.Sink
) -> None:
    # long enough to be seen on a busy machine
    maya.undo_seconds = 3
    maya.save(update_fields=["undo_seconds"])
    page = page_as(maya)
    page.goto("/queue/")
    first = page.url
    _send(page)
    expect(page.locator("#toasts")).to_contain_text("Sending to Aoife")
    looks.picture(page, "queue-sending")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert post.letters == []
    expect(page.locator("#toasts")).to_contain_text("Sent to Aoife")
    looks.picture(page, "queue-sent")
    assert axe.violations(page) == []
    assert len(post.letters) == 1
    assert Attempt.objects.count() == 1
    expect(page).not_to_have_url(first)


def test_undo_brings_the_letter_back_and_nothing_leaves(
    page_as: PageAs, maya: User, post: smtp.Sink
) -> None:
    maya.undo_seconds = 30
    maya.save(update_fields=["undo_seconds"])
    page = page_as(maya)
    page.goto("/queue/")
    _send(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Message")).to_have_value(journeys.LETTER)
    page.wait_for_timeout(500)
    assert post.letters == []


def test_send_explains_what_stops_it(
    page_as: PageAs, maya: User, post: smtp.Sink, watch: Watch
) -> None:
    watch.expect("status of 422")
    page = page_as(maya)
    page.goto("/queue/")
    page.get_by_role("button", name="Send to Aoife").click()
    expect(page.locator("#checks")).to_contain_text("Read it aloud")
    page.wait_for_timeout(300)
    looks.picture(page, "queue-refused")
    assert axe.violations(page) == []
    assert post.letters == []


def test_a_reason_is_asked_in_a_dialog_and_the_letter_stays(page_as: PageAs, maya: User) -> None:
    page = page_as(maya)
    page.goto("/queue/")
    for key in ("s", "l", "g"):
        page.keyboard.press(key)
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        looks.picture(page, f"dialog-{key}")
        assert (key, axe.violations(page, "#dialog")) == (key, [])
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
    expect(page.get_by_label("Message")).to_have_value(journeys.LETTER)


def test_the_queue_costs_ten_requests_at_most(page_as: PageAs, maya: User) -> None:
    page = page_as(maya)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/queue/", wait_until="networkidle")
    assert len(asked) <= 11, asked  # ten, and the lease that is taken after the page has come
    assert page.evaluate("document.querySelectorAll('*').length") <= 900
