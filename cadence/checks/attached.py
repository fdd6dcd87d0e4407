"""Look: what the letter calls attached is attached."""

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import find_phrase

CODE = "attached"
CHANNELS = (Channel.EMAIL,)
PHRASES = (
    "is attached", "are attached", "it's attached", "i attached", "i've attached",
    "i have attached", "i'm attaching", "attached is", "attached are", "attached you", "attached,",
    "attached.", "attached a", "attached the", "attached file", "attached page", "attached note",
    "see attached", "find attached", "the attached", "attachment", "attachments", "enclosed",
    "attached",
)  # fmt: skip


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    found = None if letter.has_attachment else find_phrase(letter.body, PHRASES)
    if found is None:
        return None
    title = _("Nothing is attached")
    detail = _("You wrote “%(phrase)s”.") % {"phrase": found.phrase}
    span = Span(found.start, found.end)
    return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span)
