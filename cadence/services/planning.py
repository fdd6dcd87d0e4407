"""Plan the next try of every enrollment that wants one. The clock rings; the database is the queue."""

import logging
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import FETCH_PEERS, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from cadence import schedule
from cadence.enums import Ending, EnrollmentState, GapCause
from cadence.models import Enrollment, Hold, Step, Touch
from cadence.models.arrays import Among
from cadence.policies.lawful import open_way
from cadence.policies.reaching import channel_for
from cadence.selectors.calendars import (
    days_taken,
    days_written,
    house_now,
    person_calendar,
    rep_calendars,
)
from cadence.selectors.steps import steps_by_version
from cadence.services import many, stopping
from prospects.enums import Channel
from prospects.selectors.country_rules import Bar, channels_barred
from prospects.selectors.suppressions import channels_stopped
from team.languages import for_others
from team.models import Policy

log = logging.getLogger(__name__)

# One transaction: large enough to be worth its queries, and short also where others crowd the machine: its rows are locked so long.
BATCH = 300
SET_ASIDE = timedelta(hours=1)
# the advisory locks' classes: one planner a company, whoever it is; and all planners, while they plan
LOCK_CLASS = 0x504C414E
_ALL_CLASS = 0x504C414C
# All that planning reads of a row; what else is asked for once in a while is fetched for all of a batch together.
NEEDED = (
    *("version", "owner", "state", "next_step", "last_attempt_at", "call_back_at", "stood_on"),
    *("prospect__company", "prospect__time_zone", "prospect__phone"),
    *("prospect__country", "prospect__subdivision"),
    *("prospect__email", "prospect__email_bounced_at", "prospect__linkedin_url"),
    *(f"prospect__company__{name}" for name in ("time_zone", "country", "phone", "postal_address")),
)
CAUSES = {
    schedule.Cause.WEEKEND: GapCause.WEEKEND,
    schedule.Cause.HOLIDAY: GapCause.HOLIDAY,
    schedule.Cause.REP_HOLIDAY: GapCause.HOLIDAY,
    schedule.Cause.PERSON_AWAY: GapCause.ASKED_TO_WAIT,
    schedule.Cause.REP_DAY_OFF: GapCause.TIME_OFF,
    schedule.Cause.TIME_OFF: GapCause.TIME_OFF,
    schedule.Cause.CLOSURE: GapCause.CLOSURE,
    schedule.Cause.COLLEAGUE: GapCause.COLLEAGUE,
    schedule.Cause.BY_HAND: GapCause.BY_HAND,
    schedule.Cause.LATE: GapCause.REP,
}


@dataclass(frozen=True, slots=True)
class Batch:
    """What planning a handful of enrollments needs, read once; `covers` where tries of absent reps are planned anew."""

    at: datetime
    policy: Policy
    steps: dict[int, list[Step]]
    reps: dict[int, schedule.RepCalendar]
    taken: dict[int, dict[int, list[date]]]
    written: dict[int, list[date]]
    closed: dict[int, set[str]]
    barred: dict[int, dict[str, Bar]]
    house: schedule.House
    covers: dict[int, list[schedule.Cover]] = field(default_factory=dict)


class Planned(NamedTuple):
    """What planning says of a new try, by the names of its fields."""

    enrollment_id: int
    prospect_id: int
    owner_id: int
    step_id: int
    number: int
    channel: str
    planned_at: datetime
    due_on: date
    due_at: datetime
    closes_at: datetime
    deadline_on: date
    gap_cause: str
    moved_from: date | None
    moved_cause: str
    promised_at: datetime | None = None


def plan_due(at: datetime, *, limit: int = BATCH) -> int:
    """Plan up to `limit` tries that are due for planning; the number of enrollments looked at.

    What another planner holds is passed over, and so are its colleagues; a step is tried once by a
    unique key. So losing, doubling or reordering the bell changes nothing. A company on hold waits; who asked us to stop is left alone. One that fails is
    logged and set aside for an hour; the others do not wait behind it.
    """
    try:
        return _plan(waiting_at(at), at, limit)
    except Exception:
        log.exception("planning together failed; each enrollment is planned by itself")
    alone = list(waiting_at(at).order_by("plan_at", "pk").values_list("pk", flat=True)[:limit])
    return sum(_plan_alone(pk, at) for pk in alone)


def due_of(enrollment: Enrollment, step: Step, batch: Batch) -> schedule.Due:
    """The day of this step for this enrollment, by the person's days and the rep's."""
    if enrollment.last_attempt_at is None or enrollment.state == EnrollmentState.PAUSED:
        return first_day_of(enrollment, step, batch)
    gap = _gap(step, batch.steps[enrollment.version_id], batch.policy)
    terms = terms_of(enrollment, step, batch)
    return schedule.due(enrollment.last_attempt_at, gap, terms, now=batch.at)


def first_day_of(enrollment: Enrollment, step: Step, batch: Batch) -> schedule.Due:
    """The first day from `batch.at` on that suits both sides, whenever the last try was."""
    return schedule.first_try(batch.at, terms_of(enrollment, step, batch))


def cause_of(why: schedule.Due | schedule.Day | None) -> str:
    return CAUSES[why.cause] if why and why.cause else ""


def move(
    touch: Touch, due: schedule.Due, *, due_at: datetime, cause: str, deadline: date | None = None
) -> None:
    """To another day; whoever had it open finds it where it now stands, and from which day it came."""
    stood_on = touch.moved_from or touch.due_on
    Touch.objects.filter(pk=touch.pk).update(
        moved_from=None if stood_on == due.day else stood_on,
        moved_cause=cause,
        due_on=due.day,
        due_at=due_at,
        closes_at=due.closes_at,
        deadline_on=max(due.day, deadline or touch.deadline_on),
        gap_cause=cause,
        lease_by=None,
        lease_until=None,
    )


def batch_of(due: list[Enrollment], at: datetime, house: schedule.House | None = None) -> Batch:
    """By the days of the house as they are; or as they would be, for whoever asks beforehand."""
    house = house or house_now()
    companies, since = {each.prospect.company_id for each in due}, at - timedelta(days=7)
    written = days_written(companies, since=since)
    return Batch(
        at=at,
        policy=Policy.current(),
        steps=steps_by_version({each.version_id for each in due}),
        reps=rep_calendars({each.owner_id for each in due}, house),
        taken=days_taken(companies, since=since, written=written),
        written={who: days for people in written.values() for who, days in people.items()},
        closed=channels_stopped({each.prospect_id for each in due}),
        barred=channels_barred({each.prospect_id for each in due}),
        house=house,
    )


def terms_of(enrollment: Enrollment, step: Step, batch: Batch) -> schedule.Terms:
    person = person_calendar(enrollment.prospect, batch.house)
    return schedule.Terms(
        person=schedule.for_calls(person) if step.channel == Channel.CALL else person,
        rep=batch.reps[enrollment.owner_id],
        longest_gap_days=batch.policy.longest_gap_days,
        hours=schedule.hours_for(step.channel, step.call_hour, person.country),
        colleagues=_days_of_colleagues(enrollment, batch),
        days_between=batch.policy.days_between_colleagues,
        written_on=batch.written.get(enrollment.prospect_id, ()),
        covers=batch.covers.get(enrollment.owner_id, ()),
    )


def _days_of_colleagues(enrollment: Enrollment, batch: Batch) -> list[date]:
    others = batch.taken.get(enrollment.prospect.company_id, {})
    return [day for who, days in others.items() if who != enrollment.prospect_id for day in days]


def waiting_at(at: datetime) -> QuerySet[Enrollment]:
    held = Hold.objects.filter(company=OuterRef("prospect__company"), lifted_at=None)
    return Enrollment.objects.to_plan(at).filter(~Exists(held))


def wait_for_planners() -> None:
    """Until none is left that read its calendars before this; the others wait until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [_ALL_CLASS])


def _say_that_i_plan() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, 0)", [_ALL_CLASS])


@transaction.atomic
def _plan(waiting: QuerySet[Enrollment], at: datetime, limit: int) -> int:
    _say_that_i_plan()
    claimed = list(
        waiting.select_related("prospect__company")
        .only(*NEEDED)
        .fetch_mode(FETCH_PEERS)
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("plan_at", "pk")[:limit]
    )
    if due := _ours(claimed):
        batch = batch_of(due, at)
        due = _still_reached(due, batch)
        many.insert(Touch, Planned._fields, _next_tries(due, batch), pass_over=True)
        _settle(due)
    # Where nothing was ours, whoever holds those companies goes on with them; asking again at once would find the same.
    return len(claimed) if due else 0


def _ours(due: list[Enrollment]) -> list[Enrollment]:
    """Those at whose companies nobody else plans until this transaction ends.

    What others planned there is read after this. Nobody waits here, and so nobody waits in a circle.
    """
    companies = list({each.prospect.company_id for each in due})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT company FROM unnest(%s::bigint[]) company WHERE pg_try_advisory_xact_lock(%s, company::int)",
            [companies, LOCK_CLASS],
        )
        ours = {company for (company,) in cursor.fetchall()}
    return [each for each in due if each.prospect.company_id in ours]


def _plan_alone(pk: int, at: datetime) -> int:
    try:
        return _plan(waiting_at(at).filter(pk=pk), at, 1)
    except Exception:
        log.exception("enrollment %s could not be planned", pk)
        Enrollment.objects.to_plan(at).filter(pk=pk).update(plan_at=at + SET_ASIDE)
        return 1


def _still_reached(due: list[Enrollment], batch: Batch) -> list[Enrollment]:
    """Whoever asked us to stop on every channel is left alone: their cadence ends."""
    gone = [each for each in due if batch.closed.get(each.prospect_id, set()) >= set(Channel)]
    with for_others():
        words = _("They are on the stop list.")
    for enrollment in gone:
        stopping.end_one(enrollment, Ending.STOPPED, by=None, at=batch.at, words=words)
    return [each for each in due if each not in gone]


def _next_tries(due: list[Enrollment], batch: Batch) -> list[Planned]:
    """One try each; colleagues at a company keep their distance within one batch too."""
    tries = []
    for enrollment in due:
        planned = _next_try(enrollment, batch)
        if planned is not None:
            tries.append(planned)
            days = batch.taken.setdefault(enrollment.prospect.company_id, {})
            days.setdefault(enrollment.prospect_id, []).append(planned.due_on)
    return tries


def _next_try(enrollment: Enrollment, batch: Batch) -> Planned | None:
    steps = batch.steps[enrollment.version_id]
    step = next((each for each in steps if each.number >= enrollment.next_step), None)
    if step is None:
        return None
    due = due_of(enrollment, step, batch)
    planned = _planned(enrollment, step, due, batch)
    return (
        planned if enrollment.call_back_at is None else _promised(planned, enrollment, due, batch)
    )


def _planned(enrollment: Enrollment, step: Step, due: schedule.Due, batch: Batch) -> Planned:
    cause = cause_of(due)
    stood_on = None if enrollment.stood_on == due.day else enrollment.stood_on
    if enrollment.state == EnrollmentState.PAUSED:
        cause = GapCause.ASKED_TO_WAIT
    elif stood_on:
        cause = GapCause.TEMPLATE_CHANGE
    return Planned(
        enrollment_id=enrollment.pk,
        prospect_id=enrollment.prospect_id,
        owner_id=enrollment.owner_id,
        step_id=step.pk,
        number=step.number,
        channel=_channel(enrollment, step, batch),
        planned_at=batch.at,
        due_on=due.day,
        due_at=due.opens_at,
        closes_at=due.closes_at,
        deadline_on=max(due.day, due.deadline_day),
        gap_cause=cause,
        moved_from=stood_on,
        moved_cause=GapCause.TEMPLATE_CHANGE if stood_on else "",
    )


def _promised(planned: Planned, enrollment: Enrollment, due: schedule.Due, batch: Batch) -> Planned:
    """They asked us to ring: the next try is that call, at the hour they named."""
    assert enrollment.call_back_at is not None
    day = schedule.local_day(enrollment.call_back_at, enrollment.prospect.zone)
    may_ring = Channel.CALL not in batch.closed.get(enrollment.prospect_id, ())
    return planned._replace(
        channel=Channel.CALL if may_ring else planned.channel,
        promised_at=enrollment.call_back_at,
        due_on=day,
        due_at=enrollment.call_back_at,
        closes_at=enrollment.call_back_at + timedelta(hours=1),
        deadline_on=max(day, due.deadline_day),
        gap_cause=GapCause.ASKED_TO_WAIT,
    )


def _channel(enrollment: Enrollment, step: Step, batch: Batch) -> str:
    """The step's channel, or the next one that has an address of theirs and that they and their law leave open.

    Where the law leaves none, the try waits for a basis.
    """
    closed = batch.closed.get(enrollment.prospect_id, set())
    bars = batch.barred.get(enrollment.prospect_id, {})
    way = open_way(enrollment.prospect, step.channel, closed, bars)
    return way or channel_for(enrollment.prospect, step.channel, closed)


def _gap(step: Step, steps: list[Step], policy: Policy) -> int:
    """Days from the step before to this one, never more than the longest gap."""
    earlier = [each.day for each in steps if each.number < step.number]
    return schedule.gap_days(earlier[-1], step.day, policy.longest_gap_days) if earlier else 1


def _settle(due: list[Enrollment]) -> None:
    """These enrollments wait for their open try now; a pause that has run out is over."""
    Enrollment.objects.filter(Among("pk", [each.pk for each in due])).update(
        plan_at=None,
        call_back_at=None,
        stood_on=None,
        state=EnrollmentState.ACTIVE,
        paused_until=None,
    )
