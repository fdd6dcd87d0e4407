"""Walks through many pages, each opened once and looked at on a desk and on a phone: what is wrong, by its address."""

from collections.abc import Iterable

from playwright.sync_api import Page

from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE


def faults(page: Page, addresses: Iterable[str], pictures: str) -> dict[str, list[object]]:
    """What axe finds, focus that cannot be seen, and widths at which the page is wider than the window.

    Each page is looked at twice: on a desk in the light, on a phone in the dark. Nothing of ours asks for the
    window's width but stylesheets, so a resized page is the page as it opens there.
    Pictures are kept under the given name.
    """
    found: dict[str, list[object]] = {}
    for number, address in enumerate(addresses):
        page.goto(address)
        found[address] = [*_at_each_size(page, f"{pictures}-{number:02}")]
        found[address] += looks.sideways_scroll(page).items()
    return {address: what for address, what in found.items() if what}


def sideways(page: Page, addresses: Iterable[str]) -> dict[str, dict[int, int]]:
    """Where a page is wider than the window, and by how much."""
    wide = {}
    for address in addresses:
        page.goto(address)
        wide[address] = looks.sideways_scroll(page)
    return {address: where for address, where in wide.items() if where}


def _at_each_size(page: Page, name: str) -> Iterable[str]:
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        looks.pictures(page, f"{name}-{size['width']}")
        yield from axe.violations_in_its_theme(page)
        yield from looks.hidden_focus(page)
