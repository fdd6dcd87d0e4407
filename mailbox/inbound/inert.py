"""A mail's own HTML with nothing in it that a browser would fetch, follow or open by itself.

The page that shows it forbids all of that, too. But no policy covers a hint to connect somewhere (`link`), and one wrong
click on a link would lead away from what is read: so these elements lose their meaning before anybody sees them. What a script says goes with it: as
text it was never meant for a reader.
"""

import re

# What is renamed is an element no browser knows. A link stays what it looks like: underlined words.
_NEW_NAMES = {"a": "u"}
_ACTIVE = (
    *("a", "area", "applet", "base", "embed", "fencedframe", "frame", "frameset", "iframe", "link"),
    *("meta", "object", "portal", "script"),
)
# Browsers begin an element at nothing but `<` and its name, so no other spelling of these can be missed.
_TAG = re.compile(rf"<(/?)({'|'.join(_ACTIVE)})(?=[\s/>])", re.IGNORECASE | re.ASCII)
_SCRIPT = re.compile(r"<!--(?:-?>)?|-->|<(/?)script(?=[\s/>])", re.IGNORECASE | re.ASCII)


def inert(html: str) -> str:
    """The same HTML with those elements renamed and scripts emptied; every other character stays as it was.

    Two passes over the text, however it is written.
    """
    return _TAG.sub(_renamed, _without_scripts(html))


def _without_scripts(html: str) -> str:
    """Nothing between a script's beginning and its end. One without an end stays, and so does what a comment holds."""
    kept: list[str] = []
    start, began, in_comment = 0, -1, False
    for mark in _SCRIPT.finditer(html):
        text = mark[0]
        if began >= 0:
            if mark[1]:
                start, began = mark.start(), -1
        elif in_comment:
            in_comment = text != "-->"
        elif mark[1] == "":
            kept.append(html[start : mark.start()])
            start = began = mark.start()
        else:
            in_comment = text == "<!--"
    return "".join([*kept, html[start:]])


def _renamed(tag: re.Match[str]) -> str:
    slash, name = tag.groups()
    return f"<{slash}{_NEW_NAMES.get(name.lower(), f'x-{name}')}"
