"""What became of a review: whether its letter waits, left, or may have left."""

from datetime import datetime

from django.db.models import Case, When
from django.utils.translation import gettext as _

from cadence.enums import DeliveryState
from cadence.models import Approval, Delivery, Draft, Touch


def last_approval(touch: Touch) -> Approval | None:
    """The newest; but one whose letter may have left stands before whatever was reviewed since."""
    unknown = Case(When(delivery__state=DeliveryState.UNKNOWN, then=0), default=1)
    approvals = touch.approvals.select_related("delivery", "withdrawal", "session")
    return approvals.order_by(unknown, "-approved_at").first()


def waits_to_leave(approval: Approval, newest: Draft | None, at: datetime) -> bool:
    """Reviewed, still the newest words, neither sent nor taken back, still in time and where somebody is signed in."""
    return is_untouched(approval, newest) and not why_lapsed(approval, at)


def why_lapsed(approval: Approval, at: datetime) -> str:
    """Why what was reviewed leaves no more by itself; empty while it may."""
    if not approval.session.is_live(at):
        return _("You signed out since you reviewed this. Read it once more and send it.")
    if approval.expires_at <= at:
        return _("That was more than fifteen minutes ago. Read it once more, then send it.")
    return ""


def is_untouched(approval: Approval, newest: Draft | None) -> bool:
    """Nothing has become of this review: not sent, not taken back, not written over."""
    return (
        getattr(approval, "delivery", None) is None
        and getattr(approval, "withdrawal", None) is None
        and newest is not None
        and approval.draft_id == newest.pk
    )


def is_unknown(approval: Approval | None) -> bool:
    """Whether its letter left or not, nobody has said yet."""
    delivery: Delivery | None = getattr(approval, "delivery", None)
    return delivery is not None and delivery.state == DeliveryState.UNKNOWN
