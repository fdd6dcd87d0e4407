"""The mailbox page in each of its states: readable, reachable by keyboard, and honest about faults."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize, expect
from pytest_django import Settings

from mailbox.enums import MailboxState
from mailbox.services.sandboxing import open_sandbox_mailbox
from team.models import User
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs
from tests.browser.people import rep
from tests.browser.watch import Watch
from tests.factories.mailbox import NOW, MailboxFactory

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/settings/mailbox/"


def without(_settings: Settings, _folder: Path) -> User:
    return rep("maya")


def failing(_settings: Settings, _folder: Path) -> User:
    maya = rep("maya")
    MailboxFactory.create(
        owner=maya, state=MailboxState.FAILING, state_note="The mailbox refused the sign-in."
    )
    return maya


def in_the_sandbox(settings: Settings, folder: Path) -> User:
    settings.SANDBOX_DIR, settings.SANDBOX_PASSWORD = str(folder), "a-password-of-the-sandbox"
    maya = rep("maya")
    open_sandbox_mailbox(maya, at=NOW)
    return maya


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("state", [without, failing, in_the_sandbox])
def test_each_state_is_accessible(
    page_as: PageAs, settings: Settings, tmp_path: Path, state, viewport: ViewportSize
) -> None:
    page = page_as(state(settings, tmp_path), viewport=viewport)
    page.goto(PAGE)
    looks.pictures(page, f"mailbox-{state.__name__}-{viewport['width']}")
    assert axe.violations_in_its_theme(page) == []
    assert looks.hidden_focus(page) == []
    assert looks.sideways_scroll(page) == {}


def test_a_connection_that_fails_is_explained_and_only_the_password_is_gone(
    page_as: PageAs, watch: Watch
) -> None:
    watch.expect("status of 422")
    page = page_as("maya")
    page.goto(PAGE)
    page.get_by_label("User name").fill("maya-the-rep")
    page.get_by_label("Password").fill("wrong")
    for server in ("Server for sending (SMTP)", "Server for reading (IMAP)"):
        page.get_by_label(server).fill("127.0.0.1")
    for port in ("Port for sending", "Port for reading"):
        page.get_by_label(port).fill("1")
    page.get_by_role("button", name="Sign in and connect").click()
    expect(page.get_by_role("alert")).to_contain_text("The mail server did not answer.")
    expect(page.get_by_label("User name")).to_have_value("maya-the-rep")
    expect(page.get_by_label("Password")).to_have_value("")
    assert axe.violations(page) == []


def test_signature_and_cap_are_kept_without_script(
    page_as: PageAs, settings: Settings, tmp_path: Path
) -> None:
    page = page_as(in_the_sandbox(settings, tmp_path), java_script_enabled=False)
    page.goto(PAGE)
    page.get_by_label(re.compile("Signature")).fill("Maya Okafor\nFernhill")
    page.get_by_role("button", name="Keep this").click()
    page.goto(PAGE)
    expect(page.get_by_label(re.compile("Signature"))).to_have_value("Maya Okafor\nFernhill")
