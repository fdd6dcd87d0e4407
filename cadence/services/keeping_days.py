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
from cadence.enums import GapCause
from cadence.models import Touch
from cadence.services import planning

# These days are others' to name.
BY_OTHERS = (GapCause.ASKED_TO_WAIT, GapCause.INTRODUCTION)
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
    return by_rep or touch.promised_at is not None or touch.gap_cause in BY_OTHERS


def stands_on(touch: Touch) -> date:
    return touch.moved_on or touch.due_on


def keep(touch: Touch, batch: planning.Batch) -> date:
    """Leave it on its day or find it another, under the caller's lock; on which day it stands then.

    What is late keeps its day and its lateness.
    """
    zone, standing = touch.enrollment.prospect.zone, stands_on(touch)
    today = schedule.local_day(batch.at, zone)
    if standing < today:
        return standing
    terms = planning.terms_of(touch.enrollment, touch.planned_step, batch)
    if touch.moved_on is not None and touch.moved_cause != GapCause.ASKED_TO_WAIT:
        found = _near(standing, terms, today, touch.deadline_on)
    else:
        found = _from(_named_day(touch), terms, today)
    if found.day != standing:
        _put(touch, found, terms)
    return found.day


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


def _from(named: date, terms: schedule.Terms, today: date) -> _Found:
    """Never before the day that they named."""
    why = terms.why_nobody(named)
    if named >= today and (why is None or why.cause not in KEEPS_NO_PROMISE):
        return _Found(named, None)
    first = max(named, today)
    ahead = (first + days * ONE_DAY for days in range(SEARCH_DAYS))
    return _Found(_first_of(ahead, terms) or named, why)


def _first_of(days: Iterable[date], terms: schedule.Terms) -> date | None:
    return next((day for day in days if terms.why_nobody(day) is None), None)


def _put(touch: Touch, found: _Found, terms: schedule.Terms) -> None:
    """There; whoever had it open finds it where it now stands, and from which day it came and why."""
    cause = planning.cause_of(found.why)
    where = _by_rep(touch, found, cause) if touch.moved_on else _by_them(touch, found, terms)
    moved = {"moved_cause": cause, "lease_by": None, "lease_until": None}
    Touch.objects.filter(pk=touch.pk).update(**moved | where)


def _by_rep(touch: Touch, found: _Found, cause: str) -> dict[str, object]:
    assert touch.moved_on is not None
    where: dict[str, object] = {"moved_on": found.day, "moved_from": touch.moved_on}
    if found.day > touch.deadline_on and not touch.moved_note:
        words = {"day": date_format(touch.moved_on, "j F"), "cause": GapCause(cause).label}
        where["moved_note"] = _("Moved on from %(day)s: %(cause)s.") % words
    return where


def _by_them(touch: Touch, found: _Found, terms: schedule.Terms) -> dict[str, object]:
    """A promised call keeps its hour."""
    named, zone = _named_day(touch), terms.person.zone
    opens, closes = schedule.window(found.day, terms.hours, zone)
    if touch.promised_at is not None:
        opens = _same_hour(touch.promised_at, found.day, terms)
        closes = opens + timedelta(hours=1)
    return {
        "due_on": found.day,
        "due_at": opens,
        "closes_at": closes,
        "deadline_on": max(found.day, touch.deadline_on),
        "moved_from": None if found.day == named else named,
    }


def _same_hour(promised_at: datetime, day: date, terms: schedule.Terms) -> datetime:
    zone = terms.person.zone
    return schedule.local_to_utc(day, promised_at.astimezone(zone).time(), zone)
