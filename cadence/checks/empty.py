"""Stop: there is a subject and a text."""

from django.utils.translation import gettext as _

from cadence.enums import TouchKind
from prospects.enums import Channel

from .results import CheckResult, Kind, Part, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import own_lines

CODE = "empty"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.POST)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if not letter.body.strip():
        detail = _("Write to %(name)s, or skip this try.") % {"name": letter.first_name}
        return _stop(_("There is no letter yet"), detail, Part.BODY)
    if letter.kind is TouchKind.ANSWER and not own_lines(letter.body, letter.sender_name):
        detail = _("%(name)s waits for your own words.") % {"name": letter.first_name}
        return _stop(_("There is no answer yet"), detail, Part.BODY)
    if letter.channel == Channel.EMAIL and not letter.subject.strip():
        detail = _("A few words about %(name)s’s day.") % {"name": letter.first_name}
        return _stop(_("There is no subject yet"), detail, Part.SUBJECT)
    return None


def _stop(title: str, detail: str, part: Part) -> CheckResult:
    return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, Span(0, 0, part))
