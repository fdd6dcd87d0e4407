"""Stop: a subject does not pretend that a conversation is under way (R15)."""

import re

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Part, Span, State
from .review import LetterUnderReview, ReviewContext

CODE = "false_reply"
CHANNELS = (Channel.EMAIL,)
# Re and Fwd as mail programs of a dozen languages write them, also numbered: `Re[2]:`.
MARK = re.compile(
    r"[\s\[(]{0,8}(re|fw|fwd|aw|wg|sv|vs|vb|vl|antw|doorst|odp|pd|tr|rv|res|enc|rif|ynt|ilt)"
    r"\s{0,4}(?:[\[(]\d{1,4}[\])])?\s{0,4}[:：]",
    re.IGNORECASE,
)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    mark = MARK.match(letter.subject)
    if mark is None or letter.answers_them:
        return None
    title = _("“%(mark)s” pretends that %(name)s wrote to us") % {
        "mark": mark.group().strip(),
        "name": letter.first_name,
    }
    detail = _("Write an honest subject of your own.")
    span = Span(mark.start(), mark.end(), Part.SUBJECT)
    return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, span)
