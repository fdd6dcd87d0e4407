"""R16: write down every day beyond the seventh since the last try, and the one cause it belongs to.

The clock rings; `GapCount` says which enrollments are to be counted. Each is counted from the beginning, so counting
twice changes nothing, and a fact that came late corrects what stands: somebody's time off, an answer that came earlier.
What is true of today only is counted once more when the day is over.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Min

from adherence.enums import LateCause
from adherence.models import GapClock, GapCount, GapDay, GapMark
from adherence.services.ledger_sql import COUNT, LOOK_AGAIN, OF_REPS, TOUCHED
from cadence import schedule
from cadence.enums import EnrollmentState, ReplyKind
from cadence.models import Attempt, CoveredSpan, Enrollment, Reply
from cadence.selectors.calendars import house_now, person_calendar, rep_calendars
from cadence.services import rounds
from team.models import User

ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)
# How many new tries one transaction reads; the next goes on.
TRIES_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class _Way:
    """One enrollment to count, on its person's calendar: the last day that counts, and when to look again."""

    enrollment: Enrollment
    calendar: schedule.PersonCalendar
    until: date
    look_at: datetime | None

    @property
    def place(self) -> str:
        return f"{self.calendar.country} {self.calendar.subdivision}"


def keep_ledger(now: Callable[[], datetime]) -> int:
    """Read what is new, then count whatever wants it, each for a bounded time; how many enrollments were counted."""
    rounds.until_done(read_facts, now=now, limit=TRIES_AT_ONCE)
    read_days_off(now())
    return rounds.until_done(count_gaps, now=now)


@transaction.atomic
def count_gaps(at: datetime, *, limit: int = 200) -> int:
    """Count up to `limit` enrollments whose turn has come; how many were counted.

    What another clock counts at this moment is passed over.
    """
    waiting = GapCount.objects.filter(look_at__lte=at).order_by("look_at")
    claimed = list(waiting.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
    if claimed:
        ways = _ways(claimed, at)
        _write(ways)
        _look_again(ways)
    return len(claimed)


@transaction.atomic
def read_facts(at: datetime, *, limit: int = TRIES_AT_ONCE) -> int:
    """Have counted what up to `limit` new tries and the newest answers touch; how many tries were read.

    One clock reads them at a time; the others go on.
    """
    here = _clock(at)
    if here is None:
        return 0
    known: dict[str, Any] = {
        "attempts_to": here.attempts_to,
        "answers_to": here.answers_to,
        "at": at,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED, known)
        read, attempts_to = cursor.fetchone()
    GapClock.objects.filter(pk=1).update(
        attempts_to=attempts_to, answers_to=max(at, here.answers_to)
    )
    return int(read)


@transaction.atomic
def read_days_off(at: datetime) -> None:
    """Have counted anew the late days of reps whose days off are others now."""
    if _clock(at) is not None and (changed := _reps_with_other_days_off()):
        with connection.cursor() as cursor:
            cursor.execute(OF_REPS, {"reps": changed, "at": at})


def _clock(at: datetime) -> GapClock | None:
    """None while another one reads."""
    GapClock.objects.bulk_create([GapClock(pk=1, answers_to=at - ONE_DAY)], ignore_conflicts=True)
    return GapClock.objects.select_for_update(skip_locked=True).first()


def _reps_with_other_days_off() -> list[int]:
    """Whose time off, closures, public holidays, country or region changed since the last look; as it is now is kept for the next."""
    known = dict(GapMark.objects.values_list("pk", "days_off"))
    house = house_now()
    calendars = rep_calendars(User.objects.values_list("pk", flat=True), house)
    now = {rep: _fingerprint(calendar, house) for rep, calendar in calendars.items()}
    changed = [rep for rep, print_ in now.items() if known.get(rep) != print_]
    GapMark.objects.bulk_create(
        [GapMark(pk=rep, days_off=now[rep]) for rep in changed],
        update_conflicts=True,
        unique_fields=["rep"],
        update_fields=["days_off"],
    )
    return changed


def _fingerprint(calendar: schedule.RepCalendar, house: schedule.House) -> str:
    """Their people live in many places, and so whatever the house keeps anywhere is in it."""
    days = (calendar.holidays_and_days_off, house.closures, house.holidays)
    return hashlib.sha256(repr(days).encode()).hexdigest()


def _ways(enrollments: list[int], at: datetime) -> list[_Way]:
    found = Enrollment.objects.filter(pk__in=enrollments).select_related("prospect__company")
    talks = dict(
        Reply.objects.filter(enrollment__in=enrollments, kind=ReplyKind.INTERESTED)
        .values_list("enrollment")
        .annotate(Min("named_at"))
    )
    house = house_now()
    return [
        _way(each, person_calendar(each.prospect, house), talks.get(each.pk), at) for each in found
    ]


def _way(
    enrollment: Enrollment, calendar: schedule.PersonCalendar, talk: datetime | None, at: datetime
) -> _Way:
    """Until the day before it ended, or before they began to talk with us; else until today."""
    zone, today = calendar.zone, schedule.local_day(at, calendar.zone)
    over = [moment for moment in (enrollment.ended_at, talk) if moment is not None]
    if over or enrollment.state == EnrollmentState.TALKING or enrollment.last_attempt_at is None:
        last = schedule.local_day(min(over, default=at), zone) - ONE_DAY
        return _Way(enrollment, calendar, min(last, today), None)
    seventh = schedule.local_day(enrollment.last_attempt_at, zone) + WEEK
    look_on = max(seventh, today) + ONE_DAY
    return _Way(enrollment, calendar, today, schedule.local_to_utc(look_on, time.min, zone))


def _write(ways: list[_Way]) -> None:
    places, days = _holidays(ways)
    asked: dict[str, Any] = {
        "enrollments": [way.enrollment.pk for way in ways],
        "zones": [way.calendar.zone.key for way in ways],
        "places": [way.place for way in ways],
        "ends": [way.until for way in ways],
        "holiday_places": places,
        "holidays": days,
        "order": LateCause.values,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, asked)


def _look_again(ways: list[_Way]) -> None:
    """Write down when each wants counting next: by hand, for the ORM takes longer to write it than all the rest."""
    with connection.cursor() as cursor:
        keys = [way.enrollment.pk for way in ways]
        cursor.execute(LOOK_AGAIN, [keys, [way.look_at for way in ways]])


def _holidays(ways: list[_Way]) -> tuple[list[str], list[date]]:
    """Public holidays where these people live and where their reps work, from their first try on, as two columns."""
    ids = [way.enrollment.pk for way in ways]
    first = Attempt.objects.filter(enrollment__in=ids).aggregate(first=Min("at"))["first"]
    if first is None:
        return [], []
    last = max(way.until for way in ways)
    span = [first.date() + timedelta(days=n) for n in range((last - first.date()).days + 1)]
    lived = {way.place: way.calendar for way in ways}
    worked = {f"rep {pk}": calendar for pk, calendar in _where_reps_work(ways)}
    found = [
        (name, day)
        for name, calendar in (lived | worked).items()
        for day in span
        if schedule.is_public_holiday(day, calendar)
    ]
    return [name for name, _day in found], [day for _name, day in found]


def _where_reps_work(ways: list[_Way]) -> Iterable[tuple[int, schedule.RepCalendar]]:
    """Of whoever has them now, of whoever had them on a day that is counted already, and of whoever covered."""
    ids = [way.enrollment.pk for way in ways]
    had = GapDay.objects.filter(enrollment__in=ids).values_list("rep", flat=True).distinct()
    covered = CoveredSpan.objects.filter(touch__enrollment__in=ids)
    reps = {way.enrollment.owner_id for way in ways} | set(had)
    reps |= set(covered.values_list("cover", flat=True).distinct())
    return rep_calendars(reps).items()
