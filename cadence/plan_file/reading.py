"""From the tree to the plan; goes on after a fault, so that all of them are told at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cadence.plan import Plan, StepPlan
from prospects.enums import Channel

from .tree import Fault, Items, Keys, Text, UnreadableError, Value, short, tree_of

if TYPE_CHECKING:
    from django.utils.functional import Promise

LAST_DAY: Final = 400
SLUG: Final = re.compile(r"[a-zA-Z0-9_-]{0,60}")
CLOCK: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
WORDS_AND_HYPHENS: Final = lazy("letters, digits and hyphens")
ONE_WORD: Final = lazy("one word")
STEP_KEYS: Final = (
    "day",
    "channel",
    "purpose",
    "title",
    "brings",
    "may_bring",
    "must_pass",
    "hour",
    "note",
    "subject",
    "text",
)
TEXTS: Final = {"subject": "subject_template", "text": "body_template"}


@dataclass(frozen=True, slots=True)
class PlanFile:
    """The plan, and where each of its steps and texts stands in the file."""

    plan: Plan
    lines: list[int]
    texts: dict[tuple[int, str], tuple[int, bool]] = field(default_factory=dict)

    def line_of(self, step: int | None, name: str = "", line: int = 1) -> int:
        """Where this step stands, or that line of its text; 0 for the plan as a whole."""
        if step is None:
            return 0
        begins, is_block = self.texts.get((step, name), (self.lines[step - 1], False))
        return begins + line - 1 if is_block else begins


def read(raw: bytes) -> PlanFile:
    """The plan in this file. Raises UnreadableError with every fault that can be named, each with its line."""
    reading = _Reading()
    found = reading.plan(tree_of(raw))
    if reading.faults or found is None:
        raise UnreadableError(reading.faults)
    return found


class _Reading:
    """Each part of the tree as what it is to be, with a fault where it is not."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def plan(self, tree: Value) -> PlanFile | None:
        keys = self._keys(tree, ("name", "description", "steps"), ("name", "steps"))
        if keys is None:
            return None
        name = self._text(keys, "name", 120)
        if keys.get("name") and not name.strip():
            self._fault(_("Give the cadence a name."), keys["name"])
        description = self._text(keys, "description", 2_000)
        steps = keys.get("steps")
        if not isinstance(steps, Items):
            if steps is not None:
                self._fault(_("“steps” is a list."), steps)
            return None
        plans = [self._step(each) for each in steps.items]
        self._in_order(plans, steps.items)
        return PlanFile(
            plan=Plan(name=name, steps=tuple(filter(None, plans)), description=description),
            lines=[each.line for each in steps.items],
            texts=dict(_places(steps.items)),
        )

    def _in_order(self, plans: list[StepPlan | None], items: list[Value]) -> None:
        """Steps stand in the order of their days."""
        last = 0
        for plan, item in zip(plans, items, strict=True):
            if plan is not None and isinstance(item, Keys) and "day" in item.keys:
                if plan.day <= last:
                    self._fault(_("“day” is later than that of the step before."), item.keys["day"])
                last = plan.day

    def _step(self, tree: Value) -> StepPlan | None:
        keys = self._keys(tree, tuple(STEP_KEYS), ("day", "channel", "purpose", "title"))
        if keys is None:
            return None
        return StepPlan(
            day=self._day(keys),
            channel=self._channel(keys),
            purpose=self._matching(keys, "purpose", SLUG, WORDS_AND_HYPHENS),
            title=self._text(keys, "title", 200),
            guidance=self._text(keys, "note", 2_000),
            value_kind=self._matching(keys, "brings", SLUG, ONE_WORD),
            allowed_kinds=self._words(keys, "may_bring"),
            must_pass=self._words(keys, "must_pass"),
            call_hour=self._hour(keys),
            subject_template=self._text(keys, "subject", 300),
            body_template=self._text(keys, "text", 8_000),
        )

    def _keys(
        self, tree: Value, known: tuple[str, ...], needed: tuple[str, ...]
    ) -> dict[str, Value] | None:
        if not isinstance(tree, Keys):
            words = {"keys": ", ".join(known)}
            self._fault(
                _("Here stand lines such as “key: text”, with these keys: %(keys)s.") % words, tree
            )
            return None
        for key, value in tree.keys.items():
            if key not in known:
                words = {"key": short(key), "known": ", ".join(known)}
                self._fault(_("“%(key)s” is no key here. These are: %(known)s.") % words, value)
        for key in needed:
            if key not in tree.keys:
                self._fault(_("“%(key)s” is missing.") % {"key": key}, tree)
        return tree.keys

    def _text(self, keys: dict[str, Value], key: str, longest: int) -> str:
        value = keys.get(key)
        if value is None:
            return ""
        if not isinstance(value, Text):
            self._fault(_("“%(key)s” is text.") % {"key": key}, value)
            return ""
        if len(value.text) > longest:
            words = {"key": key, "most": longest}
            self._fault(_("“%(key)s” has at most %(most)s characters.") % words, value)
        if "\0" in value.text:
            self._fault(_("There is a character that no text has."), value)
        return value.text

    def _matching(
        self, keys: dict[str, Value], key: str, pattern: re.Pattern[str], told: "Promise"
    ) -> str:
        text = self._text(keys, key, 200)
        if text and not pattern.fullmatch(text):
            self._fault(_("“%(key)s” is made of %(told)s.") % {"key": key, "told": told}, keys[key])
        return text

    def _day(self, keys: dict[str, Value]) -> int:
        text = self._text(keys, "day", 20)
        if text.isascii() and text.isdecimal() and len(text) < 5 and 1 <= int(text) <= LAST_DAY:
            return int(text)
        if "day" in keys:
            self._fault(
                _("“day” is a number from 1 to %(most)s.") % {"most": LAST_DAY}, keys["day"]
            )
        return 1

    def _channel(self, keys: dict[str, Value]) -> Channel:
        text = self._text(keys, "channel", 20)
        if text in Channel.values:
            return Channel(text)
        if "channel" in keys:
            words = {"channels": ", ".join(Channel.values)}
            self._fault(_("“channel” is one of these: %(channels)s.") % words, keys["channel"])
        return Channel.EMAIL

    def _hour(self, keys: dict[str, Value]) -> time | None:
        text = self._text(keys, "hour", 20)
        found = CLOCK.fullmatch(text)
        if found:
            return time(int(found[1]), int(found[2]))
        if text:
            self._fault(_("“hour” is a time of day such as 09:00."), keys["hour"])
        return None

    def _words(self, keys: dict[str, Value], key: str) -> tuple[str, ...]:
        value = keys.get(key)
        if value is None:
            return ()
        if not isinstance(value, Items):
            self._fault(_("“%(key)s” is a list.") % {"key": key}, value)
            return ()
        words = [
            each.text
            for each in value.items
            if isinstance(each, Text) and SLUG.fullmatch(each.text) and each.text
        ]
        if len(words) < len(value.items) or len(set(words)) < len(words):
            self._fault(_("“%(key)s” is a list of words, each once.") % {"key": key}, value)
        return tuple(words)

    def _fault(self, sentence: str, where: Value) -> None:
        self.faults.append(Fault(sentence, where.line))


def _places(steps: list[Value]) -> Iterator[tuple[tuple[int, str], tuple[int, bool]]]:
    """Where the texts of each step begin, by its number and the field that holds them."""
    for number, step in enumerate(steps, start=1):
        for key, name in TEXTS.items():
            value = step.keys.get(key) if isinstance(step, Keys) else None
            if isinstance(value, Text):
                yield (number, name), (value.first, value.first > value.line)
