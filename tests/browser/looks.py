"""Measures of a rendered page, and pictures of it."""

import os
from pathlib import Path

from playwright.sync_api import Page

WIDTHS = (320, 390, 768, 1024, 1440)


def sideways_scroll(page: Page, widths: tuple[int, ...] = WIDTHS) -> dict[int, int]:
    """How many pixels the page is wider than the window, at each width where it is."""
    wider, before = {}, page.viewport_size
    for width in widths:
        page.set_viewport_size({"width": width, "height": 844})
        extra = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if extra > 0:
            wider[width] = extra
    if before:
        page.set_viewport_size(before)
    return wider


def hidden_focus(page: Page, presses: int = 60) -> list[str]:
    """Tab through the page; elements that take focus and cannot be seen where they are."""
    faults: list[str] = []
    page.evaluate(START)
    for _ in range(presses):
        page.keyboard.press("Tab")
        fault = page.evaluate(FOCUS_FAULT)
        if fault == "end":
            break
        if fault and fault not in faults:
            faults.append(fault)
    return faults


def picture(page: Page, name: str) -> None:
    """Keep a screenshot when SCREENSHOTS names a folder; else do nothing."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        page.wait_for_timeout(250)
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


def pictures(page: Page, name: str) -> None:
    """As `picture`, in light and in dark."""
    for theme in ("dark", "light") if os.environ.get("SCREENSHOTS") else ():
        page.emulate_media(color_scheme=theme)
        picture(page, f"{name}-{theme}")


# After a mere blur() the next Tab would go on from where the last one led.
START = """() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
}"""

FOCUS_FAULT = """() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return "end";
    const box = focused.getBoundingClientRect();
    const name = focused.outerHTML.slice(0, 90);
    if (box.width === 0 || box.height === 0) return `no size: ${name}`;
    const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.y + Math.min(box.height, 40) / 2, 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    const seen = top && (focused.contains(top) || top.contains(focused) || top.closest("label")?.contains(focused));
    const ring = getComputedStyle(focused);
    const around = getComputedStyle(focused.closest(".find, label") ?? focused);
    const outlined = [ring, around].some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0);
    if (!seen) return `covered by ${top?.outerHTML.slice(0, 60)}: ${name}`;
    // A frame is said to have the focus when something in it has: the ring is drawn in there.
    return outlined || focused.tagName === "IFRAME" ? "" : `no ring: ${name}`;
}"""
