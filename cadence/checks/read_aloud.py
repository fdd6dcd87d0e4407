"""You: the rep has heard these words (R14)."""

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, State
from .review import LetterUnderReview, ReviewContext

CODE = "read_aloud"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.POST)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if letter.read_aloud:
        return CheckResult(CODE, Kind.YOU, State.PASS, _("Read aloud"))
    detail = _("Press R, or read it yourself and tick.")
    return CheckResult(CODE, Kind.YOU, State.WAIT, _("Read it aloud"), detail)
