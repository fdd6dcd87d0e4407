"""Begin and end one person's way through a cadence."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cadence.enums import OPEN_TOUCH, Ending, EnrollmentState, TouchState
from cadence.models import CadenceVersion, Enrollment, Touch
from cadence.permissions import check_decides
from cadence.policies.beginning import check_may_enroll
from cadence.policies.ending import check_may_end
from prospects.enums import ActivityKind
from prospects.models import Activity, Company, Prospect
from research.services import briefing
from team.models import User
from team.refusals import Refused


@transaction.atomic
def enroll(prospect: Prospect, version: CadenceVersion, *, by: User, at: datetime) -> Enrollment:
    """Put a researched person into a published cadence; the planner makes the first try.

    Refuses when research is missing, the company is full or on hold, they asked us to stop, they
    are resting after an earlier cadence, or they are in one already.
    """
    check_decides(by, prospect)
    Company.objects.select_for_update(no_key=True).get(pk=prospect.company_id)
    check_may_enroll(prospect, version, at)
    enrollment = _begin(prospect, version, at)
    Activity.objects.record(
        ActivityKind.ENROLLED,
        at=at,
        actor=by,
        prospect=prospect,
        detail={"enrollment": enrollment.pk, "cadence": version.cadence.name},
    )
    return enrollment


@transaction.atomic
def end(
    enrollment: Enrollment, ending: Ending, *, by: User, at: datetime, note: str = ""
) -> Enrollment:
    """End it honestly. What was planned is cancelled; what was done stays. Why it is not a fit is kept with the research.

    Refuses "not reached" below ten evidenced tries, "no channel works" while one does, "they wrote
    back" without an answer, "we talked" without an answer that was read or a call in which we spoke, and whatever has ended already.
    """
    check_decides(by, enrollment.prospect)
    locked = Enrollment.objects.select_for_update().get(pk=enrollment.pk)
    check_may_end(locked, ending, at)
    close(locked, ending, by=by, at=at, note=note)
    if ending == Ending.NOT_A_FIT and note.strip():
        briefing.judge_not_a_fit(locked.prospect, by=by, at=at, why=note)
    Activity.objects.record(
        ActivityKind.ENROLLMENT_ENDED,
        at=at,
        actor=by,
        prospect=locked.prospect,
        detail={"enrollment": locked.pk, "ending": ending, "note": note},
    )
    return locked


def close(
    enrollment: Enrollment, ending: Ending, *, by: User | None, at: datetime, note: str
) -> None:
    """Write the ending and cancel the open try (no answer of ours: that is owed), under the caller's lock on the enrollment."""
    enrollment.state = EnrollmentState.ENDED
    enrollment.ending = ending
    enrollment.ending_note = note
    enrollment.ended_at = at
    enrollment.ended_by = by
    enrollment.plan_at = None
    enrollment.save(
        update_fields=["state", "ending", "ending_note", "ended_at", "ended_by", "plan_at"]
    )
    cancel_tries(enrollment, at=at)


def cancel_tries(enrollment: Enrollment, *, at: datetime) -> None:
    """What was planned is let go, under the caller's lock on the enrollment."""
    Touch.objects.steps().filter(enrollment=enrollment, state__in=OPEN_TOUCH).update(
        state=TouchState.CANCELLED, closed_at=at, lease_by=None, lease_until=None
    )


def _begin(prospect: Prospect, version: CadenceVersion, at: datetime) -> Enrollment:
    try:
        with transaction.atomic():
            return Enrollment.objects.create(
                prospect=prospect, version=version, owner=prospect.owner, started_at=at, plan_at=at
            )
    except IntegrityError as error:
        raise Refused(
            _("%(name)s is in a cadence already.") % {"name": prospect.name},
            code="already_in_a_cadence",
        ) from error
