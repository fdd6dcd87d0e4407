"""The pictures of docs/images: taken of a page, few-colored and small, and compared with those that are there.

What a page says is compared always. Pixels are compared where Chromium is of the same major version as the one that made the picture,
which the picture itself says: another one draws letters a hair differently.
"""

import io
import os
import warnings
from pathlib import Path

from PIL import Image, ImageChops
from PIL.PngImagePlugin import PngInfo
from pixelmatch.contrib.PIL import pixelmatch
from playwright.sync_api import Page

from tests.stand import ROOT

IMAGES = ROOT / "docs" / "images"
SHOWN = Path(__file__).parent / "shown"
UPDATE = bool(os.environ.get("UPDATE_PICTURES"))
THRESHOLD = 0.1
MOST_DIFFERENT = 0.002
COLORS = 64
MAJOR = "Chromium"


def compare(page: Page, name: str) -> list[str]:
    """What differs between the page as it is and the picture of this name; UPDATE_PICTURES=1 makes that one anew instead."""
    page.evaluate("document.fonts.ready")
    words, taken, major = _words(page), _taken(page), _major(page)
    is_kept = (IMAGES / f"{name}.png").exists() and (SHOWN / f"{name}.txt").exists()
    faults = _faults(name, words, taken, major) if is_kept else ["is not there"]
    if faults and UPDATE:
        _keep(name, words, taken, major)
        return []
    return faults


def _faults(name: str, words: str, taken: Image.Image, major: str) -> list[str]:
    faults = []
    if words != (SHOWN / f"{name}.txt").read_text():
        faults.append("says something else")
    with Image.open(IMAGES / f"{name}.png") as kept:
        if kept.info[MAJOR] == major:
            share = different(kept.convert("RGB"), taken.convert("RGB"))
            if share > MOST_DIFFERENT:
                faults.append(f"{share:.2%} of it look different")
        else:
            told = f"only the words of {name} were compared: made with Chromium {kept.info[MAJOR]}"
            warnings.warn(f"{told}, and here is {major}", stacklevel=2)
    return faults


def different(one: Image.Image, other: Image.Image) -> float:
    """Which share of the pixels an eye would see as different; all, where the sizes differ."""
    if one.size != other.size:
        return 1.0
    box = ImageChops.difference(one, other).getbbox()
    if box is None:
        return 0.0
    # pixelmatch looks at each pixel in Python: only where something is different at all.
    seen = pixelmatch(one.crop(box), other.crop(box), threshold=THRESHOLD)
    return float(seen / (one.width * one.height))


def _words(page: Page) -> str:
    """All that is to be read, a line at a time; room between does not count."""
    lines = (" ".join(line.split()) for line in page.locator("body").inner_text().splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _taken(page: Page) -> Image.Image:
    shot = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    return shot.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE)


def _major(page: Page) -> str:
    browser = page.context.browser
    assert browser is not None
    return browser.version.partition(".")[0]


def _keep(name: str, words: str, taken: Image.Image, major: str) -> None:
    info = PngInfo()
    info.add_text(MAJOR, major)
    taken.save(IMAGES / f"{name}.png", optimize=True, pnginfo=info)
    (SHOWN / f"{name}.txt").write_text(words)
