"""Look: a letter asks once."""

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import plain, sentences
from .way_out import is_way_out

CODE = "one_ask"
CHANNELS = (Channel.EMAIL, Channel.POST)
REQUESTS = (
    "let me know", "please reply", "please call", "please book", "please send", "please click",
    "please confirm", "send me", "call me", "ring me", "book a", "schedule a", "sign up",
    "click here", "click the", "download", "register", "forward this", "introduce me",
    "put me in touch", "point me to", "reply with", "i'd like to ask", "could you", "would you",
    "can you", "can we", "could we", "shall we", "are you free", "do you have time",
)  # fmt: skip


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    asks = [match for match in sentences(letter.body) if _is_ask(match.group())]
    if len(asks) <= 1:
        return None
    title = _("%(count)s things asked at once") % {"count": len(asks)}
    detail = _("Ask %(name)s one thing. The rest can wait for another day.") % {
        "name": letter.first_name
    }
    return CheckResult(
        CODE, Kind.LOOK, State.WARN, title, detail, Span(asks[1].start(), asks[1].end())
    )


def _is_ask(sentence: str) -> bool:
    small = plain(sentence)
    asks = small.endswith("?") or any(request in small for request in REQUESTS)
    return asks and not is_way_out(sentence)
