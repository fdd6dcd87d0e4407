"""Ask axe-core whether a page keeps WCAG 2.2 AA and its best practices."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


THEMES = ("light", "dark")


def violations_in_both_themes(page: Page) -> list[str]:
    """As `violations`, for the page as it stands, in light and in dark."""
    found = []
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        found += [f"{theme}: {line}" for line in violations(page)]
    return found


def violations(page: Page, within: str = "html") -> list[str]:
    """One line for each violation and element; an empty list is what we want.

    `within` looks at one part only: a menu that is open covers what lies under it. Runs through the debugger, so the
    page's own policy need not allow it.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        "([within, tags]) => axe.run(within, {runOnly: {type: 'tag', values: tags}})",
        [within, TAGS],
    )
    return [
        f"{fault['id']}: {' '.join(node['target'])} {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
