"""Which plans may be published: the floors and caps of the method (R4, R5, R7, R18). Pure.

Each sentence names what is wrong and what to press in the editor to mend it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from itertools import combinations, pairwise
from typing import Final, Protocol

from django.utils.translation import gettext as _

from cadence.card import parts_of
from prospects.enums import Channel

GOOD_ENDING: Final = "good-ending"
# A LinkedIn try is an invitation, a comment or, else, a message; its purpose begins with the word.
INVITATION, COMMENT = "invitation", "comment"
LETTERS = (Channel.EMAIL, Channel.POST)
THANKS = ("thank", "grateful")
COMING_BACK = ("hear from", "come back", "be back", "write again", "in touch again")
# What asks: a mark, or the field that holds a question of the library.
ASKS: Final = re.compile(r"\?|\{\{\s*question\.text\b")
A_GOOD_GAP: Final = 6
DAYS_AFTER_AN_INVITATION: Final = 3
MINUTES_BETWEEN_CALL_HOURS: Final = 60


class PlannedStep(Protocol):
    """What a step must say of itself; the model and the plans in files both do."""

    @property
    def day(self) -> int: ...
    @property
    def channel(self) -> str: ...
    @property
    def purpose(self) -> str: ...
    @property
    def title(self) -> str: ...
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
    most_calls: int = 6
    most_voicemails: int = 2
    min_channels: int = 3

    @property
    def good_gap(self) -> int:
        """The gap that one press proposes in place of one too long."""
        return min(A_GOOD_GAP, self.longest_gap_days)


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
        *_days(steps, limits),
        *_channels(steps, limits),
        *_neighbours(steps),
        *_purposes(steps),
        *_call_hours(steps),
        *_call_cards(steps),
        *_voicemails(steps, limits),
        *_linkedin(steps),
        *_ending(steps),
    ]


def _attempts(steps: Sequence[PlannedStep], limits: Floors) -> list[Problem]:
    if len(steps) >= limits.min_attempts:
        return []
    sentence = _("%(count)s tries. A person deserves at least %(least)s: press “Add a step”.")
    return [Problem("attempts", sentence % {"count": len(steps), "least": limits.min_attempts})]


def _days(steps: Sequence[PlannedStep], limits: Floors) -> list[Problem]:
    problems = []
    for number, (before, step) in enumerate(pairwise(steps), start=2):
        gap = step.day - before.day
        if gap < 1:
            sentence = _(
                "Try %(number)s is not after the one before it. Open step %(number)s and give it a day or more."
            )
            problems.append(Problem("order", sentence % {"number": number}, number))
        if gap > limits.longest_gap_days:
            sentence = _(
                "%(gap)s days before try %(number)s; the limit is %(most)s. After a week people forget "
                "who you are: open step %(number)s and press “Make it %(good)s days”."
            )
            words = {"gap": gap, "number": number, "most": limits.longest_gap_days}
            sentence %= words | {"good": limits.good_gap}
            problems.append(Problem("gap", sentence, number))
    return problems


def _channels(steps: Sequence[PlannedStep], limits: Floors) -> list[Problem]:
    counts = Counter(str(step.channel) for step in steps)
    problems = [
        *_too_many(steps, Channel.EMAIL, limits.most_emails),
        *_too_many(steps, Channel.CALL, limits.most_calls),
    ]
    if len(counts) < limits.min_channels:
        sentence = _(
            "%(count)s channels. Use at least %(least)s: open a step and choose another channel."
        )
        words = {"count": len(counts), "least": limits.min_channels}
        problems.append(Problem("channels", sentence % words))
    for channel, count in counts.items():
        if count * 2 > len(steps):
            sentence = _(
                "More than half of the tries go by %(channel)s. Open one of them and choose another channel."
            )
            problems.append(Problem("half", sentence % {"channel": Channel(channel).label}))
    return problems


def _too_many(steps: Sequence[PlannedStep], channel: Channel, most: int) -> list[Problem]:
    those = [number for number, step in enumerate(steps, start=1) if step.channel == channel]
    if len(those) <= most:
        return []
    code, sentence = {
        Channel.EMAIL: (
            "emails",
            _("%(count)s e-mails, at most %(most)s. Open step %(number)s and choose another way."),
        ),
        Channel.CALL: (
            "calls",
            _("%(count)s calls, at most %(most)s. Open step %(number)s and choose another way."),
        ),
    }[channel]
    words = {"count": len(those), "most": most, "number": those[most]}
    return [Problem(code, sentence % words, those[most])]


def _neighbours(steps: Sequence[PlannedStep]) -> list[Problem]:
    sentence = _(
        "Tries %(before)s and %(number)s are both e-mails. Move step %(number)s with its arrows, or choose another channel."
    )
    return [
        Problem("emails_in_a_row", sentence % {"before": number - 1, "number": number}, number)
        for number, (before, step) in enumerate(pairwise(steps), start=2)
        if before.channel == step.channel == Channel.EMAIL
    ]


def _purposes(steps: Sequence[PlannedStep]) -> list[Problem]:
    problems = []
    seen: dict[str, int] = {}
    for number, step in enumerate(steps, start=1):
        purpose = step.purpose.strip()
        if not purpose or not step.title.strip():
            sentence = _(
                "Try %(number)s does not say what it brings. Open step %(number)s and fill in what it is for."
            )
            problems.append(Problem("purpose", sentence % {"number": number}, number))
        elif purpose in seen:
            sentence = _(
                "Tries %(first)s and %(number)s have the same purpose. Open step %(number)s and give it one of its own."
            )
            words = {"first": seen[purpose], "number": number}
            problems.append(Problem("same_purpose", sentence % words, number))
        seen.setdefault(purpose, number)
    return problems


def _call_hours(steps: Sequence[PlannedStep]) -> list[Problem]:
    """Calls at different times of day. One call may leave its hour open; two of them may meet."""
    calls = [
        (number, step.call_hour)
        for number, step in enumerate(steps, start=1)
        if step.channel == Channel.CALL
    ]
    sentence = _(
        "Calls %(first)s and %(number)s ring at the same time of day. Open step %(number)s and choose another hour."
    )
    return [
        Problem("same_hour", sentence % {"first": first, "number": number}, number)
        for (first, one), (number, other) in combinations(calls, 2)
        if _same_time(one, other)
    ]


def _same_time(one: time | None, other: time | None) -> bool:
    if one is None or other is None:
        return one is other
    apart = abs((one.hour - other.hour) * 60 + one.minute - other.minute)
    return apart < MINUTES_BETWEEN_CALL_HOURS


def _call_cards(steps: Sequence[PlannedStep]) -> list[Problem]:
    """Whoever rings interrupts: the card asks first whether it may, and then one thing."""
    problems = []
    for number, step in enumerate(steps, start=1):
        if step.channel != Channel.CALL:
            continue
        spoken = [part.text for part in parts_of(step.body_template) if not part.is_voicemail]
        if not spoken or not ASKS.search(spoken[0]):
            sentence = _(
                "The call of try %(number)s does not ask whether it may interrupt. Open step %(number)s and begin its "
                "text with “Opening line:” and a question like “Is now all right?”."
            )
            problems.append(Problem("call_opening", sentence % {"number": number}, number))
        elif not _asks_one_thing(spoken):
            sentence = _(
                "The call of try %(number)s asks them nothing. Open step %(number)s and add “One question:” with a "
                "question, or the field {{ question.text }}."
            )
            problems.append(Problem("call_question", sentence % {"number": number}, number))
    return problems


def _asks_one_thing(spoken: Sequence[str]) -> bool:
    """Beside the leave to go on: in another part, or a second time in the only one."""
    opening, *others = spoken
    return any(ASKS.search(part) for part in others) or len(ASKS.findall(opening)) > 1


def _voicemails(steps: Sequence[PlannedStep], limits: Floors) -> list[Problem]:
    those = [
        number
        for number, step in enumerate(steps, start=1)
        if step.channel == Channel.CALL
        and any(part.is_voicemail for part in parts_of(step.body_template))
    ]
    if len(those) <= limits.most_voicemails:
        return []
    sentence = _(
        "%(count)s calls leave a voicemail, at most %(most)s. Open step %(number)s and take the voicemail out of its text."
    )
    number = those[limits.most_voicemails]
    words = {"count": len(those), "most": limits.most_voicemails, "number": number}
    return [Problem("voicemails", sentence % words, number)]


def _linkedin(steps: Sequence[PlannedStep]) -> list[Problem]:
    """Who has just accepted an invitation is not written to at once: that is connect-and-pitch."""
    problems = []
    invited: tuple[int, int] | None = None
    for number, step in enumerate(steps, start=1):
        if step.channel != Channel.LINKEDIN or step.purpose.startswith(COMMENT):
            continue
        if step.purpose.startswith(INVITATION):
            invited = (number, step.day)
        elif invited and step.day - invited[1] < DAYS_AFTER_AN_INVITATION:
            sentence = _(
                "The LinkedIn message of try %(number)s comes less than %(least)s days after the invitation of "
                "try %(first)s. Open step %(number)s and give it more days."
            )
            words = {"first": invited[0], "number": number, "least": DAYS_AFTER_AN_INVITATION}
            problems.append(Problem("linkedin", sentence % words, number))
    return problems


def _ending(steps: Sequence[PlannedStep]) -> list[Problem]:
    """The last try is a letter that thanks them and says whether we come back (R18)."""
    if not steps:
        return []
    last, text = steps[-1], steps[-1].body_template.lower()
    kind = all(any(word in text for word in words) for words in (THANKS, COMING_BACK))
    if last.purpose == GOOD_ENDING and last.channel in LETTERS and kind:
        return []
    sentence = _(
        "The last try is a letter that thanks them and says whether they hear from us again. Open step "
        "%(number)s, choose e-mail or post and the purpose “%(purpose)s”, and say both in its text."
    )
    words = {"number": len(steps), "purpose": GOOD_ENDING}
    return [Problem("ending", sentence % words, len(steps))]
