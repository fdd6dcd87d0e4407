"""Calls, LinkedIn, post and replies in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
import time_machine
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django import Settings

from cadence.models import Attempt, Reply, Touch
from prospects.enums import Channel
from team.models import User
from tests import journeys, smtp
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs
from tests.browser.watch import Watch
from tests.cadence import days
from tests.cadence.conftest import Clock
from tests.times import NOW

pytestmark = pytest.mark.django_db(transaction=True)

Rows = dict[str, Touch | Reply]
THEMES: dict[Literal["light", "dark"], ViewportSize] = {"light": DESK, "dark": PHONE}


@pytest.fixture
def clock(transactional_db: None) -> Iterator[Clock]:
    with time_machine.travel(NOW, tick=False) as traveller:
        clock = Clock(traveller)
        clock.move(NOW)
        yield clock
        clock.release()


@pytest.fixture
def maya(clock: Clock) -> User:
    return journeys.rep(name="Maya Okafor", undo_seconds=1)


@pytest.fixture
def rows(maya: User, clock: Clock) -> Rows:
    return days.full_day(maya, clock)


def address(row: Touch | Reply) -> str:
    return f"/queue/{'replies/' if isinstance(row, Reply) else ''}{row.pk}/"


def test_every_channel_is_accessible(page_as: PageAs, maya: User, rows: Rows) -> None:
    page = page_as(maya)
    faults = {}
    for name, row in rows.items():
        page.goto(address(row))
        for theme, viewport in THEMES.items():
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size(viewport)
            looks.picture(page, f"queue-{name}-{theme}-{viewport['width']}")
            faults[name, theme] = axe.violations(page)
    assert {where: found for where, found in faults.items() if found} == {}


def test_the_whole_thread_and_the_way_to_send_are_there_at_every_width(
    page_as: PageAs, maya: User, rows: Rows
) -> None:
    page = page_as(maya)
    page.goto(address(rows["aoife"]))
    send = page.get_by_role("button", name="Send to Aoife")
    over = {}
    for width in (390, 700, 768, 1024, 1100, 1200, 1280, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        looks.picture(page, f"thread-{width}")
        expect(send).to_be_in_viewport(ratio=1)
        over[width] = page.locator(".thread").evaluate("it => it.scrollWidth - it.clientWidth")
    assert {width: pixels for width, pixels in over.items() if pixels > 0} == {}


def test_a_call_is_logged_and_the_next_person_stands_there(
    page_as: PageAs, maya: User, rows: Rows
) -> None:
    page = page_as(maya)
    page.goto(address(rows["grace"]))

    page.get_by_label("Left a voicemail").check()
    page.keyboard.press("Control+Enter")

    expect(page.locator("#toasts")).to_contain_text("Kept. Try 1 with Grace Adeyemi is made.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Eilidh MacRae")
    assert Attempt.objects.get(touch__pk=rows["grace"].pk).outcome == "voicemail"


def test_a_note_over_a_look_is_kept_once_it_says_why(
    page_as: PageAs, maya: User, watch: Watch
) -> None:
    watch.expect("status of 422")
    person = days.person(maya, "Grace Adeyemi", "Harbour")
    touch = days.begun(person, days.version_beginning_with(Channel.LINKEDIN), NOW)
    page = page_as(maya)
    page.goto(address(touch))
    page.get_by_label("Your words").fill("Just bumping this, Grace.")
    page.locator("#evidence").get_by_label("Note").fill("Kept in mind.")

    page.keyboard.press("Control+Enter")
    why = page.get_by_label("Log anyway, because").first
    expect(page.locator("#evidence").get_by_role("alert")).to_be_visible()
    why.fill("She asked me to.")
    page.get_by_label("Read it aloud").check()
    page.keyboard.press("Control+Enter")

    expect(page.locator("#toasts")).to_contain_text("Kept. Try 1 with Grace Adeyemi is made.")
    made = Attempt.objects.get()
    assert (made.note, made.looks) == ("Kept in mind.", {"worn_phrases": "She asked me to."})


def test_a_reply_is_named_after_reading_what_follows(
    page_as: PageAs, maya: User, rows: Rows
) -> None:
    page = page_as(maya)
    page.goto(address(rows["tomasz"]))

    page.get_by_label("Interested").check()
    page.get_by_role("button", name="This is what it was").click()

    expect(page.locator("#toasts")).to_contain_text("Kept. Tomasz was heard.")
    assert Reply.objects.get(pk=rows["tomasz"].pk).kind == "interested"


def test_a_skip_in_the_dialog_leads_on_and_closes_it(
    page_as: PageAs, maya: User, rows: Rows
) -> None:
    page = page_as(maya)
    page.goto(address(rows["grace"]))

    page.keyboard.press("s")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Wrong time").check()
    dialog.get_by_role("button", name="Skip this try").click()

    expect(dialog).to_be_hidden()
    expect(page.locator("#toasts")).to_contain_text("Skipped.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Eilidh MacRae")


def test_a_reason_that_is_refused_stays_in_the_dialog(
    page_as: PageAs, maya: User, rows: Rows, watch: Watch
) -> None:
    watch.expect("status of 422")
    page = page_as(maya)
    page.goto(address(rows["grace"]))

    page.keyboard.press("s")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Other").check()
    dialog.get_by_role("button", name="Skip this try").click()

    expect(dialog).to_contain_text("Say in a few words why.")
    expect(dialog.get_by_label("Other")).to_be_checked()


def test_j_and_k_walk_through_the_list(page_as: PageAs, maya: User, rows: Rows) -> None:
    page = page_as(maya)
    # The lease is what htmx asks for first: from then on a link is swapped, before it is followed.
    with page.expect_request("**/lease/"):
        page.goto(address(rows["marcus"]))
    heading = page.get_by_role("heading", level=1)

    page.keyboard.press("j")
    expect(heading).to_contain_text("Grace Adeyemi")
    expect(page).to_have_url(address(rows["grace"]))
    expect(page.locator(".row[aria-current]")).to_contain_text("Grace Adeyemi")
    expect(heading).to_be_focused()

    page.keyboard.press("k")
    expect(heading).to_contain_text("Marcus Feld")


def test_two_windows_show_both_texts(page_as: PageAs, maya: User, rows: Rows, watch: Watch) -> None:
    watch.expect("status of 409")
    first, second = page_as(maya), page_as(maya)
    for page in (first, second):
        page.goto(address(rows["aoife"]))

    _write(first, "Hi Aoife,\n\nFrom the first window.\n\nMaya")
    expect(first.locator("[name=base_number]")).to_have_value("2")
    _write(second, "Hi Aoife,\n\nFrom the second window.\n\nMaya")

    conflict = second.locator("#conflict")
    expect(conflict).to_contain_text("This text was changed in another window.")
    expect(conflict.get_by_label("Yours")).to_have_value(
        "Hi Aoife,\n\nFrom the second window.\n\nMaya"
    )
    looks.picture(second, "queue-conflict")
    assert axe.violations(second) == []
    conflict.get_by_role("button", name="Keep mine").click()
    expect(second.get_by_label("Message")).to_have_value(
        "Hi Aoife,\n\nFrom the second window.\n\nMaya"
    )


def test_on_a_phone_the_list_is_a_sheet_and_the_panes_are_tabs(
    page_as: PageAs, maya: User, rows: Rows
) -> None:
    page = page_as(maya, viewport=PHONE)
    page.goto(address(rows["aoife"]))

    page.locator(".seg label", has_text="Conversation").click()
    expect(
        page.get_by_text("Flat out until our audit. Try me after that?", exact=True)
    ).to_be_visible()
    expect(page.get_by_label("Message")).to_be_hidden()

    page.get_by_role("button", name="Queue").click()
    expect(page.locator("#lane")).to_be_visible()
    page.locator("#lane").get_by_text("Marcus Feld").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Marcus Feld")


def test_a_mail_server_that_refuses_is_said_on_the_page(
    page_as: PageAs, maya: User, rows: Rows, settings: Settings, tmp_path: Path
) -> None:
    with smtp.listening() as sink:
        settings.SANDBOX_DIR = str(tmp_path)
        settings.SANDBOX_PASSWORD = smtp.PASSWORD
        settings.SANDBOX_SMTP_PORT = sink.port
        sink.refuse_at = "rcpt"
        journeys.connected(maya)
        page = page_as(maya)
        page.goto(address(rows["aoife"]))
        page.get_by_label("Read it aloud").check()
        page.keyboard.press("Control+Enter")
        toasts = page.locator("#toasts")
        expect(toasts).to_contain_text("Not sent to Aoife.")
        expect(toasts).to_contain_text("Your words are saved.")

    page.goto(address(rows["aoife"]))
    expect(page.locator("#notices")).to_contain_text("Not sent.")
    looks.picture(page, "queue-not-sent")
    assert axe.violations(page) == []


def _write(page: Page, text: str) -> None:
    page.get_by_label("Message").fill(text)
