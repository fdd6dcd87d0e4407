"""Ask axe-core whether a page keeps WCAG 2.2 AA and its best practices."""

from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
Rules = dict[str, str | list[str]]
EVERYTHING: Rules = {"type": "tag", "values": TAGS}
COLORS: Rules = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}

# What passed is not described: on a long page that would be most of the work.
VIOLATIONS = """async ([within, rules]) => {
    const found = await axe.run(within, {runOnly: rules, resultTypes: ["violations"]});
    return found.violations.flatMap((fault) =>
        fault.nodes.map((node) => `${fault.id}: ${node.target.join(" ")} ${node.failureSummary}`)
    );
}"""


def violations_in_both_themes(page: Page) -> list[str]:
    """As `violations`, in light and in dark, which differ in their colors alone: only these are asked for twice."""
    page.emulate_media(color_scheme="light")
    found = [f"light: {line}" for line in violations(page)]
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {line}" for line in violations(page, rules=COLORS)]


def violations_in_its_theme(page: Page) -> list[str]:
    """As `violations`, in the light where the page is wide and in the dark where it is narrow.

    For what is looked at both on a desk and on a phone: so each theme is seen, and each width, once.
    """
    window = page.viewport_size
    theme: Literal["light", "dark"] = "light" if window and window["width"] > 600 else "dark"
    page.emulate_media(color_scheme=theme)
    return [f"{theme}: {line}" for line in violations(page)]


def violations(page: Page, within: str = "html", rules: Rules = EVERYTHING) -> list[str]:
    """One line for each violation and element; an empty list is what we want.

    `within` looks at one part only: a menu that is open covers what lies under it. Runs through the debugger, so the
    page's own policy need not allow it.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(VIOLATIONS, [within, rules])
    return found
