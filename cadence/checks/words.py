"""Look: short enough to be read (R14)."""

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import count_words

CODE = "words"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.POST)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if letter.is_invitation:
        return _invitation(letter, context.limits.invitation_characters)
    limits = context.limits
    most = limits.first_letter_words if letter.is_first_letter else limits.later_letter_words
    count = count_words(letter.body)
    words = {"count": count, "most": most, "name": letter.first_name, "over": count - most}
    title = _("%(count)s words") % words
    if count <= most:
        return CheckResult(CODE, Kind.LOOK, State.PASS, title, _("Up to %(most)s.") % words)
    detail = _("%(over)s too many for %(name)s to read standing up. Keep it to %(most)s.") % words
    return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, Span(0, len(letter.body)))


def _invitation(letter: LetterUnderReview, most: int) -> CheckResult:
    count = len(letter.body.strip())
    title = _("%(count)s characters") % {"count": count}
    if count <= most:
        detail = _("Up to %(most)s.") % {"most": most}
        return CheckResult(CODE, Kind.LOOK, State.PASS, title, detail)
    detail = _("LinkedIn takes %(most)s and cuts off the rest.") % {"most": most}
    return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, Span(most, len(letter.body)))
