"""Stop: there is a subject and a text."""

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Part, Span, State
from .review import LetterUnderReview, ReviewContext

CODE = "empty"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.POST)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if not letter.body.strip():
        detail = _("Write to %(name)s, or skip this try.") % {"name": letter.first_name}
        return _stop(_("There is no letter yet"), detail, Part.BODY)
    if letter.channel == Channel.EMAIL and not letter.subject.strip():
        detail = _("A few words about %(name)s’s day.") % {"name": letter.first_name}
        return _stop(_("There is no subject yet"), detail, Part.SUBJECT)
    return None


def _stop(title: str, detail: str, part: Part) -> CheckResult:
    return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, Span(0, 0, part))
