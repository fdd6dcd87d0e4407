"""Look: the subject is short and not one they have seen from us (R14)."""

from collections.abc import Iterable

from django.utils import formats
from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Part, Span, State
from .review import EarlierLetter, LetterUnderReview, ReviewContext
from .text import count_words, squashed

CODE = "subject"
CHANNELS = (Channel.EMAIL,)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if not letter.subject.strip():
        return None
    used = _used_before(letter.subject, letter.earlier)
    if used:
        title = _("The subject was used on %(date)s") % {
            "date": formats.date_format(used.sent_on, "j F")
        }
        return _warn(letter, title, _("A new letter deserves its own."))
    count, most = count_words(letter.subject), context.limits.subject_words
    if count > most:
        title = _("%(count)s words in the subject") % {"count": count}
        detail = _("A phone shows about %(most)s. Which ones are about %(name)s?") % {
            "most": most,
            "name": letter.first_name,
        }
        return _warn(letter, title, detail)
    return CheckResult(CODE, Kind.LOOK, State.PASS, _("A short subject of its own"))


def _used_before(subject: str, earlier: Iterable[EarlierLetter]) -> EarlierLetter | None:
    wanted = squashed(subject)
    return next((letter for letter in earlier if squashed(letter.subject) == wanted), None)


def _warn(letter: LetterUnderReview, title: str, detail: str) -> CheckResult:
    span = Span(0, len(letter.subject), Part.SUBJECT)
    return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span)
