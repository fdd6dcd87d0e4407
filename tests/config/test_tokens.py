"""Every pair of text and ground keeps its contrast, in both themes. Reads static/css/tokens.css."""

import math
import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()
COLOUR = re.compile(r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)")
TEXT = 4.5
GRAPHIC = 3.0
GROUNDS = ("canvas", "surface", "sunken", "raised")
PAIRS = [
    *[(text, ground, TEXT) for text in ("ink", "ink2", "ink3", "accent") for ground in GROUNDS],
    *[(state, f"{state}-soft", TEXT) for state in ("ok", "warn", "bad")],
    *[(state, ground, TEXT) for state in ("ok", "warn", "bad") for ground in GROUNDS],
    *[("ink", f"{state}-soft", TEXT) for state in ("ok", "warn", "bad", "accent")],
    *[("ink2", f"{state}-soft", TEXT) for state in ("ok", "warn", "bad", "accent")],
    ("accent", "accent-soft", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-hover", TEXT),
    ("canvas", "ink", TEXT),
    *[
        (graphic, ground, GRAPHIC)
        for graphic in ("line-strong", "focus", "email", "call", "social", "post", "reply")
        for ground in ("canvas", "surface", "sunken")
    ],
    ("canvas", "reply", GRAPHIC),
]


def _tokens(theme: int) -> dict[str, float]:
    """Relative luminance by token; theme 0 is light, 1 is dark."""
    found = {}
    for name, both in re.findall(r"--([\w-]+): light-dark\((.+)\);", CSS):
        colours = COLOUR.findall(both)
        if len(colours) == 2:
            found[name] = _luminance(*(float(part) for part in colours[theme]))
    return found


def _luminance(lightness: float, chroma: float, hue: float) -> float:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    red, green, blue = (min(max(part, 0.0), 1.0) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: float, other: float) -> float:
    lighter, darker = max(one, other), min(one, other)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_pair_keeps_its_contrast(theme: int) -> None:
    tokens = _tokens(theme)
    low = {
        f"{text} on {ground}": round(_contrast(tokens[text], tokens[ground]), 2)
        for text, ground, floor in PAIRS
        if _contrast(tokens[text], tokens[ground]) < floor
    }
    assert low == {}


def test_every_colour_has_both_themes() -> None:
    assert "#" not in CSS
    assert all(line.count("oklch(") in {0, 2} for line in CSS.splitlines())
