"""Every template compiles, and none says anything that the content security policy would refuse."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.sizes import ROOMS, ROOT

REFUSED = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.I),
    "an inline style": re.compile(r"<style\b", re.I),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.I),
    "a script address": re.compile(r"javascript:", re.I),
    "an event attribute": re.compile(r"\son[a-z]+\s*=", re.I),
    "hx-on": re.compile(r"\shx-on\b", re.I),
    "a filter in hx-trigger": re.compile(r"hx-trigger\s*=\s*[\"'][^\"']*\[", re.I),
    "a script in hx-vals or hx-headers": re.compile(r'hx-(?:vals|headers|confirm)="js:', re.I),
    "something of a third party": re.compile(r"(src|href)\s*=\s*[\"'](https?:)?//", re.I),
}
# Saved as a file and read from a disk: there is no policy there, and no stylesheet of ours.
STAND_ALONE = {"templates/adherence/personal_data.html"}
COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.S)
LINK_OUT = re.compile(r"<a\s[^>]*>", re.I)


def template_files() -> list[Path]:
    folders = [ROOT / "templates", *(ROOT / room / "templates" for room in ROOMS)]
    return sorted(path for folder in folders for path in folder.rglob("*.html"))


def refused_in(path: Path) -> Iterator[tuple[int, str]]:
    """What the policy refuses in a template; one that is saved as a file brings its own style."""
    alone = path.relative_to(ROOT).as_posix() in STAND_ALONE
    for number, name in refused(path.read_text()):
        if not (alone and name == "an inline style"):
            yield number, name


def refused(text: str) -> Iterator[tuple[int, str]]:
    """Line numbers and names of what the policy refuses; a plain link to elsewhere is allowed."""
    text = COMMENT.sub(_only_its_lines, text)
    for number, line in enumerate(text.splitlines(), 1):
        for name, pattern in REFUSED.items():
            shown = LINK_OUT.sub("", line) if name == "something of a third party" else line
            if pattern.search(shown):
                yield number, name


def _only_its_lines(comment: re.Match[str]) -> str:
    return "\n" * comment[0].count("\n")


def faults() -> list[str]:
    from django.template import TemplateSyntaxError
    from django.template.loader import get_template

    told = []
    for path in template_files():
        name = path.relative_to(ROOT)
        told += [f"{name}:{line} {what}" for line, what in refused_in(path)]
        try:
            get_template(str(Path(*path.parts[path.parts.index("templates") + 1 :])))
        except TemplateSyntaxError as error:
            told.append(f"{name} does not compile: {error}")
    return told


if __name__ == "__main__":
    import django

    django.setup()
    found = faults()
    sys.exit("\n".join(found) if found else 0)
