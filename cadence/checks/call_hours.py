"""Stop: a call outside the lawful hours of the person's country."""

from django.utils.translation import gettext as _

from cadence.schedule import call_is_legal_at
from prospects.enums import Channel

from .results import CheckResult, Kind, State
from .review import LetterUnderReview, ReviewContext

CODE = "call_hours"
CHANNELS = (Channel.CALL,)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    words = {
        "time": context.now.astimezone(context.zone).strftime("%H:%M"),
        "name": letter.first_name,
    }
    if call_is_legal_at(context.now, context.person):
        title = _("It is %(time)s for %(name)s") % words
        return CheckResult(CODE, Kind.STOP, State.PASS, title, _("A lawful hour to ring."))
    title = _("It is %(time)s for %(name)s, too early or too late to ring") % words
    return CheckResult(CODE, Kind.STOP, State.STOP, title, _("Ring in lawful hours."))
