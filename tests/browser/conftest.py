"""A real Chromium against a live server that serves the files `collectstatic` makes.

`page_as(user)` signs someone in through the sign-in form and opens a page; `visitor` is nobody yet. Every page reports
content-security violations, script errors and failed requests, and a test that causes one fails.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test.testcases import LiveServerThread, _StaticFilesHandler
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.watch import Watch
from tools import browser as chromium

if TYPE_CHECKING:
    from team.models import User

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop running here.

CHROMIUM = chromium.find()
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Other tests have the other cores: nothing is gained by compiling and collecting beside a page's script.
    "--js-flags=--single-threaded",
]
DESK: ViewportSize = {"width": 1440, "height": 900}
# Two cores carry a browser, a server and other tests: what is right may take a while to be seen.
PATIENCE_MS = 15_000
PHONE: ViewportSize = {"width": 390, "height": 844}

PageAs = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and "live_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        message = (
            "No Chromium here (apt install chromium, or CHROMIUM=/path): browser tests left out."
        )
        if os.environ.get("EARNEST_REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        running.close()


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder that `collectstatic` fills, once for all browser tests of a run, whichever process comes first."""
    from django.test import override_settings

    of_the_run = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        of_the_run = of_the_run.parent
    folder = of_the_run / "collected"
    with (of_the_run / "collected.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "staticfiles.json").exists():
            with override_settings(STATIC_ROOT=str(folder), STORAGES=_as_served()):
                call_command("collectstatic", interactive=False, verbosity=0)
    return str(folder)


@pytest.fixture(autouse=True)
def _served_as_collected(request: pytest.FixtureRequest, settings: Settings) -> None:
    if "live_server" in request.fixturenames:
        settings.STATIC_ROOT = request.getfixturevalue("collected")
        settings.STORAGES = _as_served()


class CollectedLiveServer(LiveServer):
    """pytest-django's live server, serving STATIC_ROOT in place of the finders."""

    def __init__(self, addr: str) -> None:
        super().__init__(addr, start=False)
        self.thread = LiveServerThread(
            addr, static_handler=_StaticFilesHandler, connections_override={}
        )
        self.thread.daemon = True
        self.start()


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    server = CollectedLiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture
def watch() -> Iterator[Watch]:
    seen = Watch()
    yield seen
    assert seen.faults == []


@pytest.fixture
def new_context(
    browser: Browser, live_server: LiveServer, watch: Watch
) -> Iterator[Callable[..., BrowserContext]]:
    """Open a fresh browser profile: `new_context(viewport=PHONE, color_scheme="dark")`."""
    opened: list[BrowserContext] = []

    def open_one(**options: object) -> BrowserContext:
        settled = {"base_url": live_server.url, "viewport": DESK, "reduced_motion": "reduce"}
        context = browser.new_context(**(settled | options))  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        watch.over(context)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def visitor(new_context: Callable[..., BrowserContext]) -> Page:
    """A page of someone who has not signed in."""
    return new_context().new_page()


@pytest.fixture
def page_as(new_context: Callable[..., BrowserContext], live_server: LiveServer) -> PageAs:
    """Sign in and open a page. Takes a User, or a first name for whom one is made."""

    from tests.browser import people  # Settings are not known yet when this file is read.

    def open_as(who: "User | str", **options: object) -> Page:
        context = new_context(**options)
        for name, value in people.cookies_of(who).items():
            context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        return context.new_page()

    return open_as


@pytest.fixture
def gallery(settings: Settings) -> None:
    """The product with the gallery's pages beside it."""
    settings.ROOT_URLCONF = "tests.browser.urls"
    engine = settings.TEMPLATES[0]
    dirs = [*engine["DIRS"], Path(__file__).parent / "templates"]
    settings.TEMPLATES = [engine | {"DIRS": dirs}]


def _as_served() -> dict[str, Any]:
    inlined = {"BACKEND": "config.assets.InlinedStaticFilesStorage"}
    return settings.STORAGES | {"staticfiles": inlined}
