"""Look: no old mail below a new letter (R15)."""

import re

from django.utils.translation import gettext as _

from mailbox.inbound.quoting_words import (
    ATTRIBUTION_ENDINGS,
    ATTRIBUTION_OPENINGS,
    ATTRIBUTION_VERBS,
)
from prospects.enums import Channel

from .results import CheckResult, Kind, Mend, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import lines, quoted_at

CODE = "quoted_mail"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN)
LONGEST_LINE = 300
MOST_LINES = 500
HEADER = re.compile(
    r"[*_ ]{0,3}(from|sent|date|to|subject|von|gesendet|an|betreff|datum|de|envoyé|à|objet|enviado|para|asunto"
    r"|van|verzonden|aan|onderwerp|da|inviato|a|oggetto|od|wysłano|do|temat|från|skickat|till|ämne)"
    r"[*_ ]{0,3}[:：]",
    re.IGNORECASE,
)
HEADERS_TOGETHER = 3


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    start = None if letter.answers_them else _old_mail_at(letter.body)
    if start is None:
        return None
    title = _("Old mail below")
    detail = _("%(name)s has it already. Let this letter stand alone.") % {
        "name": letter.first_name
    }
    span = Span(start, len(letter.body))
    return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span, _mend(span))


def _old_mail_at(body: str) -> int | None:
    places = [quoted_at(body), _introduced_at(body)]
    return min((place for place in places if place is not None), default=None)


def _introduced_at(body: str) -> int | None:
    """Where a line says who wrote what follows, or a block of From, Sent and To begins."""
    together, begin = 0, 0
    for number, line in enumerate(lines(body)):
        if number >= MOST_LINES:
            return None
        text = " ".join(line.text[:LONGEST_LINE].lower().split())
        together = together + 1 if HEADER.match(text) else 0
        begin = begin if together > 1 else line.start
        if together >= HEADERS_TOGETHER or _is_attribution(text):
            return begin
    return None


def _is_attribution(line: str) -> bool:
    """`On Tuesday Maya wrote:` in a dozen languages: how it opens, that it closes, and a figure or address."""
    if not line.startswith(ATTRIBUTION_OPENINGS) or not line.endswith(":"):
        return False
    names_when = any(letter.isdigit() or letter == "@" for letter in line)
    said = line.endswith(ATTRIBUTION_ENDINGS) or any(verb in line for verb in ATTRIBUTION_VERBS)
    return names_when and said


def _mend(span: Span) -> Mend:
    return Mend(_("Take it off"), "", span)
