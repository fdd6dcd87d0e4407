"""The promises of the method, as the sums of some weeks tell them: what was kept, of how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from adherence.enums import (
    HONORED,
    LAST_TRY,
    MISSED,
    NEW,
    PLACES,
    RESEARCHED,
    Counted,
)

FEWEST_FINISHED: Final = 20
LONGEST_GAP: Final = 7
TRIES: Final = 10

type Counts = dict[Counted, list[int]]


class Promise(TextChoices):
    TRIES = "tries", _("Tries before we stop")
    GAPS = "gaps", _("Gaps of seven days or less")
    GIVEN_UP = "given_up", _("Given up early")
    SAME_CALL = "same_call", _("Same call again")
    REPLIES = "replies", _("Replies honored")
    RESEARCH = "research", _("Research before the first try")
    WEEKS = "weeks", _("Kept weeks")


# What share of them should be kept; nobody is asked for what holidays and illness make impossible.
GOALS: Final[dict[str, float]] = {
    Promise.GAPS: 0.95,
    Promise.GIVEN_UP: 1.0,
    Promise.SAME_CALL: 0.98,
    Promise.REPLIES: 1.0,
    Promise.RESEARCH: 1.0,
    Promise.WEEKS: 0.95,
}


@dataclass(frozen=True, slots=True)
class Rate:
    """`kept` of `of`. Where too few people have finished, it says nothing."""

    promise: Promise
    kept: int
    of: int
    is_enough: bool

    @property
    def broken(self) -> int:
        return self.of - self.kept

    @property
    def share(self) -> float | None:
        """None where there is nothing, or too little to say."""
        return self.kept / self.of if self.is_enough and self.of else None

    @property
    def shortfall(self) -> float:
        """How far below its goal, from 0 to 1; 0 where there is too little to say."""
        share = self.share
        return 0.0 if share is None else max(0.0, GOALS[self.promise] - share)


@dataclass(frozen=True, slots=True)
class Average:
    total: int
    of: int
    is_enough: bool

    @property
    def value(self) -> float | None:
        return self.total / self.of if self.is_enough and self.of else None


@dataclass(frozen=True, slots=True)
class ByTry:
    """What happened after this many tries; `tried` is how often a try of this number was made."""

    number: int
    tried: int
    answered: int
    given_up: int
    stopped: int


@dataclass(frozen=True)
class Promises:
    counts: Counts

    @cached_property
    def finished(self) -> int:
        """People whose cadence ended, however it did."""
        return sum(self.counts[Counted.ENDINGS])

    @property
    def is_enough(self) -> bool:
        return self.finished >= FEWEST_FINISHED

    @property
    def tries(self) -> Average:
        """The tries of whoever never answered, until we stopped."""
        both = list(
            zip(self.counts[Counted.SEEN_THROUGH], self.counts[Counted.GIVEN_UP], strict=True)
        )
        total = sum(tries * (seen + given) for tries, (seen, given) in enumerate(both))
        return Average(total, sum(map(sum, both)), self.is_enough)

    @cached_property
    def rates(self) -> list[Rate]:
        counts = self.counts
        gaps, weeks = counts[Counted.GAPS], counts[Counted.WEEKS]
        seen_through, given_up = (
            sum(counts[Counted.SEEN_THROUGH]),
            sum(counts[Counted.GIVEN_UP]),
        )
        return [
            self._rate(Promise.GAPS, sum(gaps[: LONGEST_GAP + 1]), sum(gaps)),
            self._rate(Promise.GIVEN_UP, seen_through, seen_through + given_up),
            self._rate(Promise.SAME_CALL, *_of_two(counts[Counted.WORDS], NEW)),
            self._rate(Promise.REPLIES, *_of_two(counts[Counted.REPLIES], HONORED)),
            self._rate(Promise.RESEARCH, *_of_two(counts[Counted.STARTS], RESEARCHED)),
            self._rate(Promise.WEEKS, sum(weeks[:MISSED]), sum(weeks)),
        ]

    @property
    def worst_first(self) -> list[Rate]:
        """Those below their goal."""
        short = [rate for rate in self.rates if rate.shortfall > 0]
        return sorted(short, key=lambda rate: -rate.shortfall)

    @property
    def need(self) -> float:
        """How much a hand would help: all that the promises fall short of their goals. No count is in it."""
        return sum(rate.shortfall for rate in self.rates)

    @property
    def by_try(self) -> list[ByTry]:
        of = self.counts
        return [
            ByTry(
                number,
                of[Counted.TRIES][number],
                of[Counted.ANSWERS][number],
                of[Counted.GIVEN_UP][number],
                of[Counted.STOPS][number],
            )
            for number in range(LAST_TRY + 1)
        ]

    @property
    def days_between(self) -> list[int]:
        """How many gaps had as many days as their place says; the last place has all longer ones."""
        return self.counts[Counted.GAPS]

    def rate(self, promise: Promise) -> Rate:
        return self._by_promise[promise]

    @cached_property
    def _by_promise(self) -> dict[Promise, Rate]:
        return {rate.promise: rate for rate in self.rates}

    def _rate(self, promise: Promise, kept: int, of: int) -> Rate:
        return Rate(promise, kept, of, self.is_enough)


def together(many: Sequence[Counts]) -> Counts:
    """The sums of all of them; zeros of what none has."""
    return {
        what: [sum(column) for column in zip([0] * PLACES[what], *_having(what, many), strict=True)]
        for what in Counted
    }


def _having(what: Counted, many: Sequence[Counts]) -> list[list[int]]:
    return [each[what] for each in many if what in each]


def _of_two(counts: list[int], kept: int) -> tuple[int, int]:
    return counts[kept], sum(counts)
