"""Stop: an invitation to connect carries no link and no pitch (R15)."""

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import TOKEN, find_phrase

CODE = "invitation"
CHANNELS = (Channel.LINKEDIN,)
PITCHES = (
    "demo", "our platform", "our solution", "our software", "our product", "our services",
    "our service", "our tool", "our offer", "we help", "we offer", "we provide", "we specialize",
    "we specialise", "i help", "book a", "schedule a", "set up a call", "hop on", "jump on",
    "quick call", "a short call", "15 minutes", "fifteen minutes", "20 minutes", "30 minutes",
    "half an hour", "free trial", "free consultation", "pricing", "discount", "roi", "save you",
    "saving you", "increase your", "boost your", "grow your", "your budget", "we've helped",
    "helps companies", "help companies", "helping companies", "case study", "sales pitch",
    "show you how", "show you what", "interested in seeing", "worth a chat", "leading provider",
)  # fmt: skip


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if not letter.is_invitation:
        return None
    detail = _("Say why %(name)s, and leave it there.") % {"name": letter.first_name}
    for token in TOKEN.finditer(letter.body):
        if _is_link(token.group().lower()):
            span = Span(token.start(), token.end())
            title = _("A link in an invitation")
            return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, span)
    pitch = find_phrase(letter.body, PITCHES)
    if pitch:
        title = _("An invitation is not a pitch: “%(phrase)s”") % {"phrase": pitch.phrase}
        span = Span(pitch.start, pitch.end)
        return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, span)
    return CheckResult(CODE, Kind.STOP, State.PASS, _("No pitch, no link"))


def _is_link(token: str) -> bool:
    host = token.partition("/")[0]
    return "://" in token or token.startswith("www.") or ("/" in token and "." in host.strip("."))
