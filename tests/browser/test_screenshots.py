"""The pictures in docs/ show what the pages show. `UPDATE_PICTURES=1 pytest tests/browser/test_screenshots.py` takes them anew."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, ViewportSize, expect

from tests import smtp
from tests.browser import pictured, pictures
from tests.browser.conftest import DESK, PHONE, PageAs
from tests.browser.pictured import Stand
from tests.browser.test_queue import post
from tests.cadence.conftest import Clock, clock
from tests.stand import ROOT
from tests.times import NOW

__all__ = ["clock", "post"]

LARGEST, LARGEST_OF_ALL = 120_000, 1_500_000


class Shot(NamedTuple):
    """A picture: its page, what must be seen before it is taken, and on what it is looked at."""

    name: str
    address: str
    seen: str
    viewport: ViewportSize = DESK
    theme: Literal["light", "dark"] = "light"


@pytest.fixture
def stand(clock: Clock, post: smtp.Sink) -> Stand:
    return pictured.a_monday(clock)


def _of_maya(stand: Stand) -> Iterator[Shot]:
    letter = f"/queue/{stand.aoife.pk}/"
    yield Shot("queue", letter, "Send to Aoife")
    yield Shot("queue-dark", letter, "Send to Aoife", theme="dark")
    yield Shot("queue-phone", letter, "Send to Aoife", PHONE)
    yield Shot("research", f"/people/{stand.marcus.pk}/research/", "Marcus Feld")
    yield Shot("person", f"/people/{stand.aoife.prospect_id}/", "Aoife Ní Bhriain")
    yield Shot("people", "/people/", "Bring a file")
    yield Shot("import", "/people/import/", "Bring a file")
    yield Shot("stop-list", "/settings/stop-list/", "harbour-cold-stores")
    yield Shot("help", "/help/", "What do you want to do?")


def _of_ines(stand: Stand) -> Iterator[Shot]:
    yield Shot("team", "/team/", "Why people say no")


def _of_noor(stand: Stand) -> Iterator[Shot]:
    step = stand.draft.steps.get(number=4).pk
    editor = f"/cadences/{stand.draft.cadence_id}/v/{stand.draft.number}/edit/?step={step}"
    yield Shot("cadence", editor, "Publish")
    yield Shot("rules", "/settings/rules/", "The numbers that everybody works by")
    yield Shot("checks", "/settings/rules/checks/", "Make it a stop")


@pytest.mark.django_db(transaction=True, databases=["default", "worker"])
def test_each_picture_shows_what_its_page_shows(page_as: PageAs, stand: Stand) -> None:
    faults = {}
    for user, shots in (
        (stand.maya, _of_maya(stand)),
        (stand.ines, _of_ines(stand)),
        (stand.noor, _of_noor(stand)),
    ):
        page = page_as(user)
        page.clock.set_fixed_time(NOW)
        for shot in shots:
            _open(page, shot)
            faults[shot.name] = pictures.compare(page, shot.name)
    assert {name: told for name, told in faults.items() if told} == {}


def _open(page: Page, shot: Shot) -> None:
    page.set_viewport_size(shot.viewport)
    page.emulate_media(color_scheme=shot.theme)
    page.goto(shot.address)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text(shot.seen).first).to_be_visible()


def test_the_pictures_are_small_and_each_is_shown_and_taken() -> None:
    sizes = {path.stem: path.stat().st_size for path in pictures.IMAGES.iterdir()}
    shown = {path.stem for path in pictures.SHOWN.iterdir()}
    pages = "".join(path.read_text() for path in [ROOT / "README.md", *ROOT.glob("docs/*.md")])
    assert max(sizes.values()) <= LARGEST
    assert sum(sizes.values()) <= LARGEST_OF_ALL
    assert set(sizes) == shown == set(re.findall(r"images/([\w-]+)\.png\)", pages))


def test_a_changed_word_is_seen_and_a_hair_of_difference_is_not() -> None:
    paper = Image.new("RGB", (400, 300), "white")
    changed, touched = paper.copy(), paper.copy()
    ImageDraw.Draw(changed).rectangle((10, 10, 60, 25), fill="black")
    touched.putpixel((5, 5), (250, 250, 250))
    assert pictures.different(paper, paper) == 0
    assert pictures.different(paper, touched) <= pictures.MOST_DIFFERENT
    assert pictures.different(paper, changed) > pictures.MOST_DIFFERENT
    assert pictures.different(paper, paper.crop((0, 0, 399, 300))) == 1
