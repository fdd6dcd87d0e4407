"""Stop: nothing in the text hides, turns the writing direction or breaks a header."""

import re

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Part, Span, State
from .review import LetterUnderReview, ReviewContext

CODE = "hidden_characters"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.POST)
# Control characters, lone surrogates, zero-width marks and bidirectional controls. Joiners stay:
# Persian, Hindi and many emoji need them.
HIDDEN = (
    r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff"
    r"\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
)
IN_BODY = re.compile(f"[{HIDDEN}]")
IN_SUBJECT = re.compile(f"[{HIDDEN}\\n\\r\\t]")


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    in_subject = IN_SUBJECT.search(letter.subject)
    found = in_subject or IN_BODY.search(letter.body)
    if found is None:
        return None
    part = Part.SUBJECT if in_subject else Part.BODY
    title = _("A hidden character (U+%(code)04X)") % {"code": ord(found.group())}
    detail = _("It came along with a paste. Take it out.")
    span = Span(found.start(), found.end(), part)
    return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, span)
