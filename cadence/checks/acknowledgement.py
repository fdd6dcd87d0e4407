"""Stop: a "no" is answered in two lines that ask for nothing (R9). The database asks the same, with less to go by."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .calendar_link import addresses, leads_to_a_calendar
from .phrases import Phrases
from .results import CheckResult, Kind, Mend, Span, State
from .review import LetterUnderReview, OwnLines, ReviewContext
from .text import TOKEN, count_words

CODE = "acknowledgement"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.CALL, Channel.POST)
MOST_WORDS = 40
QUESTION = re.compile(r"[?？؟]")
LINK = re.compile(r"https?:|www\.|[^\W_]\.[^\W\d_]{2,}/", re.IGNORECASE)
PITCH = Phrases(
    """
    demo; pricing; price; prices; call; calls; meeting; meet; calendar; discount; offer; offers; offering; trial; webinar; newsletter; brochure; case study|studies; quick chat; free trial|month|of|for; costs nothing; first month; guarantee*; budget; budgets; quote; proposal
    let me ... try|know|ask|show|send|tell|call|write; i do ... think|believe|hope|feel; you will|would|should|could|might ... see|find|like|love|surprised|enjoy|notice|benefit|regret|know; worth checking|a|it; still ... love|like|curious|want|hope; who you use
    switched|moved|came|went|joined|signed|turned to|with|up us; i|we will ... drop|send|give|ring|call|email|write|ping|contact|message you|a|in|again|before|when|next|later; surprise* me; surprised by|that|to; who|what|which|how|why|where|when do|does|did|made|makes|is|are|was|were|has|have|would|could; do|did|have|are|would|could|can|will you; may|can|could i
    most|many|other|others|some|all ... customers|clients|people|companies|teams|others|firms ... said|say|told|felt|thought|think|came|come|changed|were; came round|around; down the road|line; you know where; next time; price|list|special price; here is|are our|my|the|a|some; point me; right colleague|person; i|we can|could ... send|show|share|save|offer; our new|latest; saves|saving ... percent|money|time|cost|costs|you|per; percent; if|should things|anything|something|circumstances|plans|priorities ... change*; i|we will ... reach|try|check|be|get ... next|again|later|soon; in case it|you|that helps|changes|change|want|need
    reconsider*; change your mind; changed your mind; second thoughts; think again|over|about|twice; thought again; before you decide|go|close|leave; one last|more|final thing|question|thought|point|try|word|note; just one; urge you; convince*; persuade*; mistake; regret*; pity; too bad; shame; unfortunate; disappoint*
    our ... service|services|product|products|platform|solution|solutions|software|tool|app|system|customers|clients|method|approach|features|version|release|website; we also|help|offer|provide|launched|saved|save|recently|could; with us; save ... money|time|fortune|you|us; many|most|other|others|companies|businesses|clinics|schools|hotels|foundries|firms|teams|customers|clients like you|yours; others ... like|tell|see|found|saw; people ... usually|often|normally
    check|checking|follow|following|circle|circling|touch|touching|reach|reaching|get|getting|be|come|coming|write|try|ring|call|contact ... again|back|touch|out|up|base ... in|next|later|quarter|month|months|year|when|with|soon|spring|summer|autumn|winter|time; i|we will ... try|check|follow|reach|circle|ping|touch ... again|in|back|up|out|base; keep|stay|keeping|staying ... touch|loop|posted|radar|informed|updated; add|put|put|sign|signed you ... list|newsletter|mailing; i|we will keep you|sending; in the meantime|meanwhile; until then; next quarter|budget
    i|we will ... pop|put|add|sign|move|stick|switch|subscribe|enrol|enroll you|your ... on|onto|to|in|into|for ... our|my|the|a; monthly|weekly|quarterly|round up|tips; now or never; just so you; for your information; fyi; if|should|when anything|something|things|needs|plans|circumstances ... come|comes|came|crop|crops|arise|arises|happen|happens|goes|different; i|we am|are|will|remain ... here if|when|whenever|should|for|to; always here|there|happy|open|welcome; offer|deal|credit|price|discount ... ends|end|expires|runs|lasts|until
    may|can|could|might i|we ... ask|send|share|leave|suggest|show|know; i|we would ... like|love to ... know|ask|show|send|understand|learn; tell me|us why|what|more|which|how; let me know if|when|what|why|whether|how|should; curious ... why|what|how; what made|makes|would; please ... pass|forward|share|consider|look|tell|reach|contact|note|visit|refer|introduce|send; pass|forward ... to|on; note that; do have a look; have|take a look|moment|minute; look at|when|into; feel free to; reach out; let us schedule|talk|meet|find|speak|connect|book; schedule a|some|fifteen|time; book a|me; fifteen|15|10|ten|20|30 minutes; still ... think|believe|hope|sure|convinced; but|however|though|although ... we|our|i|you|others|would|could|might|should; if you ... change|reconsider|need|curious|interested|want|decide|ever; should you ... change|need|want|ever|get|decide; whenever you; when you ... ready|can|are|have; who else|should|would|looks; whoever; someone else|who; somebody who; colleague of yours|who
    angebot; rabatt; termin; gesprach; vorfuhr*; demo*; uberlegen sie; falls sie ... anders|doch|spater|einmal; darf|durfte ich; warum; schade; melde mich ... wieder|spater|nachst*; ich ... melde|frage ... wieder|spater|nach; unsere losung|software|produkte; offre; remise; rendez vous; reconsider*; si vous changez; dommage; puis je; pourquoi; je reviendrai; oferta; descuento; reunion; si cambia; lastima; puedo preguntar; por que; aanbod; korting; afspraak; jammer; mag ik; waarom; mocht u; offerta; sconto; peccato; posso chiedere; perche; oferta; rabat; szkoda; czy moge
    """,
    unless="""
    not|never to write|call|ring|contact|follow|reach|check|get|come|email|mail|bother|disturb ... again|out|up|back|in|you|touch; as you|he|she asked|suggested|said|wished|proposed|wanted|wrote; sorry ... my|our|for|that|i|we; not|never write|call|ring|contact|be|follow|reach|check|get|keep|come|try|send ... again|back|touch|in|up|out; will|shall not|never ... call; your call|decision|offer|meeting; you call; feel free|sorry; no need; if you ... not|never; thank|thanks ... call|offer|offering|meeting|look*|moment|time; i ... respect|understand; look forward; good look; looking into|after|at; good luck; saves|saved|saving|spares me|us|both
    """,
)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    for fault in _faults(letter, context.own):
        return fault
    detail = _("Up to %(most)s words, no question, no link, no pitch.") % {"most": MOST_WORDS}
    return CheckResult(CODE, Kind.STOP, State.PASS, _("It asks for nothing"), detail)


def _faults(letter: LetterUnderReview, own: OwnLines) -> Iterator[CheckResult]:
    count = count_words(letter.body)
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
    pitch = PITCH.find(letter.body)
    if pitch:
        title = _("“%(phrase)s” is a pitch after a no") % {"phrase": pitch.phrase}
        yield _stop(title, _("Thank them and stop there."), Span(pitch.start, pitch.end))


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
