"""Stop: too many letters of this mailbox came back, and nobody has looked why."""

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, State
from .review import LetterUnderReview, ReviewContext

CODE = "came_back"
CHANNELS = (Channel.EMAIL,)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if not context.mailbox_stop:
        return None
    title = _("Too many letters came back")
    return CheckResult(CODE, Kind.STOP, State.STOP, title, context.mailbox_stop)
