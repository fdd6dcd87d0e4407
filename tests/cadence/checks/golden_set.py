"""The golden set: lazy and good letters of many trades, each with what a fair reader would say of it.

Half of the first set, picked by a hash of their names, was held back: rules were written looking at the
open half, and the held half told how they do with letters they were not written for. The later
sets were each measured once before any rule was mended by them; the heads of their files say with
what result. To see all:
`python -m tests.cadence.checks.golden_set`.
"""

import hashlib
import os
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from cadence.checks import (
    EarlierLetter,
    FactUsed,
    LetterUnderReview,
    ReviewContext,
    Standing,
    State,
    ValueBrought,
    run,
)
from cadence.enums import TouchKind
from prospects.enums import Channel

from .letters import CONTEXT

FOLDER = Path(__file__).parent / "golden"
TITLES = ("Dr", "Prof", "Mr", "Mrs", "Ms")


class Half(StrEnum):
    OPEN = "open"
    HELD = "held"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    FIFTH = "fifth"
    SIXTH = "sixth"
    SEVENTH = "seventh"
    EIGHTH = "eighth"
    NINTH = "ninth"
    TENTH = "tenth"
    ELEVENTH = "eleventh"
    TWELFTH = "twelfth"
    THIRTEENTH = "thirteenth"
    FOURTEENTH = "fourteenth"
    FIFTEENTH = "fifteenth"
    SIXTEENTH = "sixteenth"
    SEVENTEENTH = "seventeenth"
    EIGHTEENTH = "eighteenth"
    NINETEENTH = "nineteenth"
    TWENTIETH = "twentieth"


class Verdict(StrEnum):
    LAZY = "lazy"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Golden:
    """One letter, what it is, and the checks that may rightly say so: of a good one, that it is longer than R14 allows."""

    name: str
    verdict: Verdict
    right: frozenset[str]
    half: Half
    letter: LetterUnderReview
    context: ReviewContext

    def troubles(self) -> dict[str, str]:
        """The checks that stop it or look at it, and what each says."""
        results = run(self.letter, self.context)
        return {each.code: each.title for each in results if each.state in (State.STOP, State.WARN)}

    def is_judged_well(self) -> bool:
        found = self.troubles().keys()
        return bool(self.right & found) if self.verdict == Verdict.LAZY else found <= self.right


@lru_cache
def golden_set() -> tuple[Golden, ...]:
    messages = []
    for file in sorted(FOLDER.glob("*.toml")):
        shared = tomllib.loads(file.read_text("utf-8"))
        messages += [_golden({**shared, **own}) for own in shared.pop("message")]
    return tuple(messages)


def chosen(verdict: Verdict, half: Half) -> list[Golden]:
    return [each for each in golden_set() if each.verdict == verdict and each.half == half]


def _golden(told: dict[str, Any]) -> Golden:
    return Golden(
        name=told["id"],
        verdict=Verdict(told["verdict"]),
        right=frozenset(told.get("right", told.get("may", ()))),
        half=Half(told["half"]) if "half" in told else _picked(told["id"]),
        letter=_letter(told),
        context=replace(
            CONTEXT,
            standing=_standing(told.get("standing", {})),
            unnamed_customers=tuple(told.get("unnamed", ())),
        ),
    )


def _picked(name: str) -> Half:
    first = hashlib.sha256(name.encode()).digest()[0]
    return Half.HELD if first % 2 else Half.OPEN


def _letter(told: dict[str, Any]) -> LetterUnderReview:
    kind = TouchKind(told.get("kind", TouchKind.STEP))
    known_as = [word for word in told["to"].split() if word not in TITLES]
    called = told.get("called", known_as[0])
    earlier = tuple(_earlier(each, called) for each in told.get("earlier", ()))
    value = told.get("value")
    return LetterUnderReview(
        channel=Channel(told.get("channel", Channel.EMAIL)),
        body=told["body"],
        subject=told.get("subject", ""),
        kind=kind,
        purpose=told.get("purpose", ""),
        is_first_letter=told.get("first", not earlier),
        first_name=called,
        full_name=told["to"],
        sender_name=told["from"],
        answers_them=told.get("answers_them", kind != TouchKind.STEP),
        has_attachment=told.get("has_attachment", False),
        read_aloud=True,
        earlier=earlier,
        facts=tuple(map(_fact, told.get("facts", ()))),
        value=ValueBrought(value["title"], value.get("used_on")) if value else None,
    )


def _earlier(told: dict[str, Any], called: str) -> EarlierLetter:
    return EarlierLetter(told["body"], told["on"], told.get("subject", ""), told.get("to", called))


def _fact(written: str) -> FactUsed:
    claim, _bar, source = written.partition(" | ")
    return FactUsed(claim, source, date(2026, 11, 12))


def _standing(told: dict[str, Any]) -> Standing:
    return Standing(
        asked_to_stop_on=told.get("asked_to_stop"),
        unread_reply=told.get("unread_reply", ""),
        sent_today=told.get("sent_today", 0),
    )


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    for half in Half:
        for verdict in Verdict:
            asked = chosen(verdict, half)
            missed = [each for each in asked if not each.is_judged_well()]
            print(f"{half} {verdict}: {len(asked) - len(missed)} of {len(asked)}")  # noqa: T201
            for each in missed:
                print(f"    {each.name}: {each.troubles() or 'nothing'}")  # noqa: T201


if __name__ == "__main__":
    main()
