"""Change the days of the house over what that moves: the picture first, and then nothing that nobody has seen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cadence import schedule
from cadence.models.touch import TouchQuerySet
from cadence.schedule import DaysOff, House, HouseHoliday
from cadence.selectors.calendars import house_now, rep_calendars
from cadence.selectors.covers import stands_on
from cadence.selectors.holidays import holiday_name
from cadence.services import keeping_days, replanning
from cadence.services.house_holidays import one_at_a_time
from prospects.models import Prospect
from team.models import Closure, Policy, User
from team.models import HouseHoliday as Kept
from team.refusals import Refused

LOOKED_AT = 1000
SHOWN = 20
ONE_DAY = timedelta(days=1)
# So far from a day that is free again may a try stand that would go to it.
WEEK = timedelta(days=7)
SEARCH_DAYS = 60


@dataclass(frozen=True, slots=True)
class Change:
    """Days that are days off then, or working days again: in one place or, with no country, everywhere."""

    days: DaysOff
    now: House
    then: House
    is_off: bool
    country: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    person: Prospect
    stands_on: date
    goes_to: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """What would change. `late`: how many tries would pass day seven for it; `pause`: the longest span between two working days, where it is longer than a gap may be."""

    tries: int
    people: int
    latest: date | None
    late: int
    pause: int
    is_more: bool
    rows: list[Moved]
    seen: str

    @property
    def unseen_rows(self) -> int:
        return self.tries - len(self.rows)


def closing(first: date, last: date, name: str) -> Change:
    days, now = DaysOff(first, last, name), house_now()
    return Change(days, now, House.of([*now.closures, days], now.holidays), is_off=True)


def opening(closure: Closure) -> Change:
    days, now = DaysOff(closure.first_day, closure.last_day, closure.name), house_now()
    left = [each for each in now.closures if each != days]
    return Change(days, now, House.of(left, now.holidays), is_off=False)


def holiday(country: str, region: str, day: date, name: str = "") -> Change:
    """A day off that is added; without a name, a public holiday that is switched off."""
    now, added = house_now(), HouseHoliday(country, region, day, name)
    then = House.of(now.closures, [*now.holidays, added])
    days = DaysOff(day, day, name or holiday_name(day, country, region))
    return Change(days, now, then, bool(name), country, region)


def as_before(kept: Kept) -> Change:
    """The calendar's own word holds again."""
    now, place = house_now(), (kept.country, kept.subdivision, kept.day)
    left = [each for each in now.holidays if each[:3] != place]
    off = "" if kept.is_kept else holiday_name(kept.day, *place[:2])
    days = DaysOff(kept.day, kept.day, off or kept.name)
    return Change(days, now, House.of(now.closures, left), not kept.is_kept, *place[:2])


def picture(change: Change, at: datetime) -> Picture:
    """Of the first thousand tries around these days, those that move or would come too late for it. Nothing is written."""
    tries = list(_around(change, at)[: LOOKED_AT + 1])
    is_more = len(tries) > LOOKED_AT
    standings = replanning.days_by(change.then, tries[:LOOKED_AT], at)
    policy = Policy.current()
    gap = timedelta(days=policy.longest_gap_days)
    found = [
        each for each in (_moved(one, gap, change.days) for one in standings) if each is not None
    ]
    people = len({each.person.pk for each in found})
    latest = max((each.goes_to for each in found), default=None)
    late = sum(each.is_late for each in found)
    pause = _longest_pause(change, policy.longest_gap_days)
    facts = (len(found), people, latest, late, pause, is_more, change.now, change.then)
    seen = sha256(repr(facts).encode()).hexdigest()[:32]
    return Picture(len(found), people, latest, late, pause, is_more, found[:SHOWN], seen)


@transaction.atomic
def keep(
    change_of: Callable[[], Change], save: Callable[[], object], *, seen: str, at: datetime
) -> None:
    """Save what was seen. Refuses where the picture is another by now, and whatever saving refuses."""
    one_at_a_time()
    if picture(change_of(), at).seen != seen:
        raise Refused(
            _("What would change is no longer what you saw. Nothing is saved yet: look again."),
            code="conflict_days",
        )
    save()


def _around(change: Change, at: datetime) -> TouchQuerySet:
    """Tries to come that stand on days that go, or beside days that come, a day wider: their day may be two of ours."""
    first, last = change.days.first, change.days.last
    there = stands_on(replanning.open_to_come(at)).select_related("enrollment__owner")
    if change.is_off:
        there = there.filter(Q(stands_on__range=(first - ONE_DAY, last + ONE_DAY)))
    else:
        beside = Q(stands_on__range=(first - WEEK, last + WEEK)) & ~Q(gap_cause="")
        there = there.filter(beside | Q(moved_from__range=(first, last)))
    if change.country:
        there = there.filter(_in_place(change.country, change.region))
    return there.order_by("owner", "pk")


def _in_place(country: str, region: str) -> Q:
    """Whose person lives there, or whose rep works there."""
    lives = Q(prospect__country__iexact=country)
    works = Q(enrollment__owner__country__iexact=country) | Q(owner__country__iexact=country)
    if region:
        lives &= Q(prospect__subdivision=region)
        works &= Q(enrollment__owner__subdivision=region) | Q(owner__subdivision=region)
    else:
        lives |= Q(prospect__country="", prospect__company__country__iexact=country)
    return lives | works


def _moved(then: replanning.Standing, gap: timedelta, days: DaysOff) -> Moved | None:
    """None for what stays, unless it stays on one of these days and nobody is there to make it.

    A first try has no gap behind it that could grow too long.
    """
    touch, stood_on = then.touch, keeping_days.stands_on(then.touch)
    person, last = touch.enrollment.prospect, touch.enrollment.last_attempt_at
    is_late = False
    if last is not None:
        seven = schedule.local_day(last, person.zone) + gap
        is_left = then.finds_nobody and (then.day != stood_on or stood_on in days)
        is_late = stood_on <= seven and (then.day > seven or is_left)
    if then.day == stood_on and not is_late:
        return None
    return Moved(person, stood_on, then.day, is_late)


def _longest_pause(change: Change, gap: int) -> int:
    """In whole days, over all who work with us; 0 where no gap grows too long or it is none of these days' doing."""
    if not change.is_off:
        return 0
    reps = User.objects.filter(is_active=True).values_list("pk", flat=True)
    now, then = rep_calendars(reps), rep_calendars(reps, change.then)
    pauses = [(_pause(now[rep], change.days), _pause(then[rep], change.days)) for rep in then]
    return max((after for before, after in pauses if after > gap and after > before), default=0)


def _pause(rep: schedule.RepCalendar, days: DaysOff) -> int:
    """From the last day before these on which the rep works to the first one after; their own time off is others' to cover."""
    usual = replace(rep, time_off=())
    ahead = range(1, SEARCH_DAYS)
    before = (days.first - ONE_DAY * away for away in ahead)
    after = (days.last + ONE_DAY * away for away in ahead)
    last = next((day for day in before if schedule.is_working_day(day, usual)), days.first)
    first = next((day for day in after if schedule.is_working_day(day, usual)), days.last)
    worked = any(
        schedule.is_working_day(days.first + ONE_DAY * n, usual)
        for n in range((days.last - days.first).days + 1)
    )
    return 0 if worked else (first - last).days
