"""Skip a try, or move it to another day. Both say why; neither happens by itself."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from cadence.enums import GIVEN_CAUSES, SkipReason
from cadence.models import Enrollment, Touch
from cadence.policies.making import check_nothing_leaves, check_try_is_open
from cadence.policies.skipping import check_is_try, check_may_skip
from cadence.services.locking import claim
from cadence.services.skipping import close_as_skipped, kept_note
from prospects.enums import ActivityKind
from prospects.models import Activity
from team.models import User
from team.refusals import Refused

FURTHEST = timedelta(days=60)


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

    Refuses days that have come, days too far ahead and, without a cause and a word why, any day past day
    seven: those days are counted under the cause.
    """
    locked = claim(touch, by=by)
    check_is_try(locked)
    check_try_is_open(locked)
    note = kept_note(note)
    _check_day(until, at.astimezone(by.zone).date())
    if until > locked.deadline_on:
        _check_says_why(locked, note, cause)
    else:
        cause = ""
    Touch.objects.filter(pk=locked.pk).update(
        moved_on=until, moved_note=note, moved_cause=cause, lease_by=None, lease_until=None
    )
    told = {"until": until.isoformat(), "note": note, "cause": cause}
    _tell(ActivityKind.POSTPONED, locked, by, at, told)
    locked.refresh_from_db()
    return locked


def _check_day(until: date, today: date) -> None:
    if until <= today:
        raise Refused(_("Choose a day that is still to come."), code="day_has_come")
    if until > today + FURTHEST:
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
    words = {"day": formats.date_format(touch.deadline_on, "l j F")}
    raise Refused(sentence % words, code="past_day_seven")


def _tell(kind: ActivityKind, touch: Touch, by: User, at: datetime, detail: dict[str, str]) -> None:
    Activity.objects.record(
        kind,
        at=at,
        actor=by,
        prospect=touch.prospect,
        detail={"touch": touch.pk, "number": touch.number, **detail},
    )
