"""What can be wrong with a template, and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _


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


class MissingFieldError(DraftError):
    """The template is sound, but nothing is known for one of its fields."""

    def __init__(self, sentence: str, use: FieldUse) -> None:
        super().__init__(sentence, use.line, use.column)
        self.use = use


class NothingToSay(Exception):
    """The honest answer where a value item or a field is not known; `missing` lists the fields."""

    def __init__(self, missing: Sequence[FieldUse] = (), *, sentence: str = "") -> None:
        self.sentence = sentence or _("We found nothing solid to say yet.")
        self.missing = tuple(missing)
        super().__init__(self.sentence)


def place(source: str, index: int) -> tuple[int, int]:
    """Line and column of a position, both from 1."""
    before = source[: max(index, 0)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")
