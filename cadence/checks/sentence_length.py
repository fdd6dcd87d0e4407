"""Look: a sentence can be said in one breath (R14)."""

import re
from itertools import islice

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Mend, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import count_words, own_lines

CODE = "sentence_length"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.CALL, Channel.POST)
# Where a voice rests: a full stop, a colon, a semicolon, a dash between spaces, a blank line.
REST = re.compile(r"[.!?…:;](?=[\s\"”’)])|[^\S\n][–—-](?=[^\S\n])|\n[^\S\n]{0,80}(?=[\n•*\d-])")
MOST_SENTENCES = 500
# A joint, and the subject with which a sentence of its own begins. Without its comma, `and` may join two names.
CLAUSE = re.compile(
    r"(?:,[ \n](?P<and>and)|,?[ \n](?P<turn>but|so))[ \n](?P<subject>I|we|he|she|they|it|there|nobody)(?=[ \n'’])",
    re.IGNORECASE,
)
MOST_CLAUSES = 100
FEWEST = 5  # words in either half


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    most = context.limits.sentence_words
    for start, end in _breaths(letter):
        count = count_words(letter.body[start:end])
        if count > most:
            title = _("%(count)s words in one breath") % {"count": count}
            detail = _("Make two sentences of it, up to %(most)s words each.") % {"most": most}
            mend = _two_of(letter.body, start, end)
            return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, Span(start, end), mend)
    return None


def _two_of(body: str, start: int, end: int) -> Mend | None:
    """Two sentences, cut nearest the middle where a clause with a subject of its own begins; none where none does."""
    middle = (start + end) // 2
    cuts = list(islice(CLAUSE.finditer(body, start, end), MOST_CLAUSES))
    if not cuts:
        return None
    cut = min(cuts, key=lambda found: abs(found.start() - middle))
    if min(count_words(body[start : cut.start()]), count_words(body[cut.end() : end])) < FEWEST:
        return None
    turn, subject = cut["turn"], cut["subject"]
    opening = f"{turn.capitalize()} {subject}" if turn else subject[0].upper() + subject[1:]
    return Mend(_("Make two of it"), f". {opening}", Span(*cut.span()))


def _breaths(letter: LetterUnderReview) -> list[tuple[int, int]]:
    """Where each of our own sentences begins and ends."""
    lines = own_lines(letter.body, letter.sender_name)
    if not lines:
        return []
    begin, end = lines[0].start, lines[-1].start + len(lines[-1].text)
    breaths = []
    for rest in islice(REST.finditer(letter.body, begin, end), MOST_SENTENCES):
        breaths.append((begin, rest.start()))
        begin = rest.end()
    return [*breaths, (begin, end)]
