"""What can be wrong with a template, and where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .catalogue import CATALOGUE


@dataclass(frozen=True, slots=True)
class FieldUse:
    """A merge field at its place: line and column count from 1."""

    path: str
    line: int
    column: int


class DraftError(Exception):
    """The template cannot become a letter. `sentence` is for the admin who wrote it."""

    def __init__(self, sentence: str, line: int = 1, column: int = 1) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line
        self.column = column

    @property
    def told(self) -> str:
        """The sentence and where to look."""
        words = {"sentence": self.sentence, "line": self.line, "column": self.column}
        return (
            _("%(sentence)s Look at line %(line)s, column %(column)s of the step's text.") % words
        )


class MissingFieldError(DraftError):
    """The template is sound, but nothing is known for one of its fields."""

    def __init__(self, sentence: str, use: FieldUse) -> None:
        super().__init__(sentence, use.line, use.column)
        self.use = use


class NothingToSay(Exception):
    """The honest answer where a value item or a field is not known; `missing` lists the fields."""

    def __init__(self, missing: Sequence[FieldUse] = (), *, sentence: str = "") -> None:
        self.missing = tuple(missing)
        self.sentence = sentence or " ".join([nothing_solid(), *_what_is_missing(self.missing)])
        super().__init__(self.sentence)


def nothing_solid() -> str:
    return _("We found nothing solid to say yet.")


def _what_is_missing(missing: Sequence[FieldUse]) -> Iterator[str]:
    """What the step's text asks for and nobody knows yet, with the place where it asks."""
    if missing:
        yield _("Not known yet: %(fields)s.") % {"fields": ", ".join(map(_at_its_place, missing))}


def _at_its_place(use: FieldUse) -> str:
    words = {"field": CATALOGUE.get(use.path, use.path), "line": use.line, "column": use.column}
    return _("%(field)s (line %(line)s, column %(column)s)") % words


def place(source: str, index: int) -> tuple[int, int]:
    """Line and column of a position, both from 1."""
    before = source[: max(index, 0)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")
