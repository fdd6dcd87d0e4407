"""A plan tried on a date: the real calendar of a country and of a rep, if each try were made on its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from cadence import schedule
from cadence.models import Step
from cadence.schedule import Cause, House, PersonCalendar, RepCalendar, why_not
from cadence.selectors.holidays import called
from prospects.places import zone_of

WORDS_OF_CAUSES = {
    Cause.WEEKEND: _("a weekend"),
    Cause.PERSON_AWAY: _("they are away"),
    Cause.REP_DAY_OFF: _("no working day of the rep"),
    Cause.TIME_OFF: _("the rep’s time off"),
    Cause.CLOSURE: _("we are closed"),
}


@dataclass(frozen=True, slots=True)
class Tried:
    """One try: the day that the step asks for, the day it falls on, and day seven of the try before."""

    step: Step
    asked_for: date
    day: date
    why: str
    day_seven: date | None
    day_seven_is: str


@dataclass(frozen=True, slots=True)
class Run:
    tries: list[Tried]
    zone: ZoneInfo

    @property
    def moved(self) -> int:
        return sum(tried.day != tried.asked_for for tried in self.tries)

    @property
    def last(self) -> date | None:
        return self.tries[-1].day if self.tries else None


def run_of(
    steps: Sequence[Step],
    *,
    start: date,
    country: str,
    rep: RepCalendar | None,
    longest_gap: int,
    house: House,
) -> Run:
    """Every try on its day, from `start` on. Without a rep, somebody who works where the person does."""
    zone = zone_of(country)
    changes = house.changes_in(country, "")
    person = PersonCalendar(zone, country, changes=changes)
    by = rep or RepCalendar(zone, country, weekdays=_week_of(person, start), changes=changes)
    way = schedule.Way(
        terms=schedule.Terms(person, by, longest_gap),
        legs=schedule.legs_of(steps, longest_gap, country),
        begins_at=schedule.local_to_utc(start, time(8), zone),
    )
    [days] = schedule.walk([way])
    sevens = [None, *(each.day + timedelta(days=7) for each in days)]
    tries = [_tried(*each, person, by) for each in zip(steps, days, sevens, strict=False)]
    return Run(tries, zone)


def _week_of(person: PersonCalendar, start: date) -> frozenset[int]:
    """The weekdays that are no weekend where they live, whatever holidays there are just now."""
    days = (start + timedelta(days=ahead) for ahead in range(28))
    reasons = ((day, why_not(day, person)) for day in days)
    return frozenset(
        day.weekday() for day, off in reasons if off is None or off.cause is not Cause.WEEKEND
    )


def _tried(
    step: Step, due: schedule.Due, seven: date | None, person: PersonCalendar, by: RepCalendar
) -> Tried:
    whose = by if due.cause is Cause.REP_HOLIDAY else person
    off = why_not(seven, person) if seven else None
    return Tried(
        step=step,
        asked_for=due.asked_for,
        day=due.day,
        why=_told(due.cause, called(due.note, due.day, whose)) if due.day != due.asked_for else "",
        day_seven=seven,
        day_seven_is=_told(off.cause, called(off.note, seven, person)) if off and seven else "",
    )


def _told(cause: Cause | None, note: str) -> str:
    return note or str(WORDS_OF_CAUSES.get(cause, "")) if cause else ""
