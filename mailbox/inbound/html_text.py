"""HTML to readable text in one pass: no parser that can be made to look at the same byte twice."""

from html import unescape
from string import ascii_lowercase, ascii_uppercase

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "br",
        "div",
        "dd",
        "dl",
        "dt",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
    }
    | {"li", "ol", "p", "pre", "section", "table", "tr", "ul", "blockquote", "center", "body"}
)
_UNSEEN = frozenset({"script", "style", "head", "title", "template"})
_ROWS = frozenset({"li", "ol", "ul", "tr", "table"})
_CELLS = frozenset({"td", "th"})
_EMPTY = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
# how a line is hidden that only the list of mails shall show
_HIDING = ("display:none", "visibility:hidden", "max-height:0", "mso-hide:all", "font-size:0")
_LONGEST_TAG = 2_000
_QUOTE = "blockquote"
_DEEPEST_QUOTE = 5
# str.lower() may change the length, and the two texts are walked by the same positions
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)


def html_to_text(html: str) -> str:
    """What a person would read, with quoted blocks marked by `> `."""
    walk = _Walk(html)
    walk.run()
    return walk.text()


class _Hidden:
    """An element that nobody sees, and what stood before it. Unless it is closed, it is kept as text."""

    def __init__(self, name: str, lines: int, words: list[str]) -> None:
        self.name = name
        self.depth = 1
        self.lines = lines
        self.words = words


class _Walk:
    def __init__(self, html: str) -> None:
        self._html = html
        self._lowered = html.translate(_LOWER)
        self._at = 0
        self._lines: list[str] = []
        self._words: list[str] = []
        self._quotes = 0
        self._hidden: _Hidden | None = None

    def run(self) -> None:
        while self._at < len(self._html):
            start = self._html.find("<", self._at)
            if start < 0:
                start = len(self._html)
            self._words.append(self._html[self._at : start])
            self._at = start
            if start < len(self._html):
                self._skip_markup()
        if self._hidden is not None:
            self._words = [*self._hidden.words, " ", *self._words]
        self._end_line()

    def text(self) -> str:
        kept: list[str] = []
        for line in self._lines:
            if line.strip("> ") or (kept and kept[-1].strip("> ")):
                kept.append(line)
        return "\n".join(kept).strip("\n")

    def _skip_markup(self) -> None:
        if self._html.startswith("<!--", self._at):
            self._jump_past("-->")
            return
        end = self._html.find(">", self._at)
        if end < 0 or not (
            self._html[self._at + 1 : self._at + 2].isalpha() or self._html[self._at + 1] in "/!?"
        ):
            self._words.append("<")
            self._at = len(self._html) if end < 0 else self._at + 1
            return
        tag = self._lowered[self._at + 1 : min(end, self._at + _LONGEST_TAG)]
        self._at = end + 1
        name = tag.lstrip("/").split(None, 1)[0].rstrip("/") if tag.strip("/ \t\n") else ""
        self._enter(name, tag.startswith("/"))
        self._hide(name, tag)

    def _enter(self, name: str, closing: bool) -> None:
        if name in _UNSEEN and not closing:
            self._jump_past(f"</{name}")
            self._jump_past(">")
        elif name in _CELLS:
            self._words.append(" ")
        elif name in _ROWS and not any(map(str.strip, self._words)):
            self._words = ["- "] if name == "li" and not closing else []
        elif name in _BLOCKS:
            self._end_line()
            if name == _QUOTE:
                change = -1 if closing else 1
                self._quotes = min(max(self._quotes + change, 0), _DEEPEST_QUOTE)
            if name == "p" and closing:
                self._end_line()
            if name == "li" and not closing:
                self._words.append("- ")

    def _hide(self, name: str, tag: str) -> None:
        """Forget what stood in a hidden element once it closes."""
        if self._hidden is None:
            style = "".join(tag.split())
            if name not in _EMPTY and not tag.endswith("/") and _hides(style):
                self._hidden = _Hidden(name, len(self._lines), self._words)
                self._words = []
        elif name == self._hidden.name:
            self._hidden.depth += -1 if tag.startswith("/") else 1
            if self._hidden.depth == 0:
                del self._lines[self._hidden.lines :]
                self._words = self._hidden.words
                self._hidden = None

    def _jump_past(self, mark: str) -> None:
        found = self._lowered.find(mark, self._at)
        self._at = len(self._html) if found < 0 else found + len(mark)

    def _end_line(self) -> None:
        words = " ".join(unescape("".join(self._words)).split())
        self._words.clear()
        self._lines.append(("> " * self._quotes + words) if words else "")


def _hides(style: str) -> bool:
    """`font-size:0px` hides, `font-size:0.9em` does not."""
    for sign in _HIDING:
        before, found, after = style.partition(sign)
        if found and "style=" in before and after[:1] not in (".", *"0123456789"):
            return True
    return False
