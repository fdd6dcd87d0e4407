"""Stop: somebody there wrote back, and it is not read yet (R8)."""

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, State
from .review import LetterUnderReview, ReviewContext

CODE = "unread_reply"
CHANNELS = tuple(Channel)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    title = context.standing.unread_reply.rstrip(".")
    if not title:
        return None
    return CheckResult(CODE, Kind.STOP, State.STOP, title, _("Read it first."))
