"""Give a person to a colleague with all that is open, so that no answer waits for somebody who is gone."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from cadence.enums import DeliveryState, DraftOrigin, EnrollmentState
from cadence.models import Approval, Delivery, Draft, Enrollment, Reply, Touch, Withdrawal
from cadence.permissions import check_hands_over
from cadence.selectors.answers import newest_enrollment
from cadence.selectors.letters import newest_draft
from prospects.enums import ActivityKind
from prospects.models import Activity, Prospect
from team.enums import AuditKind
from team.models import User
from team.refusals import Refused
from team.services import auditing

NOT_SETTLED = (DeliveryState.RESERVED, DeliveryState.SENDING, DeliveryState.UNKNOWN)


@transaction.atomic
def hand_over(prospect: Prospect, *, to: User, by: User, at: datetime) -> None:
    """From now on `to` decides about them: their answers, the letters owed to them, their talk and their next try.

    What was made keeps who made it. A review that has not left is taken back, for the words were another's to send,
    and a letter that is signed with their name is signed with the new one's. Refuses whoever may not give them away,
    a colleague who may not sign in, and while nobody can tell whether a letter to them left.
    """
    check_hands_over(by, prospect, to)
    unread = Reply.objects.filter(prospect=prospect, kind="").order_by("pk")
    # An answer is locked before enrollments, as by whoever says what it was.
    list(unread.select_for_update())
    enrollments = _locked(prospect)
    _check_letters_are_settled(prospect)
    before = next((each.owner for each in enrollments if each.owner_id != to.pk), prospect.owner)
    Prospect.objects.filter(pk=prospect.pk).update(owner=to)
    unread.update(owner=to)
    Enrollment.objects.filter(pk__in=[each.pk for each in enrollments]).update(owner=to)
    for touch in Touch.objects.open().filter(prospect=prospect).select_related("owner"):
        _give(touch, to, by=by, at=at)
    prospect.owner = to
    names = {"text": _("From %(before)s to %(to)s.") % {"before": before.name, "to": to.name}}
    Activity.objects.record(
        ActivityKind.HANDED_OVER, at=at, actor=by, prospect=prospect, detail=names
    )
    auditing.record(
        AuditKind.HANDED_OVER,
        actor=by,
        subject=f"prospect {prospect.pk}",
        detail={"from": before.pk, "to": to.pk},
        at=at,
    )


def _locked(prospect: Prospect) -> list[Enrollment]:
    """Those that run or owe them a letter, and the newest: what they may still answer is answered in it."""
    owes = Touch.objects.open().filter(enrollment=OuterRef("pk"))
    newest = newest_enrollment(prospect)
    wanted = ~Q(state=EnrollmentState.ENDED) | Exists(owes) | Q(pk=newest.pk if newest else None)
    theirs = Enrollment.objects.filter(wanted, prospect=prospect)
    return list(theirs.select_related("owner").order_by("pk").select_for_update(of=("self",)))


def _check_letters_are_settled(prospect: Prospect) -> None:
    letters = Delivery.objects.filter(touch__prospect=prospect, state__in=NOT_SETTLED)
    if letters.exists():
        raise Refused(
            _("Nobody can tell yet whether a letter to %(name)s left. Say that first.")
            % {"name": prospect.name},
            code="letter_not_settled",
        )


def _give(touch: Touch, to: User, *, by: User, at: datetime) -> None:
    """Under the lock on its enrollment."""
    reviewed = Approval.objects.filter(touch=touch, consumed_at=None, withdrawal=None)
    Withdrawal.objects.bulk_create(Withdrawal(approval=each, by=by, at=at) for each in reviewed)
    Touch.objects.filter(pk=touch.pk).update(owner=to, lease_by=None, lease_until=None)
    newest = newest_draft(touch)
    signed = newest.body.rstrip().rpartition("\n") if newest else ("", "", "")
    if newest is None or signed[2].strip() != touch.owner.first_name:
        return
    Draft.objects.create(
        touch=touch,
        number=newest.number + 1,
        origin=newest.origin,
        author=by if newest.origin == DraftOrigin.REP else None,
        to_address=newest.to_address,
        subject=newest.subject,
        body=f"{signed[0]}{signed[1]}{to.first_name}",
        made_at=at,
    )
