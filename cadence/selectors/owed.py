"""A letter that answers them, on the desk: what they wrote, what is due, and what keeps it back."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cadence.enums import TouchKind
from cadence.models import Reply, Touch
from cadence.policies.making import check_may_answer
from cadence.selectors.answers import Addressee, addressee_of
from cadence.selectors.rows import line_back
from team.models import User
from team.refusals import Refused


@dataclass(frozen=True, slots=True)
class Owed:
    """`kept_back` says why nothing may answer them now; "" when it may."""

    reply: Reply
    to: Addressee
    is_acknowledgement: bool
    due: str
    kept_back: str


def owed_on(touch: Touch, viewer: User, at: datetime) -> Owed | None:
    """None for a try: nothing is owed there but what was planned."""
    if touch.is_step:
        return None
    acknowledges = touch.kind == TouchKind.ACKNOWLEDGEMENT
    today = at.astimezone(viewer.zone).date()
    due = _("Your answer, in their thread")
    if acknowledges:
        due = line_back(touch.enrollment.ending, touch.due_on, today)
    return Owed(
        reply=touch.answered,
        to=addressee_of(touch),
        is_acknowledgement=acknowledges,
        due=due,
        kept_back=_why_not(touch, at) if touch.is_open else "",
    )


def _why_not(touch: Touch, at: datetime) -> str:
    try:
        check_may_answer(touch.answered, touch.kind, at)
    except Refused as refused:
        return refused.sentence
    return ""
