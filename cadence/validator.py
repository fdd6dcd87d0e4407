"""Which plans may be published: the floors and caps of the method (R4, R5, R7, R18). Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from typing import Protocol

from django.utils.translation import gettext as _

from prospects.enums import Channel

GOOD_ENDING = "good-ending"
LETTERS = (Channel.EMAIL, Channel.POST)
THANKS = ("thank", "grateful")


class PlannedStep(Protocol):
    """What a step must say of itself; the model and the plans that ship both do."""

    @property
    def day(self) -> int: ...
    @property
    def channel(self) -> str: ...
    @property
    def purpose(self) -> str: ...
    @property
    def body_template(self) -> str: ...
    @property
    def call_hour(self) -> time | None: ...


@dataclass(frozen=True, slots=True)
class Floors:
    """The policy may ask for more attempts and shorter gaps, never for less."""

    min_attempts: int = 10
    longest_gap_days: int = 7
    most_emails: int = 5
    min_channels: int = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule. `step` counts from 1; None where the whole plan is meant."""

    code: str
    sentence: str
    step: int | None = None


def validate(steps: Sequence[PlannedStep], floors: Floors | None = None) -> list[Problem]:
    """Every rule this plan breaks, in the order of its steps; empty when it may be published."""
    limits = floors or Floors()
    return [
        *_attempts(steps, limits),
        *_channels(steps, limits),
        *_days(steps, limits),
        *_neighbours(steps),
        *_purposes(steps),
        *_call_hours(steps),
        *_ending(steps),
    ]


def _attempts(steps: Sequence[PlannedStep], limits: Floors) -> list[Problem]:
    if len(steps) >= limits.min_attempts:
        return []
    sentence = _("%(count)s tries. A person deserves at least %(least)s.")
    return [Problem("attempts", sentence % {"count": len(steps), "least": limits.min_attempts})]


def _channels(steps: Sequence[PlannedStep], limits: Floors) -> list[Problem]:
    counts = Counter(str(step.channel) for step in steps)
    problems = []
    if counts[Channel.EMAIL] > limits.most_emails:
        sentence = _("%(count)s e-mails. At most %(most)s, the rest by other channels.")
        words = {"count": counts[Channel.EMAIL], "most": limits.most_emails}
        problems.append(Problem("emails", sentence % words))
    if len(counts) < limits.min_channels:
        sentence = _("%(count)s channels. Use at least %(least)s.")
        words = {"count": len(counts), "least": limits.min_channels}
        problems.append(Problem("channels", sentence % words))
    for channel, count in counts.items():
        if count * 2 > len(steps):
            sentence = _("More than half of the tries go by %(channel)s.")
            problems.append(Problem("half", sentence % {"channel": Channel(channel).label}))
    return problems


def _days(steps: Sequence[PlannedStep], limits: Floors) -> list[Problem]:
    problems = []
    for number, (before, step) in enumerate(pairwise(steps), start=2):
        gap = step.day - before.day
        if gap < 1:
            sentence = _("Try %(number)s is not after the one before it.") % {"number": number}
            problems.append(Problem("order", sentence, number))
        if gap > limits.longest_gap_days:
            sentence = _(
                "%(gap)s days before try %(number)s. After a week people forget who you are: keep it "
                "to %(most)s days or less."
            )
            words = {"gap": gap, "number": number, "most": limits.longest_gap_days}
            problems.append(Problem("gap", sentence % words, number))
    return problems


def _neighbours(steps: Sequence[PlannedStep]) -> list[Problem]:
    sentence = _("Tries %(before)s and %(number)s are both e-mails. Put another channel between.")
    return [
        Problem("emails_in_a_row", sentence % {"before": number - 1, "number": number}, number)
        for number, (before, step) in enumerate(pairwise(steps), start=2)
        if before.channel == step.channel == Channel.EMAIL
    ]


def _purposes(steps: Sequence[PlannedStep]) -> list[Problem]:
    problems = []
    seen: dict[str, int] = {}
    for number, step in enumerate(steps, start=1):
        if not step.purpose.strip():
            sentence = _("Try %(number)s does not say what it brings.") % {"number": number}
            problems.append(Problem("purpose", sentence, number))
        elif step.purpose in seen:
            sentence = _("Tries %(first)s and %(number)s have the same purpose.")
            words = {"first": seen[step.purpose], "number": number}
            problems.append(Problem("same_purpose", sentence % words, number))
        seen.setdefault(step.purpose, number)
    return problems


def _call_hours(steps: Sequence[PlannedStep]) -> list[Problem]:
    problems = []
    seen: dict[time | None, int] = {}
    for number, step in enumerate(steps, start=1):
        if step.channel != Channel.CALL:
            continue
        if step.call_hour in seen:
            sentence = _("Calls %(first)s and %(number)s ring at the same hour. Try another one.")
            words = {"first": seen[step.call_hour], "number": number}
            problems.append(Problem("same_hour", sentence % words, number))
        seen.setdefault(step.call_hour, number)
    return problems


def _ending(steps: Sequence[PlannedStep]) -> list[Problem]:
    """The last try is a letter that thanks them."""
    if not steps:
        return []
    last = steps[-1]
    thanks = any(word in last.body_template.lower() for word in THANKS)
    if last.purpose == GOOD_ENDING and last.channel in LETTERS and thanks:
        return []
    sentence = _("The last try is a letter that thanks them and says whether we come back.")
    return [Problem("ending", sentence, len(steps))]
