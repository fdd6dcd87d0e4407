"""A whole page, or the part of it that htmx asked for."""

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from team.web import render_page, say

PAGE = "<title>whole</title>{% partialdef desk inline %}<p>part</p>{% endpartialdef %}"


@pytest.fixture(autouse=True)
def page_of_two_parts(settings: Settings) -> None:
    options = {
        "loaders": [
            ("django.template.loaders.locmem.Loader", {"page.html": PAGE}),
            "django.template.loaders.filesystem.Loader",
        ]
    }
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [engine | {"APP_DIRS": False, "OPTIONS": engine["OPTIONS"] | options}]
    assert engines.all()


def _request(**headers: str) -> HttpRequest:
    request = RequestFactory().get("/", headers=headers)
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    request.user = None  # type: ignore[assignment]
    return request


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HX-Request": "true", "HX-Request-Type": "full"},
        {"HX-Request": "true", "HX-History-Restore-Request": "true"},
    ],
)
def test_a_browser_and_a_history_restore_get_the_whole_page(headers: dict[str, str]) -> None:
    answer = render_page(_request(**headers), "page.html", "desk")
    assert answer.content.decode() == "<title>whole</title><p>part</p>"


def test_htmx_gets_the_part_it_asked_for_with_its_status() -> None:
    answer = render_page(_request(**{"HX-Request": "true"}), "page.html", "desk", status=422)
    assert (answer.status_code, answer.content.decode().strip()) == (422, "<p>part</p>")


def test_caches_keep_page_and_part_apart() -> None:
    answer = render_page(_request(), "page.html", "desk")
    assert "HX-Request" in answer["Vary"]


def test_what_was_said_comes_with_the_part_as_a_toast() -> None:
    request = _request(**{"HX-Request": "true"})
    say(request, "Sent to Aoife")
    answer = render_page(request, "page.html", "desk").content.decode()
    assert '<hx-partial hx-target="#toasts" hx-swap="beforeend">' in answer
    assert "Sent to Aoife" in answer
