"""They are interested: nothing is planned any more, and the rep goes on by hand until it ends.

So that nobody vanishes, whoever talks with us has a day on which they head the rep's queue again.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cadence import schedule
from cadence.enums import EnrollmentState
from cadence.models import Enrollment
from cadence.permissions import check_decides
from cadence.selectors.calendars import rep_calendars
from cadence.services import enrolling
from prospects.enums import ActivityKind
from prospects.models import Activity
from team.models import Policy, User
from team.refusals import Refused

FURTHEST = timedelta(days=366)
LONGEST_NOTE = 300


def begin(enrollment: Enrollment, *, by: User, at: datetime) -> None:
    """Let the plan go and keep the person, in the caller's transaction and under its lock on the enrollment.

    They come back after the longest gap between two tries, on a day the rep works, unless the rep has chosen a
    day that is still to come.
    """
    enrolling.cancel_tries(enrollment, at=at)
    today = at.astimezone(by.zone).date()
    chosen = enrollment.paused_until if enrollment.is_talking else None
    day = chosen if chosen and chosen > today else _in_a_week(enrollment, today)
    Enrollment.objects.filter(pk=enrollment.pk).update(
        state=EnrollmentState.TALKING,
        paused_until=day,
        pause_reason="",
        plan_at=None,
        call_back_at=None,
    )


@transaction.atomic
def come_back(
    enrollment: Enrollment, *, by: User, at: datetime, on: date, note: str = ""
) -> Enrollment:
    """Choose the day on which they head the queue again: the day you meet, or that on which you look after it.

    Refuses whom we do not talk with, a day that has come, and one over a year away.
    """
    check_decides(by, enrollment.prospect)
    locked = Enrollment.objects.select_for_update(of=("self",)).get(pk=enrollment.pk)
    if not locked.is_talking:
        raise Refused(_("This conversation has ended already."), code="already_ended")
    today = at.astimezone(by.zone).date()
    if on <= today:
        raise Refused(_("Choose a day that is still to come."), code="day_has_come")
    if on > today + FURTHEST:
        raise Refused(_("Choose a day within a year from now."), code="too_far_ahead")
    note = note.strip()[:LONGEST_NOTE]
    set_day(locked, on, reason=note)
    Activity.objects.record(
        ActivityKind.POSTPONED,
        at=at,
        actor=by,
        prospect=locked.prospect,
        detail={"enrollment": locked.pk, "until": on.isoformat(), "note": note},
    )
    locked.refresh_from_db()
    return locked


def set_day(enrollment: Enrollment, on: date, *, reason: str) -> None:
    """Under the caller's lock on the enrollment."""
    Enrollment.objects.filter(pk=enrollment.pk).update(
        paused_until=on, pause_reason=reason[:LONGEST_NOTE]
    )


def _in_a_week(enrollment: Enrollment, today: date) -> date:
    """The last day within the longest gap on which whoever leads the conversation works; its end, when none is."""
    longest = Policy.current().longest_gap_days
    calendar = rep_calendars([enrollment.owner_id])[enrollment.owner_id]
    days = (today + timedelta(days=ahead) for ahead in range(longest, 0, -1))
    working = (day for day in days if schedule.is_working_day(day, calendar))
    return next(working, today + timedelta(days=longest))
