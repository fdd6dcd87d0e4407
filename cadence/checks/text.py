"""How checks read a text: linear in its length, never a pattern that can run away."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

# One character for one, so that a place in the plain text is a place in the text. Line breaks
# become spaces, because a phrase may run over one.
PLAIN = tuple(zip("’‘ʼ`“”\u00a0\n\r\t", "''''\"\"    ", strict=True))
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
TOKEN = re.compile(r"""[^\s<>"'()\[\]{}|,;]+""")
LINE = re.compile(r"\S[^\r\n]*")
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
OLD_MAIL = r"-----original message|begin forwarded message|---------- forwarded message"
QUOTED = re.compile(
    rf"^[ \t]*(?:[>|]|{OLD_MAIL}|on [^\r\n]{{1,200}} wrote:[ \t]*$)", re.IGNORECASE | re.MULTILINE
)
SIGNATURE_LINES = 4
SIGNATURE_WORDS = 6
CLOSING_WORDS = 4
MOST_SENTENCES = 500
MOST_LINES = 1_000
MOST_READ = 16_000  # characters in which phrases, sentences and lines of our own are looked for


class Line(NamedTuple):
    """A line that says something, from its first visible character on."""

    start: int
    text: str


class Found(NamedTuple):
    phrase: str
    start: int
    end: int


@lru_cache(maxsize=16)
def plain(text: str) -> str:
    """Small letters, straight quotes, single-line; the same length as `text` wherever possible."""
    for typographic, straight in PLAIN:
        text = text.replace(typographic, straight)  # many times faster than translate
    return text.lower()


@lru_cache(maxsize=16)
def squashed(text: str) -> str:
    """`plain` with composed characters and single spaces: for comparing, not for places."""
    return " ".join(unicodedata.normalize("NFKC", plain(text)).split())


def count_words(text: str) -> int:
    return sum(1 for token in text.split() if any(map(str.isalnum, token)))


def lines(text: str) -> Iterator[Line]:
    """The first lines of a text; a letter has far fewer than the most we read."""
    found = (Line(match.start(), match.group()) for match in LINE.finditer(text, 0, MOST_READ))
    return islice(found, MOST_LINES)


def sentences(text: str) -> Iterator[re.Match[str]]:
    """The first sentences of a text; a letter has far fewer than the most we read."""
    return islice(SENTENCE.finditer(text, 0, MOST_READ), MOST_SENTENCES)


def find_phrase(text: str, phrases: Iterable[str]) -> Found | None:
    """The first of `phrases` in `text`, as whole words, also over a line break or double spaces."""
    tight = squashed(text)
    for phrase in phrases:
        if _find_whole(tight, phrase) >= 0:
            return _placed(phrase, text)
    return None


def _placed(phrase: str, text: str) -> Found:
    """The phrase's place; the whole text where spaces or rare letters hide it."""
    body = plain(text)
    start = _find_whole(body, phrase) if len(body) == len(text) else -1
    return Found(phrase, start, start + len(phrase)) if start >= 0 else Found(phrase, 0, len(text))


@lru_cache(maxsize=16)
def own_lines(text: str, sender_name: str = "") -> tuple[Line, ...]:
    """The lines a person wrote here: without greeting, signature and quoted mail."""
    kept = list(_unquoted(text))
    if kept and is_greeting(kept[0].text):
        kept = kept[1:]
    return tuple(kept[: _signature_at(kept, sender_name)])


def first_line(text: str) -> Line:
    return next(lines(text), Line(0, ""))


def quoted_at(text: str) -> int | None:
    """Where the first line of quoted mail begins, if any."""
    found = QUOTED.search(text)
    return found.start() if found else None


def is_greeting(line: str) -> bool:
    """A short first line that ends like a greeting: `Hi Aoife,`."""
    stripped = line.strip()
    return count_words(stripped) <= SIGNATURE_WORDS and stripped.endswith((",", ":"))


def _unquoted(text: str) -> Iterator[Line]:
    """Lines that quote nothing; all below a forwarding mark is old mail."""
    for line in lines(text):
        quoted = QUOTED.match(line.text)
        if quoted is None:
            yield line
        elif quoted.group().startswith(("-", "b", "B")):
            return


def _signature_at(kept: list[Line], sender_name: str) -> int:
    """Where the signature begins: `--` alone, or the sender's name on one of the last lines, with what closes above it."""
    first_name = sender_name.split(" ", maxsplit=1)[0].lower()
    for index, line in enumerate(kept):
        if line.text.rstrip() == "--":
            return index
        if index >= len(kept) - SIGNATURE_LINES and _is_signed(line.text, first_name):
            return index - 1 if index > 1 and _closes(kept[index - 1].text) else index
    return len(kept)


def _closes(line: str) -> bool:
    """`With kind regards`, `Thanks again for your time,`: the line above a name."""
    count, last = count_words(line), line.rstrip()[-1]
    return count <= CLOSING_WORDS if last.isalpha() else last == "," and count <= SIGNATURE_WORDS


def _is_signed(line: str, first_name: str) -> bool:
    signed = bool(first_name) and line.lower().startswith(first_name)
    return signed and count_words(line) <= SIGNATURE_WORDS


def _find_whole(body: str, phrase: str) -> int:
    start = body.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        before = start == 0 or not body[start - 1].isalnum()
        after = end == len(body) or not body[end].isalnum()
        if before and after:
            return start
        start = body.find(phrase, start + 1)
    return -1
