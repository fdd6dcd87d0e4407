"""Until when we leave somebody in peace: the rest after a cadence (R18), or the day that they named."""

from collections.abc import Collection
from datetime import datetime

from cadence.enums import EnrollmentState
from cadence.models import Enrollment
from cadence.policies.beginning import asked_to_wait, rests_until
from prospects.enums import SuppressionKind
from prospects.models import Suppression
from prospects.selectors.promises import Promise
from prospects.selectors.suppressions import told_as
from team.models import Policy


def promised(people: Collection[int], at: datetime) -> dict[int, Promise]:
    """Under whichever record of theirs. The day that is furthest counts; whoever stopped us for good has no such day."""
    policy, found = Policy.current(), dict[int, Promise]()
    records = told_as(people)
    rows = Enrollment.objects.filter(prospect__in=list(records))
    in_turn = rows.select_related("prospect__company").order_by("started_at", "pk")
    newest = {records[each.prospect_id]: each for each in in_turn}
    for person, enrollment in newest.items():
        promise = _of(enrollment, policy, at)
        if promise is not None:
            found[person] = promise
    for person, day in asked_to_wait(people, at).items():
        running = person in newest and newest[person].ended_at is None
        if not running and (person not in found or found[person].day < day):
            found[person] = Promise(day, asked=True)
    stopped = {records[record] for record in _stopped_for_good(records)}
    return {person: found[person] for person in found.keys() - stopped}


def _of(enrollment: Enrollment, policy: Policy, at: datetime) -> Promise | None:
    zone = enrollment.prospect.zone
    if enrollment.state == EnrollmentState.ENDED:
        until = rests_until(enrollment, policy)
        return Promise(until.astimezone(zone).date(), asked=False) if until > at else None
    day = enrollment.paused_until
    if day is None or enrollment.is_talking or day <= at.astimezone(zone).date():
        return None
    return Promise(day, asked=True)


def _stopped_for_good(records: Collection[int]) -> set[int]:
    stops = Suppression.objects.filter(
        kind=SuppressionKind.PERSON, value__in=list(map(str, records)), channel="", until=None,
        lifted_at=None,
    )  # fmt: skip
    return {int(value) for value in stops.values_list("value", flat=True)}
