"""One document of docs/ as a page: its headings have anchors, its links lead on inside the app."""

import posixpath
import re
import struct
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from urllib.parse import urlsplit

from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")

AddressOf = Callable[[str], str | None]
Anchors = Sequence[str]


@dataclass(frozen=True)
class Section:
    """A heading and the words under it, up to the next one."""

    title: str
    anchor: str
    level: int
    words: str


@dataclass(frozen=True)
class Document:
    """A page of the help, in `language`. `html` has no heading of its own: the page draws `title`."""

    slug: str
    language: str
    title: str
    html: SafeString
    sections: tuple[Section, ...]

    @property
    def contents(self) -> list[Section]:
        return [section for section in self.sections if section.level == 2]


def read(
    root: Path, name: str, slug: str, address_of: AddressOf, *, language: str, anchors: Anchors = ()
) -> Document:
    """The file `name` under `root`. `address_of` says where a file of ours is served; None: its link becomes plain words.

    A translation is given the `anchors` of what it translates, heading by heading: a link leads to the same place in each language.
    """
    tokens = _MARKDOWN.parse((root / name).read_text())
    sections = tuple(_sections(tokens, anchors))
    folder = posixpath.dirname(name)
    for token in tokens:
        if token.children:
            token.children = list(_led_on(token.children, root, folder, address_of))
    framed = list(_framed(_beneath_title(tokens), sections))
    html = _MARKDOWN.renderer.render(framed, _MARKDOWN.options, {})
    # Raw HTML is off: all that stands here was written by the renderer and by us, or escaped.
    return Document(slug, language, sections[0].title, SafeString(html), sections)


def _sections(tokens: list[Token], given: Anchors) -> Iterator[Section]:
    """Each heading with the words beneath it; gives the headings their anchors on the way, as GitHub names them."""
    seen: Counter[str] = Counter()
    places = [place for place, token in enumerate(tokens) if token.type == "heading_open"]
    ends = [*places[1:], len(tokens)]
    for place, end, known in zip_longest(places, ends, given[: len(places)]):
        title = _words(tokens[place + 1])
        plain = _NOT_IN_ANCHORS.sub("", title.lower()).replace(" ", "-")
        anchor = known or (f"{plain}-{seen[plain]}" if seen[plain] else plain)
        seen[plain] += 1
        tokens[place].attrSet("id", anchor)
        words = " ".join(_words(token) for token in tokens[place + 2 : end])
        yield Section(title, anchor, int(tokens[place].tag[1]), " ".join(words.split()))


def _words(token: Token) -> str:
    if token.children is None:
        return token.content
    return "".join(" " if child.type == "softbreak" else child.content for child in token.children)


def _beneath_title(tokens: list[Token]) -> list[Token]:
    """Without the first heading, which must be the first thing said."""
    return tokens[3:]


def _framed(tokens: Iterable[Token], sections: Iterable[Section]) -> Iterator[Token]:
    """Each table in a frame that scrolls where the window is narrower, by keys too, and is called as its section."""
    titles = {section.anchor: section.title for section in sections}
    title = ""
    for token in tokens:
        title = titles.get(str(token.attrs.get("id")), title)
        if token.type == "table_open":
            frame = f'<div class="clip" tabindex="0" role="group" aria-label="{escape(title)}">\n'
            yield Token("html_block", "", 0, content=frame)
        yield token
        if token.type == "table_close":
            yield Token("html_block", "", 0, content="</div>\n")


def _led_on(
    children: Iterable[Token], root: Path, folder: str, address_of: AddressOf
) -> Iterator[Token]:
    leads = True
    for child in children:
        if child.type == "link_open":
            address = _address(str(child.attrs["href"]), folder, address_of)
            leads = address is not None
            child.attrs["href"] = address or ""
        elif child.type == "image":
            _draw(child, root, folder)
        if leads or child.type not in ("link_open", "link_close"):
            yield child


def _address(href: str, folder: str, address_of: AddressOf) -> str | None:
    parts = urlsplit(href)
    if parts.scheme or not parts.path:
        return href
    page = address_of(posixpath.normpath(posixpath.join(folder, parts.path)))
    return page and page + (f"#{parts.fragment}" if parts.fragment else "")


def _draw(image: Token, root: Path, folder: str) -> None:
    """The picture's address and size: with its size known, nothing on the page moves when it comes."""
    file = root / folder / str(image.attrs["src"])
    if file.exists():  # One that is named and not yet taken is no reason to show no help at all.
        width, height = struct.unpack(">16x2I", file.read_bytes()[:24])
        address = static(f"help/{file.name}")
        image.attrs |= {"src": address, "width": width, "height": height, "loading": "lazy"}
