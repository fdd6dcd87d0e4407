"""Look: short enough to be read (R14)."""

from itertools import zip_longest

from django.utils.translation import gettext as _

from cadence.card import is_for_a_machine, is_heading
from prospects.enums import Channel

from .results import CheckResult, Kind, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import count_words, lines

CODE = "words"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.CALL, Channel.POST)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if letter.is_invitation:
        return _invitation(letter, context.limits.invitation_characters)
    if letter.channel == Channel.CALL:
        return _voicemail(letter, context.limits.voicemail_words)
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


def _voicemail(letter: LetterUnderReview, most: int) -> CheckResult | None:
    start, end = left_on_a_machine(letter.body)
    count = count_words(letter.body[start:end])
    if count <= most:
        return None
    title = _("%(count)s words on a machine") % {"count": count}
    detail = _("Twenty seconds are %(most)s. What may %(name)s do without?") % {
        "most": most,
        "name": letter.first_name,
    }
    return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, Span(start, end))


def what_they_get(letter: LetterUnderReview) -> str:
    """The body, and of a call what is for a machine, with every word in its place."""
    if letter.channel != Channel.CALL:
        return letter.body
    start, end = left_on_a_machine(letter.body)
    return " " * start + letter.body[start:end]


def left_on_a_machine(body: str) -> tuple[int, int]:
    """Where the words for a machine begin and end: under their heading, or all where nothing has one."""
    headings = [line for line in lines(body) if is_heading(line.text)]
    if not headings:
        return 0, len(body)
    for heading, following in zip_longest(headings, headings[1:]):
        if is_for_a_machine(heading.text):
            start = heading.start + len(heading.text)
            return start, following.start if following else len(body)
    return 0, 0
