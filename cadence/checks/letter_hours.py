"""Look: a letter arrives in the person's working day."""

from django.utils.translation import gettext as _

from cadence.schedule import hours_for, hours_open, is_working_day
from prospects.enums import Channel

from .results import CheckResult, Kind, State
from .review import LetterUnderReview, ReviewContext

CODE = "letter_hours"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    local = context.now.astimezone(context.zone)
    hours = hours_for(letter.channel)
    words = {
        "time": local.strftime("%H:%M"),
        "name": letter.first_name,
        "opens": hours.opens.strftime("%H:%M"),
        "closes": hours.closes.strftime("%H:%M"),
    }
    if not is_working_day(local.date(), context.person):
        title = _("It is a day off for %(name)s") % words
        return CheckResult(CODE, Kind.LOOK, State.WARN, title, _("A working day is kinder."))
    if not hours_open(letter.channel, context.now, context.zone):
        title = _("It is %(time)s for %(name)s") % words
        detail = _("Between %(opens)s and %(closes)s is kinder.") % words
        return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail)
    return None
