"""Stop: this person asked us to stop (R10)."""

from django.utils import formats
from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, State
from .review import LetterUnderReview, ReviewContext

CODE = "suppressed"
CHANNELS = tuple(Channel)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    asked_on = context.standing.asked_to_stop_on
    if asked_on is None:
        return None
    words = {"name": letter.first_name, "date": formats.date_format(asked_on, "DAY_MONTH_YEAR")}
    title = _("%(name)s asked us to stop on %(date)s") % words
    detail = _("Nothing goes to %(name)s, on any way they closed.") % words
    return CheckResult(CODE, Kind.STOP, State.STOP, title, detail)
