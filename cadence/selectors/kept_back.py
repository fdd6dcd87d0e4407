"""What keeps an open try back besides what its words are, as the service says it."""

from datetime import datetime

from cadence.models import Touch
from cadence.policies.by_hand import mail_of_today, why_it_waits
from prospects.models import Prospect
from prospects.selectors.asked_as import asked_as
from prospects.selectors.suppressions import suppression_for
from team.models import User


def waits_for_tomorrow(touch: Touch, viewer: User, at: datetime) -> str:
    """Who of us wrote to them by hand today; "" where nobody did, and where the try may be made all the same."""
    mail = mail_of_today(touch, at) if touch.is_open else None
    return why_it_waits(mail, viewer, at) if mail else ""


def asked_elsewhere(touch: Touch, at: datetime) -> Prospect | None:
    """The other record under which they asked us to stop. `touch` comes from the desk, with whether anybody did."""
    is_stopped: bool = touch.is_stopped  # type: ignore[attr-defined]
    stop = suppression_for(touch.prospect, touch.channel, at) if is_stopped else None
    return asked_as(touch.prospect, stop) if stop else None
