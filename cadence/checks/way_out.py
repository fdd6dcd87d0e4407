"""Look: saying no takes one line."""

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, State
from .review import LetterUnderReview, ReviewContext
from .text import sentences, squashed

CODE = "way_out"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.POST)
# A way out needs a door (what happens) and a key (what is enough to open it), in one sentence.
DOORS = (
    "i'll stop", "i will stop", "we'll stop", "we stop", "i stop", "stop writing", "stop here",
    "stop there", "i'll leave", "i will leave", "leave it", "leave you", "won't write",
    "will not write", "not write again", "no more letters", "not hear from me", "stay away",
    "i'll close", "take you off", "no hard feelings", "that is fine", "that's fine", "is fine",
    "is a good answer", "is an answer", "a fine answer", "all i need", "quite enough",
    "is enough", "i'll let it rest", "let it rest", "i'll bow out", "bow out",
    "i'll understand", "unsubscribe", "opt out",
)  # fmt: skip
KEYS = (
    "if", "tell me", "say so", "say no", "say the word", "a no", "no is", "one word", '"no"',
    "no thanks", "not for you", "a line", "one line", "a word", "reply", "write back",
    "let me know", "just say", "otherwise", "click", "link below",
)  # fmt: skip


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if letter.is_comment or letter.is_invitation:
        return None
    if any(is_way_out(match.group()) for match in sentences(letter.body)):
        detail = _("One line lets %(name)s stop this.") % {"name": letter.first_name}
        return CheckResult(CODE, Kind.LOOK, State.PASS, _("Easy to say no"), detail)
    detail = _("Give %(name)s one line that ends this: “If not, tell me and I’ll stop.”") % {
        "name": letter.first_name
    }
    return CheckResult(CODE, Kind.LOOK, State.WARN, _("No easy way to say no"), detail)


def is_way_out(sentence: str) -> bool:
    words = f" {squashed(sentence)} ".replace(",", "").replace(".", "").replace(":", " ")
    has_door = any(f" {door} " in words for door in DOORS)
    return has_door and any(f" {key} " in words for key in KEYS)
