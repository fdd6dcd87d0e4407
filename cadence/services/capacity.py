"""R17: beyond what a day of a rep holds, a manager says why, and that is kept."""

from datetime import datetime

from cadence.models import BeyondCapacity
from cadence.selectors.intake import too_much
from cadence.selectors.load import Load
from cadence.services.locking import one_at_a_time
from team.enums import AuditKind
from team.models import User
from team.permissions import check_manager
from team.refusals import Refused
from team.services import auditing

# The advisory lock's class: what comes to one rep is looked at one after the other, so that two together never pass what a day holds.
_LOCK_CLASS = 0x4C4F4144


def take_turns(reps: set[int]) -> None:
    """Of several, each by number; before any row is locked."""
    for rep in sorted(reps):
        one_at_a_time(_LOCK_CLASS, rep)


def allowed(
    rep: User, load: Load, people: int, *, by: User, at: datetime, reason: str
) -> BeyondCapacity | None:
    """None when the rep can carry it. Refuses what they cannot, unless a manager says why."""
    day, reason = load.beyond, reason.strip()
    if day is None:
        return None
    if not reason:
        raise Refused(too_much(load, rep), code="conflict_capacity")
    check_manager(by)
    return BeyondCapacity(
        rep=rep,
        by=by,
        at=at,
        reason=reason,
        people=people,
        day=day.on,
        tries=day.tries,
        capacity=day.capacity,
    )


def account_for(row: BeyondCapacity) -> None:
    """Keep it, and in the audit: the last statement of its transaction."""
    row.save(force_insert=True)
    auditing.record(
        AuditKind.CAPACITY_EXCEEDED,
        actor=row.by,
        subject=row.rep.email,
        detail={"people": row.people, "day": row.day.isoformat(), "reason": row.reason},
        at=row.at,
    )
