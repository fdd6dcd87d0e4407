"""The tries that are still before people, if each is made on its due day: for the forecast, and for a plan tried on a date."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import Protocol

from cadence.schedule.clock import local_day
from cadence.schedule.due import Due, Terms, due, first_try
from cadence.schedule.hours import LETTER_HOURS, Hours, hours_for, window


class Planned(Protocol):
    """What of a step the calendar asks for."""

    day: int
    channel: str
    call_hour: time | None


@dataclass(frozen=True, slots=True)
class Leg:
    """One try still to be made: how many days after the one before, and in which hours."""

    gap_days: int
    hours: Hours = LETTER_HOURS


@dataclass(frozen=True, slots=True)
class Way:
    """What is left of one person's plan, planned from `begins_at` on.

    The first try is counted from the last attempt; without one it is a first try. `stands_on` is the day of a try that
    is planned already: it is made then, or, when that day has passed, on the first day that suits both.
    """

    terms: Terms
    legs: tuple[Leg, ...]
    begins_at: datetime
    last_attempt_at: datetime | None = None
    stands_on: date | None = None


def legs_of(steps: Sequence[Planned], longest_gap_days: int, country: str = "") -> tuple[Leg, ...]:
    """A plan's steps, in order, each with its gap to the one before and the hours of the country."""
    days = [step.day for step in steps]
    gaps = [1, *(gap_days(before, day, longest_gap_days) for before, day in pairwise(days))]
    return tuple(
        Leg(gap, hours_for(step.channel, step.call_hour, country))
        for gap, step in zip(gaps, steps, strict=False)
    )


def gap_days(before: int, day: int, longest_gap_days: int) -> int:
    """Days from one step to the next, at least one and never more than the longest gap."""
    return max(1, min(day - before, longest_gap_days))


def walk(
    ways: Sequence[Way], *, taken: Collection[date] = (), until: date | None = None
) -> list[list[Due]]:
    """The tries of people of one company, each made on its due day, in the order in which the planner meets them.

    Colleagues keep their distance to one another and to what is `taken` there by others. Nothing after `until` is
    planned; the days themselves are those that `due` and `first_try` choose.
    """
    tries: list[list[Due]] = [[] for _ in ways]
    last = [way.last_attempt_at for way in ways]
    waiting: list[tuple[datetime, int]] = []
    for place, way in enumerate(ways):
        moment = way.begins_at
        if way.stands_on is not None and way.legs:
            tries[place].append(_standing(way))
            last[place] = moment = max(moment, tries[place][0].opens_at)
        waiting.append((moment, place))
    heapify(waiting)
    while waiting:
        moment, place = heappop(waiting)
        way, made = ways[place], tries[place]
        if len(made) == len(way.legs):
            continue
        leg = way.legs[len(made)]
        others = [*taken, *_days_of_others(place, ways, tries)]
        planned = _next(leg, _terms(way, leg, others), last[place], moment)
        if until is not None and planned.day > until:
            continue
        made.append(planned)
        last[place] = moment = max(moment, planned.opens_at)
        heappush(waiting, (moment, place))
    return tries


def _days_of_others(
    place: int, ways: Sequence[Way], tries: Sequence[Sequence[Due]]
) -> Iterator[date]:
    """The days of everybody else's tries there, and of the last one made before."""
    for other, way in enumerate(ways):
        if other != place:
            if way.last_attempt_at is not None:
                yield local_day(way.last_attempt_at, way.terms.person.zone)
            yield from (each.day for each in tries[other])


def _standing(way: Way) -> Due:
    """A planned try keeps its day; one that is late is made as soon as it can be."""
    assert way.stands_on is not None
    terms = replace(way.terms, hours=way.legs[0].hours)
    if way.stands_on < local_day(way.begins_at, terms.person.zone):
        return first_try(way.begins_at, terms)
    opens, closes = window(way.stands_on, terms.hours, terms.person.zone)
    return Due(way.stands_on, opens, closes, way.stands_on, way.stands_on)


def _terms(way: Way, leg: Leg, colleagues: Iterable[date]) -> Terms:
    return replace(way.terms, hours=leg.hours, colleagues=tuple(colleagues))


def _next(leg: Leg, terms: Terms, last_attempt_at: datetime | None, moment: datetime) -> Due:
    if last_attempt_at is None:
        return first_try(moment, terms)
    return due(last_attempt_at, leg.gap_days, terms, now=moment)
