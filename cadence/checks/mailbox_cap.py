"""Stop: a mailbox sends so many letters a day and no more."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prospects.enums import Channel

from .results import CheckResult, Kind, State
from .review import LetterUnderReview, ReviewContext

CODE = "mailbox_cap"
CHANNELS = (Channel.EMAIL,)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    sent = context.standing.sent_today
    if sent < context.limits.mailbox_a_day:
        return None
    title = ngettext("%(sent)s letter today", "%(sent)s letters today", sent) % {"sent": sent}
    detail = _("That is all this mailbox sends in a day. The rest keep until tomorrow.")
    return CheckResult(CODE, Kind.STOP, State.STOP, title, detail)
