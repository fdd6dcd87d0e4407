"""When the next try is due: the person's days crossed with the rep's, never past day seven."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from cadence.schedule.calendars import (
    Cause,
    Day,
    PersonCalendar,
    RepCalendar,
    why_not,
)
from cadence.schedule.clock import local_day
from cadence.schedule.hours import LETTER_HOURS, Hours, window
from cadence.schedule.house import DaysOff

ONE_DAY = timedelta(days=1)
SEARCH_DAYS = 366


@dataclass(frozen=True, slots=True)
class Due:
    """The planned day and its window. `asked_for` is the step's day; `cause` says why it moved."""

    day: date
    opens_at: datetime
    closes_at: datetime
    deadline_day: date
    asked_for: date
    cause: Cause | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """On which days a colleague covers, and when they work."""

    days: DaysOff
    calendar: RepCalendar


@dataclass(frozen=True, slots=True)
class Terms:
    """What every candidate day is judged by: both calendars, the hours of the channel, and the days that are taken.

    `colleagues` are days of tries with other people of the company, `written_on` those on which one of us
    wrote to this person by hand. `covers` are colleagues who make the rep's tries on days of their time off.
    """

    person: PersonCalendar
    rep: RepCalendar
    longest_gap_days: int = 7
    hours: Hours = LETTER_HOURS
    colleagues: Collection[date] = ()
    days_between: int = 2
    written_on: Collection[date] = ()
    covers: Sequence[Cover] = ()

    def why_not(self, day: date) -> Day | None:
        return self.why_person_cannot(day) or self._why_colleague(day) or self._why_rep_is_off(day)

    def why_nobody(self, day: date) -> Day | None:
        """Why it may not stand there, also for whoever covers then."""
        why = self.why_not(day)
        covered = self._covered(day, why)
        return why if covered is None else covered.why_not(day)

    def why_rep_cannot(self, day: date) -> Day | None:
        """Why neither the rep nor whoever covers then works, whatever else speaks against the day."""
        why = self._why_rep_is_off(day)
        covered = self._covered(day, why)
        return why if covered is None else covered._why_rep_is_off(day)

    def why_person_cannot(self, day: date) -> Day | None:
        return Day(Cause.BY_HAND) if day in self.written_on else why_not(day, self.person)

    def _why_colleague(self, day: date) -> Day | None:
        close = any(abs((day - other).days) < self.days_between for other in self.colleagues)
        return Day(Cause.COLLEAGUE) if close else None

    def _covered(self, day: date, why: Day | None) -> "Terms | None":
        """As whoever covers has it, where time off is all that keeps the rep from it."""
        if why is None or why.cause is not Cause.TIME_OFF:
            return None
        cover = next((each.calendar for each in self.covers if day in each.days), None)
        return None if cover is None else replace(self, rep=cover)

    def _why_rep_is_off(self, day: date) -> Day | None:
        """The person's Monday may be the rep's Sunday: a working day of the rep's must overlap."""
        days = _days_of_rep(day, self.hours, self.person.zone, self.rep.zone)
        reasons = [why_not(each, self.rep) for each in days]
        return None if None in reasons else reasons[0]


def due(last_attempt_at: datetime, gap_days: int, terms: Terms, *, now: datetime) -> Due:
    """The day of the next try, counted in the person's zone.

    The latest day both sides work, not after the step's gap: a weekend, holiday or time off pulls
    it earlier. Two tries never share a day: when the gap holds no working day, the next one up to
    day seven takes it. When no day suits both, a day of whoever covers does; without one the person's own days decide,
    so that a colleague can step in. A day on which somebody wrote to them by hand (`written_on`) is passed over, and yet it is
    no attempt: day seven stays where it is. Always after the last attempt, never later than the longest gap.
    """
    last = local_day(last_attempt_at, terms.person.zone)
    deadline = last + timedelta(days=terms.longest_gap_days)
    asked = min(last + timedelta(days=gap_days), deadline)
    today = local_day(now, terms.person.zone)
    if today > deadline:
        return _on(deadline, terms, deadline, asked, Day(Cause.LATE))
    first = max(today, last + ONE_DAY)
    chosen = _choose(first, asked, deadline, terms)
    return _on(chosen, terms, deadline, asked, _why(chosen, asked, first, terms))


def first_try(now: datetime, terms: Terms) -> Due:
    """The first day from today on that suits both sides, is clear of colleagues' tries and of mail written by hand."""
    today = local_day(now, terms.person.zone)
    ahead = (today + timedelta(days=days) for days in range(SEARCH_DAYS + 1))
    day = _first(ahead, lambda each: terms.why_not(each) is None) or today
    deadline = max(day, today + timedelta(days=terms.longest_gap_days))
    return _on(day, terms, deadline, today, terms.why_not(today))


def earliest_for_company(not_before: date, taken: Iterable[date], days_between: int = 2) -> date:
    """The first day that lies `days_between` or more from every colleague's try at the company."""
    others = sorted(set(taken))
    day = not_before
    for other in others:
        if abs((day - other).days) < days_between:
            day = other + timedelta(days=days_between)
    return day


def _choose(first: date, asked: date, deadline: date, terms: Terms) -> date:
    def suits_both(day: date) -> bool:
        return terms.why_not(day) is None

    def suits_cover(day: date) -> bool:
        return terms.why_nobody(day) is None

    def suits_person(day: date) -> bool:
        return terms.why_person_cannot(day) is None

    earlier = _span(first, asked)[::-1]
    later = _span(max(first, asked + ONE_DAY), deadline)
    return (
        _first([*earlier, *later], suits_both)
        or (_first([*earlier, *later], suits_cover) if terms.covers else None)
        or _first(earlier, suits_person)
        or max(first, asked)
    )


def _why(chosen: date, asked: date, first: date, terms: Terms) -> Day | None:
    """What is wrong with this day, or kept it from the day asked for (a weekend counts last)."""
    wrong = terms.why_not(chosen)
    if wrong or chosen == asked:
        return wrong
    if asked < first:
        return Day(Cause.LATE)
    between = _span(chosen + ONE_DAY, asked) or _span(asked, chosen - ONE_DAY)
    reasons = [reason for day in between if (reason := terms.why_not(day))]
    return next((each for each in reasons if each.cause is not Cause.WEEKEND), reasons[0])


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def _first(days: Iterable[date], suits: Callable[[date], bool]) -> date | None:
    return next((day for day in days if suits(day)), None)


def _on(day: date, terms: Terms, deadline: date, asked: date, why: Day | None) -> Due:
    opens, closes = window(day, terms.hours, terms.person.zone)
    cause, note = (why.cause, why.note) if why else (None, "")
    return Due(day, opens, closes, deadline, asked, cause, note)


@lru_cache(maxsize=16_384)
def _days_of_rep(day: date, hours: Hours, theirs: ZoneInfo, ours: ZoneInfo) -> list[date]:
    """The rep's day or two in which their hours of `day` lie."""
    return sorted({local_day(moment, ours) for moment in window(day, hours, theirs)})
