"""Look: no bump, no guilt, no worn opening (R15)."""

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Part, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import find_phrase

CODE = "worn_phrases"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.POST)
BUMPS = (
    "circling back", "circle back", "following up", "follow up on my", "follow-up to my",
    "checking in", "check in again", "slipped through the cracks",
    "finds you well", "touching base", "touch base",
    "bumping this", "bump this", "quick bump", "gentle bump", "floating this", "float this",
    "resurfacing", "in case you missed", "in case this got buried", "got buried",
    "top of your inbox", "top of the inbox", "per my last", "as per my", "per my previous",
    "my last email", "my last e-mail", "my previous email", "my previous e-mail",
    "my earlier email", "my last message", "my previous message", "gentle reminder",
    "friendly reminder", "quick reminder", "just a reminder", "gentle nudge", "friendly nudge",
    "quick nudge", "a nudge", "nudging", "pinging you", "quick ping", "any thoughts on my",
    "any update on this", "any updates on this", "did you get a chance", "did you have a chance",
    "had a chance to", "get a chance to look", "wanted to follow up", "trying you again",
    "wanted to make sure you saw", "not sure if you saw", "making sure this reached you",
    "popping back", "looping back", "loop back", "reconnecting on this", "quick question",
)  # fmt: skip
GUILT = (
    "haven't heard back", "have not heard back", "haven't heard from you", "not heard from you",
    "you haven't replied", "you have not replied", "you haven't responded", "didn't hear back",
    "never heard back", "no response from you", "without a response", "without a reply",
    "not heard anything", "heard nothing back", "gotten a response", "got a response",
    "isn't a priority", "not a priority", "reached out a few times", "reached out several",
    "reaching out again", "tried to reach you",
    "trying to reach you", "tried reaching you", "several times now",
    "numerous attempts", "multiple attempts", "third attempt", "last attempt", "final attempt",
    "last chance", "final notice", "close your file", "closing your file", "break up with you",
    "breakup email", "break-up email", "permission to close", "crocodile", "alligator",
    "trapped under", "assume you're not", "assume you are not", "guess you're not",
    "i take it you", "are you ignoring", "ignoring me", "you must be busy", "too busy to reply",
    "disappointed", "least you could", "give up on you", "giving up on you", "did i offend",
    "did i do something", "hurt my feelings", "cross you off", "don't want to be a pest",
    "not to be a pest", "hate to bother", "sorry to bother", "don't make me",
)  # fmt: skip


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    bump = _("A worn phrase: “%(phrase)s”"), _("Say what is new for %(name)s, and begin there.")
    guilt = _("This asks %(name)s to feel bad: “%(phrase)s”"), _("Nobody owes us an answer.")
    for phrases, (title, detail) in ((GUILT, guilt), (BUMPS, bump)):
        for part, text in ((Part.SUBJECT, letter.subject), (Part.BODY, letter.body)):
            found = find_phrase(text, phrases)
            if found:
                words = {"phrase": found.phrase, "name": letter.first_name}
                span = Span(found.start, found.end, part)
                told = title % words, detail % words
                return CheckResult(CODE, Kind.LOOK, State.WARN, *told, span)
    return None
