"""Back from days off, or far behind: late tries are spread over the coming days, so that each day can be done."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from cadence.enums import GapCause
from cadence.models import Enrollment, Touch
from cadence.schedule import RepCalendar, days_that_suit
from cadence.selectors.covers import stands_on
from cadence.selectors.day import Day, day_of
from cadence.selectors.load import tries_made_today
from cadence.selectors.order import Place, in_order
from cadence.services import planning
from cadence.services.locking import one_at_a_time
from prospects.enums import ActivityKind
from prospects.models import Activity
from team.languages import for_others
from team.models import Policy, User

# The advisory lock's class: one spreading a rep.
_LOCK_CLASS = 0x53505244
# Promises, answers, what is reviewed and what nobody may make today stay where they are.
SPREADABLE = (Place.DAY_SEVEN, Place.CALL_OPEN, Place.FIRST_TRY, Place.DUE)


@dataclass(frozen=True, slots=True)
class Late:
    """A late try, the day on which it would stand (None: today, with those of today), and whose days kept it."""

    touch: Touch
    then_on: date | None
    cause: GapCause


@dataclass(frozen=True, slots=True)
class OneDay:
    """What a day would hold: tries that stand there already, and late ones."""

    day: date
    already: int
    late: int

    @property
    def total(self) -> int:
        return self.already + self.late


@dataclass(frozen=True, slots=True)
class Spread:
    """The late tries in the order in which they go, and the days they fill."""

    capacity: int
    late: list[Late]
    days: list[OneDay]

    @property
    def moves(self) -> list[Late]:
        return [each for each in self.late if each.then_on is not None]


def foresee(user: User, at: datetime) -> Spread:
    """Who stays today and who goes to which day: the longest wait first, never more a day than the rules' capacity.

    Only what is late moves; what is not late yet stays, and takes its place first.
    """
    day = day_of(user, at)
    waiting = in_order(user, day)
    may_move = [each.pk for each in waiting if each.is_step and each.place in SPREADABLE]
    touches = _late(user, may_move, day)
    capacity = Policy.current().daily_capacity
    today = len(waiting) - len(touches) + tries_made_today([user], at)[user.pk]
    already = Counter({day.on: today}) + Counter(_ahead(user, day))
    late = list(_placed(touches, already, capacity, day))
    return Spread(capacity, late, _days(late, already, day.on))


@transaction.atomic
def spread(user: User, at: datetime) -> Spread:
    """Do what `foresee` says, for this rep's own tries. Done twice, the second time moves nobody."""
    one_at_a_time(_LOCK_CLASS, user.pk)
    mine = stands_on(Touch.objects.open()).filter(Q(stands_on__lt=day_of(user, at).on), owner=user)
    enrollments = Enrollment.objects.filter(pk__in=mine.values("enrollment")).order_by("pk")
    list(enrollments.select_for_update(of=("self",)).values_list("pk"))
    seen = foresee(user, at)
    by_day = Counter((each.then_on, each.cause) for each in seen.moves)
    for then_on, cause in by_day:
        keys = [
            each.touch.pk for each in seen.moves if (each.then_on, each.cause) == (then_on, cause)
        ]
        Touch.objects.open().filter(pk__in=keys).update(
            moved_from=None,
            moved_on=then_on,
            moved_note=_note(),
            moved_cause=cause,
            lease_by=None,
            lease_until=None,
        )
    _tell(seen.moves, user, at)
    return seen


def _late(user: User, keys: Sequence[int], day: Day) -> list[Touch]:
    """The rep's own, whoever has waited longest first; whoever was never tried waits for nothing yet, and goes last."""
    late = stands_on(Touch.objects.filter(pk__in=keys, owner=user, in_place_of=None))
    found = late.filter(Q(stands_on__lt=day.on)).select_related(
        "step", "enrollment", "prospect__company"
    )
    for touch in found:
        touch.enrollment.prospect = touch.prospect
    return sorted(found, key=_longest_wait)


def _longest_wait(touch: Touch) -> tuple[bool, datetime | date, int]:
    last = touch.enrollment.last_attempt_at
    return last is None, last or touch.due_at, touch.pk


def _ahead(user: User, day: Day) -> dict[date, int]:
    """How many open tries stand on each day to come."""
    ahead = stands_on(Touch.objects.open()).filter(Q(stands_on__gt=day.on), owner=user)
    return dict(ahead.values_list(F("stands_on")).annotate(Count("pk")).order_by())


def _placed(
    touches: Sequence[Touch], already: Counter[date], capacity: int, day: Day
) -> Iterator[Late]:
    """Each on the first day that has room and suits both sides; today needs no asking, for they wait there."""
    room = Counter(already)
    batch = planning.batch_of([touch.enrollment for touch in touches], day.now)
    for touch in touches:
        then_on = None
        if room[day.on] >= capacity:
            then_on = _first_free(touch, room, capacity, day.on, batch)
        on = then_on or day.on
        room[on] += 1
        days = batch.taken[touch.enrollment.prospect.company_id][touch.prospect_id]
        days.append(on)
        yield Late(touch, then_on, _cause(touch, day.on, batch.reps[touch.owner_id]))


def _first_free(
    touch: Touch, room: Counter[date], capacity: int, today: date, batch: planning.Batch
) -> date | None:
    terms = planning.terms_of(touch.enrollment, touch.planned_step, batch)
    suits = days_that_suit(today, lambda day: room[day] < capacity and not terms.why_not(day))
    return next(suits, None)


def _cause(touch: Touch, today: date, rep: RepCalendar) -> GapCause:
    """Days off, where some lie between the day it stood on and today; else the rep was late."""
    day: date = touch.stands_on  # type: ignore[attr-defined]
    was_away = any(off.first < today and off.last >= day for off in (*rep.time_off, *rep.closures))
    return GapCause.TIME_OFF if was_away else GapCause.REP


def _days(late: Sequence[Late], already: Counter[date], today: date) -> list[OneDay]:
    """From today to the last day that takes a late one."""
    moved = Counter(each.then_on or today for each in late)
    return [OneDay(day, already[day], moved[day]) for day in sorted({today, *moved})]


def _note() -> str:
    """Whose days kept it is counted, and not said here: the ledger judges each day by itself."""
    with for_others():
        return _("Spread over the coming days.")


def _tell(moves: Sequence[Late], user: User, at: datetime) -> None:
    Activity.objects.bulk_create(
        Activity(
            kind=ActivityKind.POSTPONED,
            at=at,
            actor=user,
            prospect=each.touch.prospect,
            company_id=each.touch.prospect.company_id,
            detail={
                "touch": each.touch.pk,
                "number": each.touch.number,
                "until": each.then_on.isoformat() if each.then_on else "",
                "note": _note(),
                "cause": each.cause,
            },
        )
        for each in moves
    )
