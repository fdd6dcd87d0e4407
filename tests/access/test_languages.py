"""A screen whose every sentence is marked as translated: what is shown unmarked was never translatable, and no mark is kept."""

import os
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from zoneinfo import available_timezones

import holidays
import psycopg
import pytest
from django.conf import settings
from django.http import HttpResponseBase
from django.utils import translation

from cadence.shipped import FOLDER
from team.places import countries_in
from tests.access import world
from tests.access.doors import addresses, listed
from tests.cadence.conftest import Clock

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker"]),
    pytest.mark.usefixtures("sandbox"),
]

OPEN, CLOSE = "⟦", "⟧"
DOCUMENTS: Final = Path(__file__).parents[2] / "docs"
# What the tests themselves write down as a fact.
OF_A_FACTORY: Final = "Something true about the"
MARKED: Final = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
ATTRIBUTES: Final = ("aria-label", "placeholder", "title", "alt", "data-label", "label")
VOID: Final = {"meta", "link", "input", "br", "img", "hr"}
WITHOUT_WORDS: Final = {"script", "style", "code", "kbd"}
WORD: Final = re.compile(r"[^\W\d_]{2,}")
# Several pieces of data stand side by side.
BESIDE: Final = re.compile(r"[,:·<>(→]|\.(?= )|\s(?=\S+@)")
# Names, and what is the same in every language.
NAMES: Final = {"earnest", "smtp", "imap", "example", "com"}


@pytest.fixture
def _marked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever is translated for a German reader stands between marks."""
    translation.gettext("")  # Django finds its functions when it is first asked.
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        spoken = translation._trans  # type: ignore[attr-defined]
        monkeypatch.setattr(spoken, name, _marking(getattr(spoken, name)))
    with translation.override("de"):
        yield


def _marking(said: Callable[..., str]) -> Callable[..., str]:
    def marked(*given: Any) -> str:
        words = said(*given)
        return f"{OPEN}{words}{CLOSE}" if translation.get_language() == "de" and words else words

    return marked


@pytest.mark.usefixtures("_marked")
def test_all_that_a_page_says_is_translated_and_nothing_that_is_kept_is(clock: Clock) -> None:
    stage = world.build(clock)
    browsers = [stage.browser(who) for who in ("the rep", "an admin")]
    rows = _kept()
    assert [row for row in rows if OPEN in row and OF_A_FACTORY not in row] == []

    data = " ".join(" ".join([*rows, *_named_elsewhere()]).replace('""', '"').split()).casefold()
    doors, bare = listed(), set()
    for address, name in addresses().items():
        if address not in doors or doors[address].reads is None:
            continue  # that the list has every address is another test's
        for browser in browsers:
            answer = browser.get(stage.path(name), headers={"Accept-Language": "de"})
            bare |= {(address, piece) for piece in _unmarked(answer) if piece not in data}
    assert sorted(bare) == []


def _named_elsewhere() -> Iterator[str]:
    """What a page names that no table holds: places, languages, the plans that are shipped, the help, days off, the file of an import."""
    yield from (name for _code, name in countries_in("de"))
    yield from (zone.replace("_", " ") for zone in available_timezones())
    yield from (name for _code, name in settings.LANGUAGES)
    yield from (path.read_text() for path in FOLDER.glob("*.yml"))
    yield from (path.read_text().partition("\n")[0] for path in DOCUMENTS.glob("*.md"))
    yield from (path.read_text() for path in (DOCUMENTS / "de").glob("*.md"))
    yield from holidays.country_holidays("IE", years=range(2026, 2028)).values()
    yield world.PEOPLE.decode()


def _kept() -> list[str]:
    """Every row there is, as text."""
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"]) as owner:
        tables = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [
            f"{table}: {row}"
            for (table,) in tables.fetchall()
            for (row,) in owner.execute(f"SELECT t::text FROM {table} t".encode())
        ]


def _unmarked(answer: HttpResponseBase) -> Iterator[str]:
    """The pieces of a page between its marks that have words in them."""
    if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
        return
    page = _Page()
    page.feed(answer.content.decode())  # type: ignore[attr-defined]
    text = "\0".join(page.texts)
    while MARKED.search(text):
        text = MARKED.sub("\0", text)
    for piece in (each for part in text.split("\0") for each in BESIDE.split(part)):
        plain = " ".join(piece.split()).strip(" .;–—)“”…|/?\"'#").casefold()
        if set(WORD.findall(plain)) - NAMES:
            yield plain


class _Page(HTMLParser):
    """What is seen of a page or read aloud; not what says that it is in another language."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    @property
    def _is_ours(self) -> bool:
        return not any(silent for _tag, silent in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._is_ours:
            self.texts += [given[name] or "" for name in ATTRIBUTES if name in given]
        if tag not in VOID:
            elsewhere = given.get("lang") not in (None, "de")
            self._open.append((tag, tag in WITHOUT_WORDS or elsewhere))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._is_ours:
            self.texts.append(data)
