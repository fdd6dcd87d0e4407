"""How checks read a text: linear in its length, never a pattern that can run away."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

# One character for one, so that a place in the plain text is a place in the text. Line breaks
# become spaces, because a phrase may run over one.
_PLAIN = str.maketrans("’‘ʼ`“”\u00a0\n\r\t", "''''\"\"    ")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
TOKEN = re.compile(r"""[^\s<>"'()\[\]{}|,;]+""")
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
QUOTE_MARKS = (">", "|")
QUOTE_OPENERS = ("-----original message", "begin forwarded message", "---------- forwarded message")
SIGNATURE_WORDS = 6
MOST_SENTENCES = 500


@dataclass(frozen=True, slots=True)
class Line:
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    phrase: str
    start: int
    end: int


def plain(text: str) -> str:
    """Small letters, straight quotes, single-line; the same length as `text` wherever possible."""
    return text.translate(_PLAIN).lower()


def squashed(text: str) -> str:
    """`plain` with composed characters and single spaces: for comparing, not for places."""
    return " ".join(unicodedata.normalize("NFKC", plain(text)).split())


def count_words(text: str) -> int:
    return sum(1 for token in text.split() if any(map(str.isalnum, token)))


def lines(text: str) -> Iterator[Line]:
    start = 0
    for raw in text.splitlines(keepends=True):
        yield Line(start, raw.rstrip("\r\n"))
        start += len(raw)


def sentences(text: str) -> Iterator[re.Match[str]]:
    """The first sentences of a text; a letter has far fewer than the most we read."""
    return islice(SENTENCE.finditer(text), MOST_SENTENCES)


def find_phrase(text: str, phrases: Iterable[str]) -> Found | None:
    """The first of `phrases` in `text`, as whole words, also over a line break or double spaces."""
    body, tight = plain(text), squashed(text)
    for phrase in phrases:
        start = _find_whole(body, phrase)
        if start >= 0 and len(body) == len(text):
            return Found(phrase, start, start + len(phrase))
        if start >= 0 or _find_whole(tight, phrase) >= 0:
            return Found(phrase, 0, len(text))
    return None


def own_lines(text: str, sender_name: str = "") -> list[Line]:
    """The lines a person wrote here: without greeting, signature and quoted mail."""
    kept = [line for line in _unquoted(text) if line.text.strip()]
    if kept and is_greeting(kept[0].text):
        kept = kept[1:]
    return kept[: _signature_at(kept, sender_name)]


def first_line(text: str) -> Line:
    return next((line for line in lines(text) if line.text.strip()), Line(0, ""))


def quoted_at(text: str) -> Line | None:
    """The first line of quoted mail, if any."""
    return next((line for line in lines(text) if _is_quoted(line.text)), None)


def is_greeting(line: str) -> bool:
    """A short first line that ends like a greeting: `Hi Aoife,`."""
    stripped = line.strip()
    return count_words(stripped) <= SIGNATURE_WORDS and stripped.endswith((",", ":"))


def _unquoted(text: str) -> Iterator[Line]:
    for line in lines(text):
        if line.text.strip().lower().startswith(QUOTE_OPENERS):
            return
        if not _is_quoted(line.text):
            yield line


def _is_quoted(line: str) -> bool:
    start = line.strip().lower()
    return (
        start.startswith(QUOTE_MARKS)
        or start.startswith(QUOTE_OPENERS)
        or (start.startswith("on ") and start.endswith("wrote:"))
    )


def _signature_at(kept: list[Line], sender_name: str) -> int:
    """Where the signature begins: `--` alone, or the sender's name on one of the last lines."""
    first_name = sender_name.split(" ", maxsplit=1)[0].lower()
    for index, line in enumerate(kept):
        stripped = line.text.strip()
        if stripped == "--":
            return index
        near_end = index >= len(kept) - 4
        if near_end and first_name and stripped.lower().rstrip(",.").startswith(first_name):
            return index if count_words(stripped) <= SIGNATURE_WORDS else len(kept)
    return len(kept)


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
