"""Whether a proposal says only what it was given: each number, name, quotation and link stands in the facts.

It drops too much rather than too little. What it cannot see is a claim in plain small words: that is the rep's to read.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from .numbers import numbers_in
from .openers import may_open

# A control, a mark without width, a turn of the writing direction: nothing of it belongs into a letter.
HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
MARKUP = re.compile(r"<\s{0,3}/?\s{0,3}[A-Za-z!]|&#?\w{1,10};|\]\(|[‹›「」『』❝❞〝〞]")
OLD_MAIL = re.compile(r"^[ \t]{0,8}>", re.MULTILINE)
# An address on the web, of mail, or a handle; a full stop without its space looks like one, and is dropped too.
LINK = re.compile(
    r"(?:[A-Za-z][\w+.-]{0,20}:)?//\S{1,300}|\b(?:mailto|tel|data|javascript):\S{1,300}"
    r"|[^\s@()<>\"“”,;]{0,64}@[\w.-]{1,250}"
    r"|[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[^\W\d_]{2,24}\b(?:[/?#:]\S{0,300})?"
)
# Also one that is never closed. A single straight mark opens a quotation only where another closes it.
QUOTED = re.compile(
    r"“([^”]{0,600})”?|„([^“”]{0,600})[“”]?|«([^»]{0,600})»?|\"([^\"]{0,600})\"?"
    r"|‘((?:[^’]|(?<=\w)’(?=\w)){0,600})’?|(?<!\w)'((?:[^'\n]|(?<=\w)'(?=\w)){0,600})'(?!\w)"
)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Between two words of one name: "Corrib Cold-Chain", "Wójcik & Partner"; after an initial also its dot, "J. Byrne".
JOINS = re.compile(r"[ \t]|-| ?& ?")
DOT = re.compile(r"\. ?")
BEGINS = re.compile(
    r"(?:[.!?:][\"'”’)\]]{0,2}\s{1,9}|\n[ \t]{0,9}(?:[-*•][ \t])?)[\"'“‘«(\[]{0,2}$"
)
# Written small they are days all the same; "march" and "may" are other words then.
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august"
    " september october november december christmas easter".split()
)
AHEAD = 12
MOST_OF_A_NAME = 4
ENDS = ".,;:!?)]"
ENDING = re.compile(r"['’](?:s|d|m|ll|re|ve)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Beyond:
    """The first thing in a proposal that no given fact has."""

    what: str
    sentence: str


class Given:
    """Everything the proposal may rest on. Words of two facts never stand side by side."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = [plain(text) for text in texts if text.strip()]

    @cached_property
    def numbers(self) -> set[str]:
        return {number.value for text in self.texts for number in numbers_in(text)}

    @cached_property
    def names(self) -> set[tuple[str, ...]]:
        """Every run of words as it stands, and each capitalized one by itself."""
        return {run for text in self.texts for run in _runs_of_any_words(text)}

    @cached_property
    def links(self) -> set[str]:
        return {_link(match.group()) for text in self.texts for match in LINK.finditer(text)}

    @cached_property
    def small(self) -> set[str]:
        return {match.group() for text in self.texts for match in WORD.finditer(text)}

    @cached_property
    def runs(self) -> set[str]:
        """Up to four neighbors of a fact, written small."""
        return {run for text in self.texts for run, _at in small_runs(text)}

    def says(self, quotation: str) -> bool:
        return any(_loose(quotation) in _loose(text) for text in self.texts)


def beyond(proposal: str, given: Given, known: Set[str] = frozenset()) -> Beyond | None:
    """The first thing that goes beyond what was given, or None. Linear in the proposal's length.

    `known` are names that no fact need have for them to be names, however they are written; see `unheard`.
    """
    for character in proposal.replace("\r\n", "\n"):
        if unicodedata.category(character) in HIDDEN and character not in "\n\t":
            return Beyond(f"U+{ord(character):04X}", _("It hides a character."))
    text = plain(proposal)
    finds = (_markup, _links, _quotations, _numbers, _names)
    found = next((found for find in finds for found in find(text, given)), None)
    return found or next(_known(text, given, known), None)


def unheard(proposal: str, given: Given) -> set[str]:
    """What a proposal says, in runs of up to four words, that no fact does: whether one is a name is for others to know."""
    return {run for run, _at in small_runs(plain(proposal))} - given.runs


def small_runs(text: str) -> Iterator[tuple[str, int]]:
    """Runs of up to four words as they stand side by side, written small, and where each begins."""
    found = list(WORD.finditer(text))
    for index, first in enumerate(found):
        run: list[str] = []
        for match in found[index : index + MOST_OF_A_NAME]:
            run.append(_bare(match.group()))
            yield " ".join(run), first.start()


def plain(text: str) -> str:
    """One way of writing each sign, so that a full-width digit is a digit."""
    return unicodedata.normalize("NFKC", text.replace("½", " half ")).replace("\r\n", "\n")


def _markup(text: str, given: Given) -> Iterator[Beyond]:
    for match in (MARKUP.search(text), OLD_MAIL.search(text)):
        if match is not None:
            yield Beyond(match.group(), _("It is no plain text."))


def _links(text: str, given: Given) -> Iterator[Beyond]:
    for match in LINK.finditer(text):
        if _link(match.group()) not in given.links:
            what = match.group().rstrip(ENDS)
            yield Beyond(what, _("No fact has this link or address."))


def _quotations(text: str, given: Given) -> Iterator[Beyond]:
    for match in QUOTED.finditer(text):
        quotation = next(group for group in match.groups() if group is not None)
        if not given.says(quotation):
            yield Beyond(quotation, _("Nobody is known to have said this."))


def _numbers(text: str, given: Given) -> Iterator[Beyond]:
    for number in numbers_in(text):
        if number.value not in given.numbers:
            yield Beyond(number.text, _("No fact has this number."))


def _names(text: str, given: Given) -> Iterator[Beyond]:
    for run in _runs_of_names(text):
        words = tuple(_bare(match.group()) for match in run)
        if words in given.names:
            continue
        first, rest = run[0], words[1:]
        opens = _begins(text, first.start()) and (
            may_open(first.group(), _after(text, first.end())) or words[0] in given.small
        )
        if opens and (not rest or rest in given.names):
            continue
        named = run[1] if opens else first
        yield Beyond(text[named.start() : run[-1].end()], _("No fact has this name."))


def _known(text: str, given: Given, known: Set[str]) -> Iterator[Beyond]:
    for run, at in small_runs(text) if known else ():
        if run in known and run not in given.runs:
            yield Beyond(text[at : at + len(run)], _("No fact has this name."))


def _runs_of_names(text: str) -> Iterator[list[re.Match[str]]]:
    """Neighbors that look like names, together: the parts of two names make no third."""
    run: list[re.Match[str]] = []
    for match in WORD.finditer(text):
        if not _looks_like_a_name(match.group()):
            continue
        if run and not _is_one_name(text, run[-1], match):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _is_one_name(text: str, before: re.Match[str], following: re.Match[str]) -> bool:
    """Not across "Corrib's Oranmore"."""
    gap = before.end(), following.start()
    joined = JOINS.fullmatch(text, *gap) or (len(before.group()) == 1 and DOT.fullmatch(text, *gap))
    return bool(joined) and not ENDING.search(before.group())


def _runs_of_any_words(text: str) -> Iterator[tuple[str, ...]]:
    """All runs of up to six neighbors in a fact of which the first looks like a name."""
    found = list(WORD.finditer(text))
    for index, match in enumerate(found):
        if not _looks_like_a_name(match.group()):
            continue
        run = [_bare(match.group())]
        yield tuple(run)
        for before, following in zip(found[index:], found[index + 1 : index + 6], strict=False):
            if not _is_one_name(text, before, following):
                break
            run.append(_bare(following.group()))
            yield tuple(run)


def _looks_like_a_name(word: str) -> bool:
    """A capital anywhere, letters of a script that has none, or a day. "I" is nobody's name."""
    bare = ENDING.sub("", word)
    if bare == "I":
        return False
    if bare.casefold() in DAYS:
        return True
    return any(each.isupper() or unicodedata.category(each) in ("Lo", "Lt") for each in word)


def _bare(word: str) -> str:
    return ENDING.sub("", word).replace("’", "'").casefold()


def _begins(text: str, at: int) -> bool:
    """Whether a sentence or a line begins here."""
    return bool(BEGINS.search(text[max(0, at - AHEAD) : at])) or not text[:at].strip()


def _after(text: str, at: int) -> str:
    following = WORD.search(text, at, at + AHEAD)
    return following.group() if following else ""


def _link(found: str) -> str:
    return found.rstrip(ENDS).casefold()


def _loose(text: str) -> str:
    """The same words, whatever the spaces and the marks around them."""
    words = re.sub(r"[’‘]", "'", text).casefold()
    return " ".join(words.split()).strip(" .,;:!?")
