"""Look: a sentence can be said in one breath (R14)."""

import re
from itertools import islice

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import count_words, own_lines

CODE = "sentence_length"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.CALL, Channel.POST)
# Where a voice rests: a full stop, a colon, a semicolon, a dash between spaces, a blank line.
REST = re.compile(r"[.!?…:;](?=[\s\"”’)])|[^\S\n][–—-](?=[^\S\n])|\n[^\S\n]{0,80}(?=[\n•*\d-])")
MOST_SENTENCES = 500


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    most = context.limits.sentence_words
    for start, end in islice(_breaths(letter), MOST_SENTENCES):
        count = count_words(letter.body[start:end])
        if count > most:
            title = _("%(count)s words in one breath") % {"count": count}
            detail = _("Make two sentences of it, up to %(most)s words each.") % {"most": most}
            return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, Span(start, end))
    return None


def _breaths(letter: LetterUnderReview) -> list[tuple[int, int]]:
    """Where each of our own sentences begins and ends."""
    lines = own_lines(letter.body, letter.sender_name)
    if not lines:
        return []
    begin, end = lines[0].start, lines[-1].start + len(lines[-1].text)
    breaths = []
    for rest in REST.finditer(letter.body, begin, end):
        breaths.append((begin, rest.start()))
        begin = rest.end()
    return [*breaths, (begin, end)]
