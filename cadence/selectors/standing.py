"""What keeps any letter back today, whatever its words: for the margin, which says it beside them."""

from datetime import datetime

from cadence.checks import Standing
from cadence.models import Touch
from prospects.selectors.suppressions import suppression_for


def standing_today(touch: Touch, at: datetime, *, held: str) -> Standing:
    """`touch` comes from the desk, with what its query counted; `held` says why nobody there is written to."""
    stop = None
    if touch.is_step and touch.is_stopped:  # type: ignore[attr-defined]
        stop = suppression_for(touch.prospect, touch.channel, at)
    return Standing(
        asked_to_stop_on=stop.created_at.astimezone(touch.prospect.zone).date() if stop else None,
        unread_reply=held if touch.is_step else "",
        sent_today=touch.sent_today or 0,  # type: ignore[attr-defined]
    )
