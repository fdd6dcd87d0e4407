"""Who would go on by a newer version, by which step and on which day; and who stays, and why."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadence.enums import DraftOrigin, EnrollmentState, GapCause
from cadence.models import Approval, CadenceVersion, Draft, Enrollment, Step, Touch
from cadence.policies.moving_on import next_step_in
from cadence.selectors.steps import steps_by_version
from team.models import Policy


@dataclass(frozen=True, slots=True)
class Move:
    """`now_on` is the day planned so far, None where none is; `stays` says why somebody does not move yet."""

    enrollment: Enrollment
    touch: Touch | None
    step: Step | None
    now_on: date | None
    stays: str = ""


def on_version(version: CadenceVersion) -> QuerySet[Enrollment]:
    """Everybody who is on the way by this version, in one order."""
    return (
        Enrollment.objects.running()
        .filter(version=version)
        .select_related("prospect__company", "owner")
        .order_by("pk")
    )


def in_hand(at: datetime) -> Q:
    """Of an open try: somebody has put words, a review, a promise or another day into it, or has it open; or it waits for somebody."""
    typed = Draft.objects.filter(touch=OuterRef("pk")).exclude(origin=DraftOrigin.TEMPLATE)
    reviewed = Approval.objects.filter(touch=OuterRef("pk"), withdrawal__isnull=True)
    return (
        Exists(typed)
        | Exists(reviewed)
        | Q(promised_at__isnull=False)
        | Q(moved_on__isnull=False)
        | Q(lease_until__gt=at)
        | Q(gap_cause=GapCause.INTRODUCTION)
        | Q(enrollment__state=EnrollmentState.PAUSED)
    )


def moves_of(enrollments: Sequence[Enrollment], newer: CadenceVersion, at: datetime) -> list[Move]:
    """What a move would do to each of these. Four queries, however many they are."""
    open_tries = Touch.objects.open().steps().filter(enrollment__in=[e.pk for e in enrollments])
    touches = {touch.enrollment_id: touch for touch in open_tries}
    held = set(open_tries.filter(in_hand(at)).values_list("enrollment", flat=True))
    steps = steps_by_version({newer.pk, *(each.version_id for each in enrollments)})
    least = Policy.current().min_attempts
    return [
        _move(each, touches.get(each.pk), steps, newer, least, is_held=each.pk in held)
        for each in enrollments
    ]


def on_newer(move: Move, newer: CadenceVersion, at: datetime) -> Enrollment:
    """The enrollment as it would be, unsaved: what the planner is asked about."""
    moved = copy(move.enrollment)
    moved.version = newer
    assert move.step is not None
    moved.next_step = move.step.number
    if move.touch is not None:
        moved.plan_at = at
        moved.stood_on = move.touch.due_on
    return moved


def _move(
    enrollment: Enrollment,
    touch: Touch | None,
    steps: dict[int, list[Step]],
    newer: CadenceVersion,
    least: int,
    *,
    is_held: bool,
) -> Move:
    now_on = touch.moved_on or touch.due_on if touch else None
    behind = [step for step in steps[enrollment.version_id] if step.number < enrollment.next_step]
    if enrollment.is_talking:
        return Move(
            enrollment, None, None, enrollment.paused_until, _("We talk with them by hand.")
        )
    if touch is None and len(behind) == len(steps[enrollment.version_id]):
        return Move(enrollment, None, None, None, _("All tries are made. How does it end?"))
    if is_held:
        return Move(enrollment, touch, None, now_on, _why_held(touch))
    if enrollment.call_back_at is not None:
        return Move(enrollment, touch, None, now_on, _("We promised to ring them first."))
    number = next_step_in(
        steps[newer.pk],
        had={step.purpose for step in behind},
        next_step=enrollment.next_step,
        attempts=enrollment.attempts,
        min_attempts=least,
    )
    step = next((each for each in steps[newer.pk] if each.number == number), None)
    if step is None:
        return Move(enrollment, touch, None, now_on, _("Nothing of the newer version is left."))
    if enrollment.state == EnrollmentState.PAUSED:
        now_on = enrollment.paused_until
    return Move(enrollment, touch, step, now_on)


def _why_held(touch: Touch | None) -> str:
    if touch is not None and touch.moved_on is not None:
        return _("It was put off to %(day)s.") % {
            "day": date_format(touch.moved_on, "WEEKDAY_DAY_MONTH")
        }
    return _("Somebody has this try in hand already.")
