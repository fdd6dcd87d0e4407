"""Stop: a "no" is answered in two lines that ask for nothing (R9). The database asks the same, with less to go by."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .calendar_link import addresses, leads_to_a_calendar
from .phrases import Phrases, Token, tokens
from .results import CheckResult, Kind, Mend, Span, State
from .review import LetterUnderReview, OwnLines, ReviewContext
from .text import TOKEN, Found, count_words, own_lines, sentences

CODE = "acknowledgement"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.CALL, Channel.POST)
MOST_WORDS = 45  # between greeting and signature
QUESTION = re.compile(r"[?？؟]")
LINK = re.compile(r"https?:|www\.|[^\W_]\.[^\W\d_]{2,}/", re.IGNORECASE)
PITCH = Phrases(
    """
    demo; pricing; price; prices; calendar; discount; offer; offers; offering; trial; webinar; newsletter; brochure; catalogue; case study|studies; costs nothing; is|are|for free; free of charge; no commitment|obligation; missed chance|opportunity; keep|bear me|us|it|this in mind; first month; guarantee*; budget; budgets; quote; proposal; percent; fifteen|15|10|ten|20|30 minutes
    surprise* me; surprised by|that|to; many|most|other|others ... said|say|tell|thought|think|came|come|changed|like; people ... usually|often|normally; next time|quarter; down the road|line; someone|somebody else|who; whoever; colleague of yours|who; who else|you
    reconsider*; change|changed your mind; second thoughts; think again|over|about|twice; thought again; one last|more|final thing|question|thought|point; urge you; convince*; persuade*; mistake; regret*; pity; too bad; shame; unfortunate; disappoint*; in case it|you|that
    had hoped|expected; so be it; after all the|my|our|that ... work|effort|time|trouble; keep|stay|keeping|staying ... touch|loop|posted|radar|informed|updated; always here|there|happy|open|welcome; here if|when|whenever; now or never; just so you; for your information|files|documents; fyi; out of interest; curious; worth checking|a; saves|saving ... money|time|cost|costs|per
    feel free to; reach out; pass|forward ... to|on; point me; note that; do have a look; have|take a look|moment; tell me|us why|what|which|how; what made|makes; monthly|weekly|quarterly; still ... think|believe|hope|convinced|love|curious; i do think|believe|hope|feel|hear
    angebot; rabatt; termin; gesprach; vorfuhr*; demo*; uberlegen sie; falls sie ... anders|doch|spater|einmal; darf|durfte ich; warum; schade; melde mich ... wieder|spater|nachst*; ich ... melde|frage ... wieder|spater|nach; unsere losung|software|produkte; offre; remise; rendez vous; reconsider*; si vous changez; dommage; puis je; pourquoi; je reviendrai; oferta; descuento; reunion; si cambia; lastima; puedo preguntar; por que; aanbod; korting; afspraak; jammer; mag ik; waarom; mocht u; offerta; sconto; peccato; posso chiedere; perche; oferta; rabat; szkoda; czy moge
    """,
    unless="""
    as you|he|she asked|suggested|said|wished|proposed|wanted|wrote; sorry ... my|our|for|that|i|we; not|never ... keep|stay|reach ... touch|out; your decision|offer; feel free|sorry; thank|thanks ... offer|offering|look*|moment|time; good look; saves|saved|saving|spares me|us|both; worth a lot|great|deal
    """,
)
# What they asked of us themselves is no pitch.
AS_ASKED = Phrases(
    """
    you asked|told|invited|wanted me|us to; you said|suggested|proposed to; as you asked|wished|suggested|proposed; sie baten|bitten mich|uns; wie gewunscht; comme vous l'avez demande; como me pidio; zoals u vroeg
    """
)
# A door that is left open, for as long as they like.
DOOR = Phrases(
    """
    you know where|how; anything|things|that|it|this ever? change|changes|shift|shifts; ever need|want; i am|will be? here; welcome to write|ring|call; my|the door stays|is|remains
    """
)
UNTIL = frozenset(
    "until till by before deadline friday monday tuesday wednesday thursday saturday sunday week month january february march april may june july august september october november december".split()
)
# Beyond thanks and respect: what we do next, what would have to be so, us once more.
TURNS = frozenset("before meanwhile meantime anyway instead perhaps maybe".split())
CONDITIONS = frozenset("if should whenever once".split())
HELPERS = frozenset("will shall would can could might may do add also".split())
# What we may say that we do: all of it ends this.
ENDS_IT = frozenset(
    "stop leave respect take close be still get remove delete make note mark keep remember bow cross see understand appreciate"
    " trouble wish hope thank accept let am are were have live seen been done read known".split()
)
THANKS = ("thank", "merci", "dank", "apprecia")
# Who are held up to them: `Most people don't see it at first.`
OTHERS = frozenset("most many others everyone everybody people some".split())
# `Though most who wait pay more.`
CONTRASTS = frozenset("though although however but still only".split())
# Which no door that is left open needs.
PUSHES = frozenset("our please offer show help send call meet price try look".split())
EITHER_OF_US = frozenset("you your i we us our things anything something".split())
# `We have a sister company`; not `we have noted it`.
MORE = frozenset(
    "a an some other another new more copied sent attached asked passed put forwarded included added".split()
)
NEAR = 5  # words between a promise and its `not`
# `The winter would be the ideal moment.`
SUPPOSES = frozenset("would could might".split())
# `I'd seen it` had been so.
PAST = frozenset("have seen been read known done had got sent".split())
NOT = frozenset("not no never nothing nobody without stop off".split())


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    for fault in _faults(letter, context.own):
        return fault
    detail = _("Up to %(most)s words, no question, no link, no pitch.") % {"most": MOST_WORDS}
    return CheckResult(CODE, Kind.STOP, State.PASS, _("It asks for nothing"), detail)


def _faults(letter: LetterUnderReview, own: OwnLines) -> Iterator[CheckResult]:
    count = sum(count_words(line.text) for line in own_lines(letter.body, letter.sender_name))
    if count > MOST_WORDS:
        yield _stop(
            _("%(count)s words for a thank-you") % {"count": count},
            _("%(name)s said no. Two lines are enough; keep it to %(most)s words.")
            % {"name": letter.first_name, "most": MOST_WORDS},
            Span(0, len(letter.body)),
        )
    question = QUESTION.search(letter.body)
    if question:
        title = _("A question to somebody who said no")
        yield _stop(title, _("Thank them, and ask for nothing."), Span(*question.span()))
    link = LINK.search(letter.body) or _calendar(letter.body, own)
    if link:
        title = _("A link to somebody who said no")
        detail = _("Take it out. The door stays open without it.")
        yield _stop(title, detail, Span(*link.span()), _without(letter.body, link))
    pitch = _pitch(letter.body) or _goes_on(letter.body)
    if pitch:
        title = _("“%(phrase)s” is a pitch after a no") % {"phrase": pitch.phrase}
        yield _stop(title, _("Thank them and stop there."), Span(pitch.start, pitch.end))


def _pitch(body: str) -> Found | None:
    asked = [each.span() for each in sentences(body) if AS_ASKED.find(each.group())]
    return next(
        (
            found
            for found in PITCH.finds(body)
            if not any(start <= found.start < end for start, end in asked)
        ),
        None,
    )


def _goes_on(body: str) -> Found | None:
    """The first words of a sentence beyond thanks and respect."""
    asked = False
    for sentence in sentences(body):
        said = tokens(sentence.group())
        place = _turn([token.word for token in said])
        does_it = asked and PUSHES.isdisjoint(token.word for token in said)
        asked = AS_ASKED.find(sentence.group()) is not None
        if place is not None and not does_it and not _is_allowed(sentence.group(), said):
            start, end = said[place].start, said[min(place + 2, len(said) - 1)].end
            phrase = " ".join(sentence.group()[start:end].split())
            return Found(phrase, sentence.start() + start, sentence.start() + end)
    return None


def _is_allowed(sentence: str, said: tuple[Token, ...]) -> bool:
    """What they asked for, or a door left open without a day on which it shuts."""
    if AS_ASKED.find(sentence):
        return True
    words = {token.word for token in said}
    return DOOR.find(sentence) is not None and words.isdisjoint(UNTIL | PUSHES)


def _turn(words: list[str]) -> int | None:
    """Where a sentence turns from them to what we want."""
    ours = not EITHER_OF_US.isdisjoint(words)
    refuses = not NOT.isdisjoint(words)
    thanks = any(word.startswith(THANKS) for word in words)
    for place, word in enumerate(words):
        before, after = words[max(0, place - NEAR) : place], words[place + 1 : place + 1 + NEAR]
        if place == 0 and ((word in OTHERS and not thanks) or (word in CONTRASTS and not refuses)):
            return place
        if not refuses and (
            (word in TURNS and not thanks and _leads_on(word, after))
            or (ours and _is_condition(word, before))
        ):
            return place
        if not NOT.isdisjoint([*before, *after]):
            continue
        if word == "please" or (
            word == "our" and not thanks and before[-1:] not in (["on"], ["off"])
        ):
            return place
        if word in ("i", "we") and after and _goes_further(word, after):
            return place
        supposes = word in SUPPOSES or (word == "should" and place == 0)
        if (supposes and not thanks and PAST.isdisjoint(after[:1])) or (
            word == "you" and after[:1] == ["will"]
        ):
            return place
    return None


def _leads_on(word: str, after: list[str]) -> bool:
    """Not `before I had seen your answer`, nor a last `anyway`."""
    return bool(after) and not (word == "before" and after[0] in ("i", "we"))


def _is_condition(word: str, before: list[str]) -> bool:
    if word == "if":
        return before[-1:] != ["as"]
    return word in CONDITIONS and not before


def _goes_further(who: str, following: list[str]) -> bool:
    """`I will check back`, `we could`; not `I will leave it there`."""
    if following[0] == "have":
        return not MORE.isdisjoint(following[1:2])
    if following[0] not in HELPERS:
        return who == "we" and following[0] not in ENDS_IT
    verb = next((word for word in following if word not in HELPERS), "")
    return bool(verb) and verb not in ENDS_IT


def _calendar(body: str, own: OwnLines) -> re.Match[str] | None:
    found = (token for token in addresses(body) if leads_to_a_calendar(token.group(), own))
    return next(found, None)


def _without(body: str, link: re.Match[str]) -> Mend | None:
    """The letter without the whole address of which `link` is a part."""
    for token in TOKEN.finditer(body):
        if token.end() > link.start():
            return Mend(_("Take the link out"), "", Span(token.start(), token.end()))
    return None


def _stop(title: str, detail: str, span: Span, mend: Mend | None = None) -> CheckResult:
    return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, span, mend)
