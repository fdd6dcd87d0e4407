"""Look: a letter asks once."""

import re
from itertools import pairwise

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .particulars import About, has_particulars
from .phrases import Phrases, tokens
from .results import CheckResult, Kind, Mend, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import sentences
from .way_out import is_for_another, is_way_out

CODE = "one_ask"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.POST)
REQUESTS = Phrases(
    """
    let me know; please ... reply|call|book|send|click|confirm|forward|pass|ring|tell|share|introduce|register|download|visit|complete|fill|sign|choose|pick|see|watch|join|subscribe|advise; send|give|call|ring|email|introduce|show|connect|refer me; book|schedule|arrange a|some; sign up; click here|the|below|on; download|register here|now|today|online|for|at|on|your|the|our; forward this|it|my; put me in touch; point me to; reply with; i would like to ask; could|would|can you; can|could|shall we; are you free; do you have time; pick a; choose a; join us|me; follow us|our
    sagen sie mir; bitte ... senden|rufen|antworten|buchen|leiten; konnten|wurden sie; pouvez|pourriez vous; merci de; podria|puede|podrias usted|decirme|enviarme; kunt|kun u|je; puo|potrebbe
    """
)
# `How are you keeping?` opens a letter and asks nothing of anybody.
GREETS = Phrases(
    """
    how are|is things|you|yourself|life|everyone|everybody; how do you do; how have you been; how goes it|things|the; all well with; are you well|keeping; wie geht; comment allez; como esta|estas; hoe gaat
    """
)
# What we would bring takes one word to have; the question beside it is still the one asked.
OFFERS = Phrases(
    """
    shall|should|may|might|can|could|would i|we ... send|show|share|put|bring|lend|pass|post|forward|introduce|ask|drop|leave|copy|print|give|find|draw; want|fancy|need|care a|an|the|it|them|one|that|this|his|her|their|to|for|my|our; would you ... like|want|care|have|welcome|use; would ... help|be|useful|use|interest|handy|good|welcome|worth; worth a|seeing|sending|reading|having|knowing; is|are that|it|this|they|either|any ... use|useful|help|interest|good; do|did you want
    """,
    unless="""
    call|chat|meeting|meet|talk|demo|invite|calendar|minutes|coffee|slot|time|zoom|teams; can|could|would|may|shall|should|might i|we|you ... call|chat|meet|talk|demo|speak|discuss|schedule|book|time|minutes|coffee; would you ... know|tell|say
    """,
)
OF_BOTH = ("could", "would", "can", "shall", "may", "let")
WHO_DOES = frozenset("i we he she they you who".split())
# Several things wished for in one sentence: `look at our site, ring me and tell me which day`.
WISHES = re.compile(
    r"(?:^|[,;:.]|\band|\bor|\bthen) (?:please |then |just |kindly )?"
    r"(have a|take a|give|fill|tell|send|book|call|ring|visit|see|click|reply|let|pick|choose|join|follow|connect|check|sign|download|register"
    r"|like|subscribe|comment|vote|rate|endorse|pass|point|put|tag|watch|forward|share|introduce|complete|confirm|drop|look|read|email|text|answer|use|try)\b",
    re.IGNORECASE,
)
OF_US = frozenset("me us our my".split())
MANY_WISHES = 3
GOES_ON = re.compile(r"^[\s\"“(]*(?:or|oder|ou|o|of|eller|albo|and if so|if so)\b", re.IGNORECASE)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if letter.is_comment or letter.is_invitation:
        return None
    asks = _asks(letter.body)
    many = next((each for each in asks if _wishes(each.group()) >= MANY_WISHES), None)
    if many:
        return _told(letter, _wishes(many.group()), Span(many.start(), many.end()), None)
    if len(asks) <= 1 or _one_is_an_offer(asks) or _are_questions_on_theirs(letter, asks):
        return None
    second = Span(asks[1].start(), asks[1].end())
    return _told(letter, len(asks), second, _only_the_first(letter.body, asks))


def _told(letter: LetterUnderReview, count: int, span: Span, mend: Mend | None) -> CheckResult:
    title = _("%(count)s things asked at once") % {"count": count}
    detail = _("Ask %(name)s one thing. The rest can wait for another day.") % {
        "name": letter.first_name
    }
    return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span, mend)


def _wishes(sentence: str) -> int:
    """How many things one sentence wishes for, when one of them is for us."""
    if OF_US.isdisjoint(token.word for token in tokens(sentence)):
        return 0
    return sum(1 for _wish in WISHES.finditer(" " + sentence.strip()))


def _one_is_an_offer(asks: list[re.Match[str]]) -> bool:
    """A question, and whether we may hand something over: one of two."""
    return len(asks) == 2 and sum(OFFERS.find(each.group()) is not None for each in asks) == 1


def _are_questions_on_theirs(letter: LetterUnderReview, asks: list[re.Match[str]]) -> bool:
    """Two plain questions in one breath, in a letter with things of theirs: `Is it the gate? What does the log say?`"""
    if len(asks) != 2 or letter.body[asks[0].end() : asks[1].start()].strip():
        return False
    plain = not any(_requests(each.group()) for each in asks)
    return plain and has_particulars(letter, without=(About.US, About.WRITING))


def _only_the_first(body: str, asks: list[re.Match[str]]) -> Mend:
    """The letter with the first thing it asks, and what stands between the others."""
    begin, end = asks[1].start(), asks[-1].end()
    between = [body[one.end() : other.start()] for one, other in pairwise(asks[1:])]
    return Mend(_("Keep the first"), "".join(between), Span(begin, end))


def _asks(body: str) -> list[re.Match[str]]:
    """Every sentence that asks. One that goes on from the last, `Or is it…?`, asks no second thing."""
    asks: list[re.Match[str]] = []
    follows = False
    for sentence in sentences(body):
        if not _is_ask(sentence.group()):
            follows = False
            continue
        if not (follows and GOES_ON.match(sentence.group())):
            asks.append(sentence)
        follows = True
    return asks


def _requests(sentence: str) -> bool:
    """`Forward it to her`, and not `I can forward it`."""
    said = tokens(sentence)
    for found in REQUESTS.finds(sentence):
        before = [token.word for token in said if token.end <= found.start][-3:]
        if found.phrase.lower().startswith(OF_BOTH) or WHO_DOES.isdisjoint(before):
            return True
    return False


def _is_ask(sentence: str) -> bool:
    asks = (
        sentence.rstrip().endswith(("?", "？"))
        or _requests(sentence)
        or _wishes(sentence) >= MANY_WISHES
    )
    if not asks or GREETS.find(sentence) is not None:
        return False
    return not is_way_out(sentence) and not is_for_another(sentence)
