"""Skip a try, or move it to another day. Both say why; neither happens by itself."""

from datetime import date, datetime, timedelta
from itertools import islice

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from cadence.enums import GIVEN_CAUSES, GapCause, SkipReason
from cadence.models import Enrollment, Touch
from cadence.policies.making import check_nothing_leaves, check_try_is_open
from cadence.policies.skipping import check_is_try, check_may_skip
from cadence.schedule import FURTHEST_AHEAD, days_that_suit
from cadence.services import replanning
from cadence.services.locking import claim
from cadence.services.skipping import close_as_skipped, kept_note
from cadence.services.suiting import Suiting
from prospects.enums import ActivityKind
from prospects.models import Activity
from team.models import User
from team.refusals import Refused

OFFERED = 2
# What is wrong with the day that was named.
ABOUT_THE_DAY = ("day_has_come", "too_far_ahead", "day_does_not_suit")


@transaction.atomic
def skip(touch: Touch, *, by: User, at: datetime, reason: SkipReason, note: str = "") -> Touch:
    """Leave this one try out; the next is planned from the last try made.

    Refuses when it would leave fewer than ten tries, when its letter leaves or may have left, and "other" without a note.
    """
    locked = claim(touch, by=by)
    check_may_skip(locked)
    check_nothing_leaves(locked)
    note = close_as_skipped(locked, at=at, reason=reason, note=note)
    Enrollment.objects.filter(pk=locked.enrollment_id).update(
        next_step=locked.number + 1, plan_at=at
    )
    _tell(ActivityKind.SKIPPED, locked, by, at, {"reason": reason, "note": note})
    locked.refresh_from_db()
    return locked


@transaction.atomic
def not_today(
    touch: Touch, *, by: User, at: datetime, until: date, note: str = "", cause: str = ""
) -> Touch:
    """Move this try to a later day.

    Refuses days that have come, days too far ahead, days off of either side and those too close to a colleague's
    try, unless they asked for it; and, without a cause and a word why, any day past day seven: those days are
    counted under the cause.
    """
    replanning.one_planner_a_company([touch.prospect.company_id])
    locked = claim(touch, by=by)
    check_is_try(locked)
    check_try_is_open(locked)
    note = kept_note(note)
    _check_day(until, at.astimezone(by.zone).date())
    why_not = Suiting(locked, by=by, at=at).why_not(until)
    if why_not and cause != GapCause.ASKED_TO_WAIT:
        raise Refused(why_not, code="day_does_not_suit")
    if until > locked.deadline_on:
        _check_says_why(locked, note, cause)
    elif not why_not:
        cause = ""
    Touch.objects.filter(pk=locked.pk).update(
        moved_on=until, moved_note=note, moved_cause=cause, lease_by=None, lease_until=None
    )
    told = {"until": until.isoformat(), "note": note, "cause": cause}
    _tell(ActivityKind.POSTPONED, locked, by, at, told)
    locked.refresh_from_db()
    return locked


def days_offered(touch: Touch, *, by: User, at: datetime) -> list[date]:
    """The next days to which it may move."""
    if not touch.is_step:
        return []
    today, suiting = at.astimezone(by.zone).date(), Suiting(touch, by=by, at=at)
    return list(islice(days_that_suit(today, lambda day: not suiting.why_not(day)), OFFERED))


def _check_day(until: date, today: date) -> None:
    if until <= today:
        raise Refused(_("Choose a day that is still to come."), code="day_has_come")
    if until > today + timedelta(days=FURTHEST_AHEAD):
        raise Refused(
            _("That is more than two months ahead. If they asked you to wait, say so instead."),
            code="too_far_ahead",
        )


def _check_says_why(touch: Touch, note: str, cause: str) -> None:
    if not note:
        sentence = _(
            "Day seven is %(day)s. After a week people forget who you are. Say why it must wait."
        )
    elif cause not in GIVEN_CAUSES:
        sentence = _("Day seven is %(day)s. Choose what keeps you from it.")
    else:
        return
    words = {"day": formats.date_format(touch.deadline_on, "WEEKDAY_DAY_MONTH")}
    raise Refused(sentence % words, code="past_day_seven")


def _tell(kind: ActivityKind, touch: Touch, by: User, at: datetime, detail: dict[str, str]) -> None:
    Activity.objects.record(
        kind,
        at=at,
        actor=by,
        prospect=touch.prospect,
        detail={"touch": touch.pk, "number": touch.number, **detail},
    )
