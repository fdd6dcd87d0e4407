"""Days that somebody named for a try: they are kept, and only where nobody can make it then another day is found.

What the customer was promised stays, unless the company is closed or everybody who would make it is away; it then waits
for the next day that suits both sides, and goes back when its own day suits again. A day that its rep chose, or on which
it was spread, stays while the calendars of both sides allow it; else the nearest such day has it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadence import schedule
from cadence.enums import NAMED_BY_OTHERS, GapCause
from cadence.models import Touch
from cadence.services import planning
from team.languages import for_others

# A promise may be given for a Sunday, knowingly; of these nobody knew.
KEEPS_NO_PROMISE = (schedule.Cause.TIME_OFF, schedule.Cause.CLOSURE)
OUR_DAYS_OFF = (GapCause.TIME_OFF, GapCause.CLOSURE)
ONE_DAY = timedelta(days=1)
SEARCH_DAYS = 366


@dataclass(frozen=True, slots=True)
class _Found:
    """A day for it, and why it is not the one that was named."""

    day: date
    why: schedule.Day | None


def is_named(touch: Touch) -> bool:
    by_rep = touch.moved_on is not None
    return by_rep or touch.promised_at is not None or touch.gap_cause in NAMED_BY_OTHERS


def stands_on(touch: Touch) -> date:
    return touch.moved_on or touch.due_on


def keep(touch: Touch, batch: planning.Batch) -> date:
    """Leave it on its day or find it another, under the caller's lock; on which day it stands then."""
    terms = planning.terms_of(touch.enrollment, touch.planned_step, batch)
    found = _find(touch, terms, batch)
    if found.day != stands_on(touch):
        _put(touch, found, terms, batch)
    return found.day


def day_of(touch: Touch, batch: planning.Batch) -> date:
    """On which day it would stand. Nothing is written."""
    terms = planning.terms_of(touch.enrollment, touch.planned_step, batch)
    return _find(touch, terms, batch).day


def _find(touch: Touch, terms: schedule.Terms, batch: planning.Batch) -> _Found:
    """What is late keeps its day and its lateness."""
    standing, today = stands_on(touch), schedule.local_day(batch.at, terms.person.zone)
    if standing < today:
        return _Found(standing, None)
    if touch.moved_on is not None and not _asked_by_hand(touch):
        return _near(standing, terms, today, touch.deadline_on)
    is_over = _hours(touch, today, terms)[1] <= batch.at
    return _from(_named_day(touch), terms, today + ONE_DAY if is_over else today, standing)


def _asked_by_hand(touch: Touch) -> bool:
    """Its rep moved it because they asked for that."""
    return touch.moved_on is not None and touch.moved_cause == GapCause.ASKED_TO_WAIT


def _named_day(touch: Touch) -> date:
    if touch.moved_on is not None:
        return touch.moved_on
    if touch.promised_at is not None:
        return schedule.local_day(touch.promised_at, touch.enrollment.prospect.zone)
    was_moved = touch.moved_from is not None and touch.moved_cause in OUR_DAYS_OFF
    return touch.moved_from if was_moved and touch.moved_from else touch.due_on


def _near(named: date, terms: schedule.Terms, today: date, deadline: date) -> _Found:
    """The nearest day after today, of two the earlier; behind day seven only where it stood there, or no other is left."""
    why = terms.why_nobody(named)
    if why is None:
        return _Found(named, None)
    around = [
        day
        for away in range(1, SEARCH_DAYS)
        for day in (named - away * ONE_DAY, named + away * ONE_DAY)
        if day > today
    ]
    in_time = [day for day in around if day <= deadline] if named <= deadline else []
    return _Found(_first_of([*in_time, *around], terms) or named, why)


def _from(named: date, terms: schedule.Terms, first: date, standing: date) -> _Found:
    """Never before the day that they named, and on none whose hours are over; what stands there already stays."""
    why = terms.why_rep_cannot(named)
    keeps = why is None or why.cause not in KEEPS_NO_PROMISE
    if keeps and (named >= first or named == standing):
        return _Found(named, None)
    first = max(named, first)
    ahead = (first + days * ONE_DAY for days in range(SEARCH_DAYS))
    return _Found(_first_of(ahead, terms) or named, why)


def _first_of(days: Iterable[date], terms: schedule.Terms) -> date | None:
    return next((day for day in days if terms.why_nobody(day) is None), None)


def _put(touch: Touch, found: _Found, terms: schedule.Terms, batch: planning.Batch) -> None:
    """There; whoever had it open finds it where it now stands, and from which day it came and why."""
    cause = planning.cause_of(found.why)
    if touch.moved_on is not None:
        where = _by_rep(touch, touch.moved_on, found, cause)
    else:
        where = _by_them(touch, found, terms, batch) | {"moved_cause": cause}
    Touch.objects.filter(pk=touch.pk).update(**where, lease_by=None, lease_until=None)


def _by_rep(touch: Touch, moved_on: date, found: _Found, cause: str) -> dict[str, object]:
    """That they asked for the day is still why it waits: it goes on from there, and never back."""
    where: dict[str, object] = {"moved_on": found.day}
    if not _asked_by_hand(touch):
        where |= {"moved_from": moved_on, "moved_cause": cause}
    if found.day > touch.deadline_on and not touch.moved_note:
        with for_others():
            words = {"day": date_format(moved_on, "DAY_MONTH"), "cause": GapCause(cause).label}
            where["moved_note"] = _("Moved on from %(day)s: %(cause)s.") % words
    return where


def _by_them(
    touch: Touch, found: _Found, terms: schedule.Terms, batch: planning.Batch
) -> dict[str, object]:
    """Day seven goes no further than this day asks for, and comes back with it."""
    named = _named_day(touch)
    opens, closes = _hours(touch, found.day, terms)
    day_seven = planning.due_of(touch.enrollment, touch.planned_step, batch).deadline_day
    return {
        "due_on": found.day,
        "due_at": opens,
        "closes_at": closes,
        "deadline_on": max(found.day, named, min(day_seven, touch.deadline_on)),
        "moved_from": _came_from(touch, found.day, named),
    }


def _came_from(touch: Touch, day: date, named: date) -> date | None:
    """Of a wait without an hour the ledger reads here whether it was planned so: that stays true there and back."""
    is_wait = touch.gap_cause == GapCause.ASKED_TO_WAIT and touch.promised_at is None
    if is_wait and touch.moved_from is None:
        return None
    if day != named:
        return named
    return touch.due_on if is_wait else None


def _hours(touch: Touch, day: date, terms: schedule.Terms) -> tuple[datetime, datetime]:
    """A promised call keeps its hour, also on another day."""
    zone = terms.person.zone
    if touch.promised_at is None or touch.moved_on is not None:
        return schedule.window(day, terms.hours, zone)
    opens = schedule.local_to_utc(day, touch.promised_at.astimezone(zone).time(), zone)
    return opens, opens + timedelta(hours=1)
