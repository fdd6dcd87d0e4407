"""Answer what they said: a letter in their thread, reviewed and sent by the rep like any other.

A "no" opens two lines that ask for nothing, due in one working day. They are no try: nothing here is
counted to the ten or moves the plan.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cadence import schedule
from cadence.enums import LEAVING_OUT, DraftOrigin, ReplyKind, SkipReason, TouchKind, TouchState
from cadence.models import Draft, Enrollment, Reply, Touch
from cadence.permissions import check_decides
from cadence.policies.making import check_may_answer, check_nothing_leaves, check_try_is_open
from cadence.selectors.answers import addressee_of_reply, newest_enrollment, thread_subject
from cadence.selectors.calendars import rep_calendars
from cadence.selectors.covers import cover_of
from cadence.services.locking import claim
from cadence.services.skipping import close_as_skipped
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity, Prospect
from team.languages import for_others
from team.models import User
from team.refusals import Refused


@transaction.atomic
def open_answer(reply: Reply, *, by: User, at: datetime, words: str = "") -> Touch:
    """Begin a letter in the thread of this reply, with a greeting and `words`; the one that is open already, else.

    Refuses what nobody has read, a no (that has its acknowledgement), somebody who asked us to stop or was never
    in a cadence, and anybody without an address that works.
    """
    check_decides(by, reply.prospect)
    locked = _locked(reply)
    check_may_answer(locked, TouchKind.ANSWER, at)
    standing = Touch.objects.open().filter(reply=locked, kind=TouchKind.ANSWER).first()
    return standing or _open(locked, TouchKind.ANSWER, at, words)


def acknowledge(reply: Reply, *, at: datetime) -> Touch | None:
    """Open the line back to a no, in the caller's transaction; None where none can be sent from here."""
    if reply.answers.filter(kind=TouchKind.ACKNOWLEDGEMENT).exists() or why_not_here(reply, at):
        return None
    with for_others():
        thanks = _(
            "Thank you for telling me. I'll leave it there, and I wish you all the best with it."
        )
    return _open(reply, TouchKind.ACKNOWLEDGEMENT, at, thanks)


def answer_if_possible(reply: Reply, *, at: datetime, words: str = "") -> Touch | None:
    """Open an answer in the caller's transaction; None where none can be sent from here."""
    return None if why_not_here(reply, at) else _open(reply, TouchKind.ANSWER, at, words)


def why_not_here(reply: Reply, at: datetime) -> str:
    """Why a letter to whoever wrote this cannot be sent from here, as a sentence; "" when it can."""
    kind = TouchKind.ACKNOWLEDGEMENT if reply.kind == ReplyKind.NO else TouchKind.ANSWER
    try:
        _check_sendable_from_here(reply)
        check_may_answer(reply, kind, at)
    except Refused as refused:
        return refused.sentence
    return ""


@transaction.atomic
def leave_out(touch: Touch, *, by: User, at: datetime, reason: SkipReason, note: str = "") -> Touch:
    """Send no letter back, and keep why. Refuses a try, a closed one, one on its way, and "other" without a note."""
    locked = claim(touch, by=by)
    if locked.is_step or reason not in LEAVING_OUT:
        raise Refused(_("A try is skipped, not left out."), code="is_a_try")
    check_try_is_open(locked)
    check_nothing_leaves(locked)
    note = close_as_skipped(locked, at=at, reason=reason, note=note)
    Activity.objects.record(
        ActivityKind.ANSWER_LEFT_OUT,
        at=at,
        actor=by,
        prospect=locked.prospect,
        detail={"touch": locked.pk, "kind": locked.kind, "reason": reason, "note": note},
    )
    locked.refresh_from_db()
    return locked


def cancel_answers(prospect: Prospect, *, at: datetime) -> None:
    """They said no, or stop: what was about to be answered to them is not, in the caller's transaction."""
    Touch.objects.open().filter(prospect=prospect, kind=TouchKind.ANSWER).update(
        state=TouchState.CANCELLED, closed_at=at, lease_by=None, lease_until=None
    )


def _locked(reply: Reply) -> Reply:
    return (
        Reply.objects.select_related("prospect__company", "message")
        .select_for_update(of=("self",))
        .get(pk=reply.pk)
    )


def _check_sendable_from_here(reply: Reply) -> Enrollment:
    enrollment = newest_enrollment(reply.prospect)
    name = reply.prospect.greeting_name
    if enrollment is None or not enrollment.owner.is_active:
        raise Refused(
            _(
                "%(name)s was in no cadence of ours. Answer from your mail program; it will appear here."
            )
            % {"name": name},
            code="never_in_a_cadence",
        )
    if not addressee_of_reply(reply).address:
        raise Refused(
            _("There is no working e-mail address for %(name)s.") % {"name": reply.prospect.name},
            code="no_address",
        )
    return enrollment


def _open(reply: Reply, kind: TouchKind, at: datetime, words: str) -> Touch:
    enrollment = _check_sendable_from_here(reply)
    cover = cover_of(enrollment.owner, at)
    writer = cover or enrollment.owner
    due_on = _next_working_day(writer, at)
    _opens, closes = schedule.window(due_on, schedule.LETTER_HOURS, writer.zone)
    touch = Touch.objects.create(
        kind=kind,
        reply=reply,
        enrollment=enrollment,
        prospect_id=reply.prospect_id,
        owner=writer,
        in_place_of=enrollment.owner if cover else None,
        number=0,
        channel=Channel.EMAIL,
        state=TouchState.DRAFTED,
        planned_at=at,
        due_on=due_on,
        due_at=at,
        closes_at=closes,
        deadline_on=due_on,
    )
    to = addressee_of_reply(reply)
    with for_others():
        greeting = _("Hi %(name)s,") % {"name": to.greeting_name}
    parts = [greeting, words, writer.first_name]
    Draft.objects.create(
        touch=touch,
        number=1,
        origin=DraftOrigin.TEMPLATE,
        to_address=to.address,
        subject=thread_subject(reply),
        # Without words of ours, the gap between greeting and name is the rep's to fill.
        body="\n\n".join(parts),
        made_at=at,
    )
    return touch


def _next_working_day(rep: User, at: datetime) -> date:
    """The first of the rep's own working days after today."""
    calendar = rep_calendars([rep.pk])[rep.pk]
    today = schedule.local_day(at, rep.zone)
    works = schedule.days_that_suit(today, lambda day: schedule.is_working_day(day, calendar))
    return next(works, today + timedelta(days=1))
