"""A YAML file as a tree of texts with their lines. Only mappings, lists and plain text: no anchors, aliases, tags
or second documents, so nothing in a file can repeat, point at or become something else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import yaml
from django.utils.translation import gettext as _

LARGEST: Final = 64 * 1024
MOST_ITEMS: Final = 40
DEEPEST: Final = 6
MOST_FAULTS: Final = 30

type Value = "Text | Items | Keys"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file, and in which line; 0 where no line can be named."""

    sentence: str
    line: int = 0

    @property
    def told(self) -> str:
        return (
            _("Line %(line)s: %(sentence)s") % {"line": self.line, "sentence": self.sentence}
            if self.line
            else self.sentence
        )


class UnreadableError(Exception):
    """No plan can be made of this file."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults[:MOST_FAULTS]
        super().__init__(" ".join(fault.told for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Text:
    line: int
    text: str
    # the line in which the text itself begins: of a block, the one after its mark
    first: int


@dataclass(frozen=True, slots=True)
class Items:
    line: int
    items: list[Value]


@dataclass(frozen=True, slots=True)
class Keys:
    line: int
    keys: dict[str, Value]


def tree_of(raw: bytes) -> Value:
    """What stands in this file. Raises UnreadableError with the line where it cannot be read."""
    return _parsed(_decoded(raw))


def _decoded(raw: bytes) -> str:
    if len(raw) > LARGEST:
        raise UnreadableError([Fault(_("The file is larger than 64 kB."))])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UnreadableError([Fault(_("This is not text in UTF-8."), line)]) from None


def _parsed(text: str) -> Value:
    try:
        events = yaml.parse(text, Loader=yaml.SafeLoader)
        return _document(events)
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise UnreadableError([Fault(_("There is a character that no text has."), line)]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise UnreadableError(
            [
                Fault(
                    _("This is not YAML: look at the indentation, the quotes and the colons."), line
                )
            ]
        ) from None


def _document(events: Iterator[Any]) -> Value:
    tree: Value | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if tree is not None:
                raise _unreadable(
                    _("A second document begins here. One file holds one cadence."), event
                )
            tree = _node(next(events), events, 1)
    if tree is None:
        raise UnreadableError([Fault(_("The file is empty."))])
    return tree


def _node(event: Any, events: Iterator[Any], depth: int) -> Value:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _unreadable(
            _("Anchors and aliases (& and *) are not for cadences. Write it out."), event
        )
    if getattr(event, "tag", None):
        raise _unreadable(_("Tags (!) are not for cadences. Write plain text."), event)
    if depth > DEEPEST:
        raise _unreadable(_("Lists inside lists go too deep here."), event)
    if isinstance(event, yaml.SequenceStartEvent):
        return _items(event, events, depth)
    if isinstance(event, yaml.MappingStartEvent):
        return _keys(event, events, depth)
    line = _line(event)
    return Text(line, event.value, line + (event.style in ("|", ">")))


def _items(start: Any, events: Iterator[Any], depth: int) -> Items:
    items: list[Value] = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        if len(items) >= MOST_ITEMS:
            sentence = _("A cadence has at most %(most)s steps.") % {"most": MOST_ITEMS}
            raise _unreadable(sentence, event)
        items.append(_node(event, events, depth + 1))
    return Items(_line(start), items)


def _keys(start: Any, events: Iterator[Any], depth: int) -> Keys:
    keys: dict[str, Value] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, depth + 1)
        if not isinstance(key, Text):
            raise _unreadable(_("A key is one word."), event)
        if key.text in keys:
            raise _unreadable(_("“%(key)s” stands here twice.") % {"key": short(key.text)}, event)
        keys[key.text] = _node(next(events), events, depth + 1)
    return Keys(_line(start), keys)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _unreadable(sentence: str, event: Any) -> UnreadableError:
    return UnreadableError([Fault(sentence, _line(event))])


def short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
