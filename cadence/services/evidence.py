"""The one place that writes what was made: an Attempt with what proves it, or that they were answered."""

from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    DurationField,
    ExpressionWrapper,
    F,
    IntegerField,
    Q,
    Value,
    When,
)
from django.db.models.functions import Extract

from cadence.enums import TouchKind, TouchState
from cadence.models import Attempt, Delivery, Enrollment, Touch
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity
from team.models import User

ACTIVITY = {
    Channel.EMAIL: ActivityKind.LETTER_SENT,
    Channel.CALL: ActivityKind.CALL_MADE,
    Channel.LINKEDIN: ActivityKind.LINKEDIN_DONE,
    Channel.POST: ActivityKind.POSTED,
}


ANSWERS = {
    TouchKind.ANSWER: ActivityKind.ANSWERED,
    TouchKind.ACKNOWLEDGEMENT: ActivityKind.ACKNOWLEDGED,
}


def of_letter(touch: Touch, *, by: User, at: datetime, delivery: Delivery) -> None:
    """What a letter that left is evidence of. Runs inside the caller's transaction.

    An answer closes with its delivery: it is no try, so it is neither counted nor moves the plan.
    """
    if touch.is_step:
        record(touch, by=by, at=at, delivery=delivery)
        return
    _close(touch, at)
    Activity.objects.record(
        ANSWERS[TouchKind(touch.kind)],
        at=at,
        actor=by,
        prospect=touch.prospect,
        detail={"touch": touch.pk, "reply": touch.reply_id},
    )


def record(touch: Touch, *, by: User, at: datetime, **proof: Any) -> Attempt:
    """Close the try as made and let the next one be planned from this moment.

    Runs inside the caller's transaction. A try whose cadence was stopped while its letter was
    under way is still evidence; nothing more is planned for it.
    """
    attempt = Attempt.objects.create(
        touch=touch,
        enrollment_id=touch.enrollment_id,
        prospect_id=touch.prospect_id,
        by=by,
        channel=touch.channel,
        at=at,
        **proof,
    )
    _close(touch, at)
    Enrollment.objects.planned().filter(pk=touch.enrollment_id, next_step__lte=touch.number).update(
        next_step=touch.number + 1, plan_at=at, call_back_at=proof.get("call_back_at")
    )
    Activity.objects.record(
        ACTIVITY[Channel(touch.channel)],
        at=at,
        actor=by,
        prospect=touch.prospect,
        detail={"touch": touch.pk, "number": touch.number, "outcome": attempt.outcome},
    )
    return attempt


def _close(touch: Touch, at: datetime) -> None:
    Touch.objects.filter(pk=touch.pk).exclude(state=TouchState.DONE).update(
        state=TouchState.DONE,
        closed_at=at,
        seconds_open=_seconds_open(at),
        lease_by=None,
        lease_until=None,
    )


def _seconds_open(at: datetime) -> Case:
    """How long its rep had it open, where a page still says so; nothing where it was left behind, or never opened."""
    since = ExpressionWrapper(Value(at) - F("opened_at"), output_field=DurationField())
    still = Q(lease_by=F("owner"), lease_until__gte=at, opened_at__lte=at)
    return Case(When(still, then=Extract(since, "epoch")), output_field=IntegerField())
