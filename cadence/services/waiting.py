"""They asked us to wait: the open try moves to their date, and the plan goes on from there."""

from datetime import date, datetime, time

from django.db.models import F

from cadence import schedule
from cadence.enums import EnrollmentState, GapCause
from cadence.models import Enrollment, Touch
from cadence.services import talking

MORNING = time(9)


def wait(enrollment: Enrollment, *, until: date, reason: str, at: datetime) -> None:
    """Pause until this day, in the caller's transaction and under its lock on the enrollment.

    An open try keeps its place and moves to the day; without one the planner takes over then. Whoever talks
    with us comes back to the rep instead.
    """
    if enrollment.is_talking:
        talking.set_day(enrollment, until, reason=reason)
        return
    zone = enrollment.prospect.zone
    opens, closes = schedule.window(until, schedule.LETTER_HOURS, zone)
    moved = (
        Touch.objects.open()
        .steps()
        .filter(enrollment=enrollment)
        .update(
            due_on=until,
            deadline_on=until,
            due_at=opens,
            closes_at=closes,
            gap_cause=GapCause.ASKED_TO_WAIT,
            moved_from=F("due_on"),
            moved_on=None,
            moved_cause=GapCause.ASKED_TO_WAIT,
            moved_note="",
            promised_at=None,
            lease_by=None,
            lease_until=None,
        )
    )
    Enrollment.objects.filter(pk=enrollment.pk).update(
        state=EnrollmentState.ACTIVE if moved else EnrollmentState.PAUSED,
        paused_until=until,
        pause_reason=reason[:300],
        plan_at=None if moved else schedule.local_to_utc(until, MORNING, zone),
    )
