"""Let people who are on the way go on by a newer version of their cadence. What was done stays as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cadence.enums import EnrollmentState, TouchState, VersionState
from cadence.models import CadenceVersion, Enrollment, Touch
from cadence.selectors.moving_on import Move, moves_of, on_newer, on_version
from cadence.services import planning
from prospects.enums import ActivityKind
from prospects.models import Activity
from team.models import User
from team.permissions import check_admin
from team.refusals import Refused

BATCH = 100


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One person's move with the day of the next try; `then_on` None where they stay."""

    move: Move
    then_on: date | None
    deadline_on: date | None = None


def foresee(
    enrollments: Sequence[Enrollment], newer: CadenceVersion, at: datetime
) -> list[Foreseen]:
    """Each person's next day as the planner would find it, before anything is moved."""
    moves = moves_of(enrollments, newer, at)
    going = [on_newer(move, newer, at) for move in moves if not move.stays]
    batch = planning.batch_of(going, at) if going else None
    _forget_open_tries(moves, batch)
    by_enrollment = {moved.pk: moved for moved in going}
    return [_foreseen(move, by_enrollment.get(move.enrollment.pk), batch) for move in moves]


def move_batch(
    older: CadenceVersion, newer: CadenceVersion, *, by: User, at: datetime, after: int = 0
) -> tuple[int, int]:
    """Move the next hundred people behind the key `after`, in one transaction; how many moved, and the last key.

    Their open try is let go and the planner makes the next one of the newer version; day seven counts from the
    last attempt as before. Who has a try in hand stays, and may be moved later. A key of 0: nobody is left.
    Refuses all but admins, and a version that is no published, later one of the same cadence.
    """
    check_admin(by)
    _check_is_newer(older, newer)
    with transaction.atomic():
        claimed = list(
            on_version(older).filter(pk__gt=after).select_for_update(of=("self",))[:BATCH]
        )
        going = [move for move in moves_of(claimed, newer, at) if not move.stays]
        _let_go(going, at)
        _write(going, newer, at)
        for move in going:
            _note(move, older, newer, by, at)
    return len(going), claimed[-1].pk if len(claimed) == BATCH else 0


def _check_is_newer(older: CadenceVersion, newer: CadenceVersion) -> None:
    same = older.cadence_id == newer.cadence_id and newer.number > older.number
    if not same or newer.state != VersionState.PUBLISHED:
        raise Refused(
            _("People go on by a later, published version of the same cadence."), code="not_newer"
        )


def _let_go(moves: Sequence[Move], at: datetime) -> None:
    """The open tries, which nobody has in hand. Their enrollments are locked, so nobody takes one up now."""
    tries = [move.touch.pk for move in moves if move.touch is not None]
    Touch.objects.open().filter(pk__in=tries).update(
        state=TouchState.CANCELLED, closed_at=at, lease_by=None, lease_until=None
    )


def _write(moves: Sequence[Move], newer: CadenceVersion, at: datetime) -> None:
    moved = [on_newer(move, newer, at) for move in moves]
    Enrollment.objects.bulk_update(moved, ["version", "next_step", "plan_at", "stood_on"])


def _note(move: Move, older: CadenceVersion, newer: CadenceVersion, by: User, at: datetime) -> None:
    assert move.step is not None
    Activity.objects.record(
        ActivityKind.MOVED_ON,
        at=at,
        actor=by,
        prospect=move.enrollment.prospect,
        detail={
            "enrollment": move.enrollment.pk,
            "from": older.number,
            "to": newer.number,
            "next_step": move.step.number,
        },
    )


def _forget_open_tries(moves: Sequence[Move], batch: planning.Batch | None) -> None:
    """What would be let go keeps no colleague's distance."""
    for move in moves:
        if batch and move.touch and not move.stays:
            days = batch.taken.get(move.enrollment.prospect.company_id, {})
            kept = days.get(move.enrollment.prospect_id, [])
            if move.touch.due_on in kept:
                kept.remove(move.touch.due_on)


def _foreseen(move: Move, moved: Enrollment | None, batch: planning.Batch | None) -> Foreseen:
    if moved is None or batch is None or move.step is None:
        return Foreseen(move, None)
    if moved.state == EnrollmentState.PAUSED:
        return Foreseen(move, moved.paused_until)
    due = planning.due_of(moved, move.step, batch)
    days = batch.taken.setdefault(moved.prospect.company_id, {})
    days.setdefault(moved.prospect_id, []).append(due.day)
    return Foreseen(move, due.day, due.deadline_day)
