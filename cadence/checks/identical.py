"""Stop: this is not, word for word, something already said to this company."""

from django.utils import formats
from django.utils.translation import gettext as _

from prospects.enums import Channel

from .novelty import own_words
from .results import CheckResult, Kind, Span, State
from .review import LetterUnderReview, ReviewContext
from .words import what_they_get

CODE = "identical"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.CALL, Channel.POST)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    said = own_words(what_they_get(letter), letter.sender_name)
    if not said:
        return None
    for earlier in letter.earlier:
        if own_words(earlier.text, letter.sender_name) == said:
            title = _("Word for word what was said on %(date)s") % {
                "date": formats.date_format(earlier.sent_on, "DAY_MONTH")
            }
            detail = _("Bring %(name)s something new.") % {"name": letter.first_name}
            span = Span(0, len(letter.body))
            return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, span)
    return None
