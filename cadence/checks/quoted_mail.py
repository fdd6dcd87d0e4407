"""Look: no old mail below a new letter (R15)."""

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import quoted_at

CODE = "quoted_mail"
CHANNELS = (Channel.EMAIL,)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    start = None if letter.answers_them else quoted_at(letter.body)
    if start is None:
        return None
    title = _("Old mail below")
    detail = _("%(name)s has it already. Let this letter stand alone.") % {
        "name": letter.first_name
    }
    span = Span(start, len(letter.body))
    return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span)
