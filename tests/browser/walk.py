"""Walks through many pages at one window: what is wrong on each, by its address."""

from collections.abc import Iterable

from playwright.sync_api import Page

from tests.browser import axe, looks


def inaccessible(page: Page, addresses: Iterable[str], pictures: str) -> dict[str, list[str]]:
    """Faults of axe in both themes and focus that cannot be seen; pictures are kept under this name."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    faults = {}
    for number, address in enumerate(addresses):
        page.goto(address)
        looks.pictures(page, f"{pictures}-{number:02}-{width}")
        faults[address] = axe.violations_in_both_themes(page) + looks.hidden_focus(page)
    return {address: found for address, found in faults.items() if found}


def sideways(page: Page, addresses: Iterable[str]) -> dict[str, dict[int, int]]:
    """Where a page is wider than the window, and by how much."""
    wide = {}
    for address in addresses:
        page.goto(address)
        wide[address] = looks.sideways_scroll(page)
    return {address: where for address, where in wide.items() if where}
