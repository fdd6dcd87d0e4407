"""Plan open tries anew where somebody's days or place, a rule's number, or the tables of zones and holidays have changed.

Nobody rings when they do: each bell compares what the tries of a rep were planned with to what holds now.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import reduce
from hashlib import sha256
from operator import or_

from django.db import connection, transaction
from django.db.models import Exists, Max, Min, OuterRef, Q

from cadence import schedule
from cadence.models import Approval, EditMark, Enrollment, PlanMark, Touch
from cadence.models.touch import TouchQuerySet
from cadence.selectors.calendars import house_now, rep_calendars
from cadence.selectors.covers import ONE_DAY, cover_calendars
from cadence.services import keeping_days, planning
from prospects.enums import ActivityKind
from prospects.models import Activity
from team.models import Policy, User
from team.places import tables_version

LOOK_AGAIN = timedelta(minutes=5)
_TELLS_WHERE = reduce(
    or_,
    (Q(detail__fields__contains=name) for name in ("time_zone", "phone", "country", "subdivision")),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A try, the day it would stand on, and whether neither its rep nor a cover works then."""

    touch: Touch
    day: date
    finds_nobody: bool


def replan_changed(at: datetime, *, limit: int = 200) -> int:
    """Look at up to `limit` open tries of reps whose days have changed, and move those that stand wrong; how many it looked at.

    Each rep's tries go in batches by their key, one transaction a batch. Where a worker stops, the next one goes on;
    whom another one plans is passed over. Done twice, it changes nothing.
    What is reviewed or overdue stays where it is; what was promised, spread or moved by hand, while it may.
    """
    looked_at = 0
    for rep, fingerprint in _changed():
        looked_at += _replan(rep, fingerprint, at, limit - looked_at)
        if looked_at >= limit:
            break
    return looked_at


@transaction.atomic
def replan_edited(at: datetime, *, limit: int = 200) -> int:
    """Look at the open tries of people whose zone, number, country or region was edited; of how many edits.

    The edits of the last minutes are looked at again: one that commits late may have the lower key.
    """
    newest = Activity.objects.aggregate(newest=Max("pk", default=0))["newest"]
    EditMark.objects.bulk_create([EditMark(pk=1, activity=newest)], ignore_conflicts=True)
    mark = EditMark.objects.select_for_update(skip_locked=True).first()
    if mark is None:
        return 0
    since = Activity.objects.filter(pk__gt=mark.activity)
    edits = list(since.filter(_TELLS_WHERE, kind=ActivityKind.EDITED).order_by("pk")[:limit])
    plan_anew(list(open_to_come(at).filter(prospect__in=[each.prospect_id for each in edits])), at)
    if len(edits) == limit:
        mark.activity = edits[-1].pk
    else:
        fresh = since.filter(at__gt=at - LOOK_AGAIN).aggregate(first=Min("pk"))["first"]
        mark.activity = newest if fresh is None else fresh - 1
    mark.save(update_fields=["activity"])
    return len(edits)


def look_again(reps: Collection[int]) -> None:
    """In the caller's transaction: at the next bell the tries of these reps are compared with their days, those given to them too.

    Called before any enrollment is locked, for the clock holds a mark while it waits for those.
    """
    marks = PlanMark.objects.filter(rep__in=reps)
    list(marks.order_by("pk").select_for_update().values_list("pk"))
    marks.update(made_with="", making="", done_to=0)


def _changed() -> list[tuple[int, str]]:
    """Reps whose tries were planned with something else, and what holds now. No try is read for it."""
    policy, house = Policy.current(), house_now()
    numbers = (policy.longest_gap_days, policy.days_between_colleagues)
    shared = (*numbers, tables_version(), house.closures, house.holidays)
    made_with = dict(PlanMark.objects.values_list("rep", "made_with"))
    now = {
        rep: _fingerprint(calendar, shared)
        for rep, calendar in rep_calendars(User.objects.values_list("pk", flat=True), house).items()
    }
    return [(rep, each) for rep, each in now.items() if made_with.get(rep) != each]


def _fingerprint(calendar: schedule.RepCalendar, shared: tuple[object, ...]) -> str:
    days = (
        calendar.zone.key,
        sorted(calendar.weekdays),
        calendar.holidays_and_days_off,
    )
    return sha256(repr((days, shared)).encode()).hexdigest()


def _replan(rep: int, fingerprint: str, at: datetime, limit: int) -> int:
    _begin(rep, fingerprint)
    return _go_on(rep, fingerprint, at, limit)


@transaction.atomic
def _begin(rep: int, fingerprint: str) -> None:
    """A transaction of its own: planners wait for this lock only, and not while tries are moved."""
    PlanMark.objects.bulk_create([PlanMark(rep_id=rep)], ignore_conflicts=True)
    mark = _marked(rep)
    if mark is not None and fingerprint not in (mark.made_with, mark.making):
        planning.wait_for_planners()
        # From now on some tries stand by the new days and some by the old: by neither all of them.
        mark.made_with, mark.making, mark.done_to = "", fingerprint, 0
        mark.save(update_fields=["made_with", "making", "done_to"])


@transaction.atomic
def _go_on(rep: int, fingerprint: str, at: datetime, limit: int) -> int:
    mark = _marked(rep)
    if mark is None or mark.making != fingerprint:
        return 0
    tries = list(to_look_at(rep, at).filter(pk__gt=mark.done_to).order_by("pk")[:limit])
    plan_anew(tries, at)
    if len(tries) < limit:
        mark.made_with, mark.making, mark.done_to = fingerprint, "", 0
    else:
        mark.done_to = tries[-1].pk
    mark.save(update_fields=["made_with", "making", "done_to"])
    return len(tries)


def _marked(rep: int) -> PlanMark | None:
    """None while another worker plans for this rep."""
    return PlanMark.objects.select_for_update(skip_locked=True).filter(rep=rep).first()


def to_look_at(rep: int, at: datetime) -> TouchQuerySet:
    """Open tries that a rep makes, also in somebody's place, and those that somebody makes in theirs."""
    return open_to_come(at).filter(Q(owner=rep) | Q(in_place_of=rep))


def open_to_come(at: datetime) -> TouchQuerySet:
    reviewed = Approval.objects.filter(touch=OuterRef("pk"), withdrawal__isnull=True)
    is_to_come = Q(moved_on=None, closes_at__gt=at) | Q(moved_on__gte=at.date() - ONE_DAY)
    return (
        Touch.objects.open()
        .steps()
        .filter(~Exists(reviewed), is_to_come)
        .select_related("enrollment__prospect__company", "step")
    )


def plan_anew(tries: list[Touch], at: datetime) -> None:
    """Under the locks of their companies and then of their enrollments, as they stand then."""
    if not tries:
        return
    one_planner_a_company({touch.enrollment.prospect.company_id for touch in tries})
    enrollments = Enrollment.objects.planned().filter(pk__in=[each.enrollment_id for each in tries])
    locked = enrollments.order_by("pk").select_for_update().values_list("pk", flat=True)
    held = open_to_come(at).filter(pk__in=[each.pk for each in tries], enrollment__in=list(locked))
    touches = list(held.order_by("pk"))
    batch = _batch_of(touches, at)
    for touch in touches:
        stood_on = keeping_days.stands_on(touch)
        is_named = keeping_days.is_named(touch)
        day = keeping_days.keep(touch, batch) if is_named else _move(touch, batch)
        _take(batch, touch, stood_on, day)


def days_by(house: schedule.House, tries: Iterable[Touch], at: datetime) -> list[Standing]:
    """Where these would be put if the house kept these days. Nothing is written and nothing locked."""
    touches = list(tries)
    batch = _batch_of(touches, at, house)
    found = []
    for touch in touches:
        terms = planning.terms_of(touch.enrollment, touch.planned_step, batch)
        if keeping_days.is_named(touch):
            day = keeping_days.day_of(touch, batch)
        else:
            day = planning.due_of(touch.enrollment, touch.planned_step, batch).day
        _take(batch, touch, keeping_days.stands_on(touch), day)
        found.append(Standing(touch, day, terms.why_rep_cannot(day) is not None))
    return found


def _batch_of(
    touches: list[Touch], at: datetime, house: schedule.House | None = None
) -> planning.Batch:
    batch = planning.batch_of([touch.enrollment for touch in touches], at, house)
    return replace(batch, covers=cover_calendars(list(batch.reps), at, batch.house))


def _take(batch: planning.Batch, touch: Touch, stood_on: date, day: date) -> None:
    """Colleagues keep their distance from where it stands now. Read without locks, it may have left its day meanwhile."""
    days = batch.taken[touch.enrollment.prospect.company_id][touch.prospect_id]
    if stood_on in days:
        days.remove(stood_on)
    days.append(day)


def one_planner_a_company(companies: Iterable[int]) -> None:
    """Wait until nobody else plans there. Before the locks on enrollments, as the planner takes them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, company::int) FROM unnest(%s::bigint[]) company",
            [planning.LOCK_CLASS, sorted(companies)],
        )


def _move(touch: Touch, batch: planning.Batch) -> date:
    """To where the planner would put it now, because of what is wrong with its day; on which day it stands then.

    A first try keeps the day seven that it began with.
    """
    enrollment, step = touch.enrollment, touch.planned_step
    due = planning.due_of(enrollment, step, batch)
    deadline = touch.deadline_on if enrollment.last_attempt_at is None else due.deadline_day
    deadline = max(due.day, deadline)
    stands = (touch.due_on, touch.due_at, touch.closes_at, touch.deadline_on)
    if stands == (due.day, due.opens_at, due.closes_at, deadline):
        return due.day
    wrong = planning.terms_of(enrollment, step, batch).why_not(touch.due_on)
    cause = planning.cause_of(wrong or due)
    planning.move(touch, due, due_at=due.opens_at, cause=cause, deadline=deadline)
    return due.day
