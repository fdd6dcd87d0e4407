"""Stop: a "no" is answered in two lines that ask for nothing (R9). The database asks the same, with less to go by."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .calendar_link import leads_to_a_calendar
from .results import CheckResult, Kind, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import TOKEN, count_words, find_phrase

CODE = "acknowledgement"
CHANNELS = (Channel.EMAIL,)
MOST_WORDS = 40
QUESTION = re.compile(r"[?？؟]")
LINK = re.compile(r"https?:|www\.|[^\W_]\.[^\W\d_]{2,}/", re.IGNORECASE)
PITCH = (
    "demo", "pricing", "price", "call", "calls", "meeting", "meet", "calendar", "discount", "offer", "trial",
    "webinar", "case study", "quick chat", "reconsider", "change your mind", "before you decide",
    "one last thing", "one more thing",
)  # fmt: skip


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    for fault in _faults(letter):
        return fault
    detail = _("Up to %(most)s words, no question, no link, no pitch.") % {"most": MOST_WORDS}
    return CheckResult(CODE, Kind.STOP, State.PASS, _("It asks for nothing"), detail)


def _faults(letter: LetterUnderReview) -> Iterator[CheckResult]:
    count = count_words(letter.body)
    if count > MOST_WORDS:
        yield _stop(
            _("%(count)s words for a thank-you") % {"count": count},
            _("%(name)s said no. Two lines are enough; keep it to %(most)s words.")
            % {"name": letter.first_name, "most": MOST_WORDS},
            Span(0, len(letter.body)),
        )
    question = QUESTION.search(letter.body)
    if question:
        title = _("A question to somebody who said no")
        yield _stop(title, _("Thank them, and ask for nothing."), Span(*question.span()))
    link = LINK.search(letter.body) or _calendar(letter.body)
    if link:
        title = _("A link to somebody who said no")
        yield _stop(title, _("Take it out. The door stays open without it."), Span(*link.span()))
    pitch = find_phrase(letter.body, PITCH)
    if pitch:
        title = _("“%(phrase)s” is a pitch after a no") % {"phrase": pitch.phrase}
        yield _stop(title, _("Thank them and stop there."), Span(pitch.start, pitch.end))


def _calendar(body: str) -> re.Match[str] | None:
    found = (token for token in TOKEN.finditer(body) if leads_to_a_calendar(token.group()))
    return next(found, None)


def _stop(title: str, detail: str, span: Span) -> CheckResult:
    return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, span)
