"""Stop: an invitation to connect carries no link and no pitch (R15)."""

import re
from itertools import pairwise

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .bare_link import is_link
from .ours import OUR_FIRM, OUR_PRODUCT
from .particulars import FROM_THEM, has_particulars
from .phrases import Phrases, Token, tokens
from .results import CheckResult, Kind, Mend, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import TOKEN, Found, sentences
from .value_item import ASKS_FOR_TIME

CODE = "invitation"
CHANNELS = (Channel.LINKEDIN,)
# What we are, do or have; what they would get; what we ask of them.
PITCHES = Phrases(
    """
    we|i help|offer|provide|speciali*|deliver|enable|support|sell|build|develop|design|supply|represent|assist|advise|consult|run|host|organise|organize|manufacture; we ... help|offer|provide|speciali*|deliver|sell; i ... help|offer|sell|speciali* companies|businesses|teams|leaders|people|you|your|in|hauliers|clinics|schools|firms; helps|help|helping ... companies|businesses|teams|leaders|firms|organisations|organizations|clients|customers|like you|cut|save|grow|reduce|increase|improve
    i|we ... work|working|partner|partnering with ... to; i|we am|are building|growing|launching|creating|hosting|running|offering|helping|recruiting; i|we am|are|have ... founder|ceo|owner|team|agency|company|startup|consultant|coach|expert|specialist|provider|developers|engineers|recruiter; i|we ... founded|started|created|launched|built|developed|designed; i can get|bring|help|save|show|offer|share|send|walk|tell|give; we can|could; what i|we do|offer|sell; how we|i did|do|help|can|could|work|achieved
    our ... platform|solution|solutions|software|product|products|services|service|tool|tools|offer|app|agency|company|team|clients|customers|portfolio|brochure|webinar|method|system|technology|approach|website|newsletter|programme|program; my ... product|app|services|service|agency|company|software|offer|startup|clients|course|programme|program|webinar|book|newsletter; a|an|the ... platform|solution|software|app|tool|engine|product|service|system|programme|program that|which|for|to
    you ... benefit|save|need|interested|be|looking ... from|money|time|extra|hands|in|for|to; your ... budget|spend|bill|costs|pipeline|sales|roi|revenue|leads|needs|pain; interested; curious to; open to; would|could|might|may|will ... benefit; of interest|benefit|value to; free trial|consultation|webinar|audit|seat|demo|guide|ebook|sample; saved you a; send ... invite|brochure|deck|proposal|details|information|info|pdf|link
    if you ... ever|need|want; people to call|ask|know; should you ... need|want|look*
    worth connecting|a|exploring|chatting|talking|it; who ... handles|runs|decides|buys|manages|responsible|looks; do|have|are|does you|your ... issues|problems|trouble|capacity|challenges|struggl*|need|use|outsource; happy|glad|keen|free|love to chat|talk|help|share|show|explain|send|tell|discuss; solve|solves|solved|fix|fixes|address|tackle those|this|that|these|it|your; my coaching|training|consulting|consultancy|method|help|approach|expertise|services|solution; i|we have|ve ... saved|helped|cut|reduced|launched|built|developed|created|designed|delivered|supported|trained; similar|comparable|other|many companies|firms|teams|depots|clinics|schools|hotels|businesses|organisations|organizations|leaders|practices|councils|shops|clients; your career|business|company|team ... further|forward|next|level|grow; mind if i|we ... share|send|show|tell|pitch; tell you about; add value; launched ... tool|product|service|platform|app
    leads; demo; pricing; price|prices; rates; discount; roi; quote; case study|studies; brochure; webinar; whitepaper; synerg*; partnership; partner with; collaborat* with|on|together; business opportunit*; opportunity|opportunities for|to; do business; potential fit|customer|client|partner; cut|cuts|cutting|reduce|reduces|reducing|lower|lowers|lowering|bring|brings|bringing|slash* ... costs|cost|bill|spend|waste|scrap|churn|down; save|saves|saving ... hours|time|money|you|your|teachers|teams; boost|boosts|boosting|increase|increases|increasing|grow|grows|growing|lift|lifts|lifting|double|doubles|maximi* ... sales|revenue|bookings|leads|profit|profits|business|conversion|productivity|output; up to %; or you do not pay; no win no fee
    show|tell|explain|walk ... you ... how|what|about|through|more; introduce ... you to|our|my; we should|could ... talk|meet|chat|connect|speak; thought we should; which|what ... address|email|number ... best|send|reach; are you ... right person|hiring|looking|happy|satisfied|struggling; struggling with; tired of; leading|leader provider|supplier|in; worked with; working with companies|businesses|teams
    make|making you an? offer|quote|price; like|love|wish to introduce|present; taking|accepting bookings|orders|clients|customers|commissions; dates|slots going|available|left|free|open; profile ... caught|stood|interest*; a framework|playbook|blueprint|formula for|that|to; send ... your way; leaving|leave ... on the table
    i|we get|turn|bring|put|take ... to|into|onto|off; quick|easy win|wins; few|couple|some ... wins|tips|tricks|suggestions; run|running it|this|something|them past|by you; past you; as a|an provider|supplier|consultant|coach|agency|recruiter|broker|specialist|expert|reseller|vendor|partner; mutual|mutually benefit|beneficial|value|interest|gain|useful; companies|firms|teams|businesses|organisations|organizations your|of size|that|are; no obligation; would you be against|opposed|averse; gives|give|giving|lets|let|makes|make ... carriers|companies|firms|teams|businesses|clients|customers|shops|clinics|hotels|schools|people|owners|leaders|managers; accept and i|we; special|launch|introductory|opening offer|price|rate|deal; headache*; when|once|after you accept|connect|accepted|connected; tell|tells|told us; candidate|candidates for|available|looking|ready|who|with; i|we ... have|got|represent ... candidate|candidates; i|we place|recruit|source|broker|market|promote|distribute|install|edit|resell|refurbish; help each other; like minded
    free of charge; no charge|cost|fee|obligation|upfront; fee; fees; commission; overpay*; overspend*; overcharg*; per month|user|head|seat|episode|hour|day; a share of what; may|can|could i|we ... write|email|mail|message|phone|pitch; my|our firm|company|agency|outfit|practice|studio|business|startup|consultancy audits|does|makes|takes|gives|has|finds|cuts|checks|reviews|builds|offers|helps|works|runs|provides|sells|fixes|cleans|supplies|delivers|specialises|specializes|handles
    like yours; other|another|for|with|by|of|at|to ... like you|your; pay|pays|paid ... itself|themselves|back; fixed|flat|low|small fee|price|rate; fancy a|some|meeting; on the house; i know how; on my|our books|list|roster; let me|us know; vacanc*; off your desk|plate|hands|shoulders|back; run your numbers|figures; keen|love|great|good|happy|glad to connect and; places|seats|spots left|free|available; let us connect|link|explore; i install|clean|repair|handle|deliver|supply|insure|recruit|lease|import|export|finance; give|send you a quote|price|offer|estimate
    can|could|may|might|shall|should i|we ... send|share|show|forward|give|bring|call|ring|book|come|pop|drop|introduce|offer; i|we have|have got ... available|stock|slots|capacity|candidates|places|seats|spaces|vacancies; expand*|grow*|build*|widen*|have|add|welcome ... my|our|your network; keep you posted|informed|updated|up; our ... offers|deals|news|range; thanks in advance; i|we ... fill|place|find|source|recruit|finance|fund|insure|train|coach|audit|review ... for|your|companies|people|roles
    wir|ich bieten|biete|helfen|helfe|unterstutz*|entwickel*|beraten|berate|liefern; unsere losung*|software|plattform|produkt*|dienstleist*|agentur|kunden; unser produkt|angebot|tool|unternehmen|service; zusammenarbeit; kostenlos*; nous|je ... proposons|propose|aidons|aide|accompagnons|accompagne; notre solution|offre|plateforme|logiciel|societe|agence; ofrecemos; ayudamos; nuestra solucion|plataforma|empresa; wij helpen|bieden|leveren; onze oplossing|software|diensten; offriamo; aiutiamo; la nostra; oferujemy; pomagamy
    """,
    unless="""
    interested me|in ... your|you|what|how; i|we ... work|worked ... at|in|on|beside|near|there; i|we run past|by|along|around|round|through|into|across|with|there|every|each|home|to|on|in
    """,
)

# What may be of both of us, or of our family.
OF_BOTH = frozenset(
    "mutual common shared paths talk chat conversation kids children daughters sons daughter son friend friends dogs neighbours neighbors school village town street".split()
)
FAMILY = frozenset(
    "wife husband mother father mum dad brother sister uncle aunt grandfather grandmother gran granny grandad boss dog cat colleague neighbour neighbor landlord teacher".split()
)
LONGEST_BEING = 3  # letters of `is`, `was`, `has`
LONGEST_GREETING = 40  # characters
OF_TRADE = Phrases(
    "price; prices; pricing; rates; discount; leads; roi; quote; fee; fees; commission; percent"
)
MONEY = re.compile(r"[$€£]\s?\d|\d\s?(?:€|£|euros?\b|dollars\b|pounds\b|%|percent\b|per cent\b)")
# What `we have` may be of both.
SHARED = frozenset(
    "common mutual both friend friends connection connections same together shared met never".split()
)
# What `we` may have been, done or be: the two of us, not a company.
TOGETHER = frozenset(
    "see hear feel think live sit miss wonder agree disagree differ talk speak meet love like enjoy laugh cry cycle walk swim sing"
    " met spoke sat stood were was had said saw heard thought taught ate drank ran went came left read wrote won lost"
    " got gave took swam rode drove flew sang grew began knew found felt kept held fell fought forgot chose broke built"
    " all both also once never almost nearly only last first share know go went may might should must did".split()
)


ASKING = frozenset(
    "can could would are do how what who open interested curious worth mind want fancy have is any happy ready why which".split()
)
STAYING = frozenset("stay follow connected was".split())


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if not letter.is_invitation:
        return None
    detail = _("Say why %(name)s, and leave it there.") % {"name": letter.first_name}
    for token in TOKEN.finditer(letter.body):
        if is_link(token.group()):
            span = Span(token.start(), token.end())
            mend = Mend(_("Take the link out"), "", span)
            title = _("A link in an invitation")
            return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, span, mend)
    pitch = _pitch(letter.body)
    if pitch:
        title = _("An invitation is not a pitch: “%(phrase)s”") % {"phrase": pitch.phrase}
        span = Span(pitch.start, pitch.end)
        return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, span)
    asked = next((each for each in sentences(letter.body) if _asks(each.group())), None)
    if asked:
        title = _("An invitation that asks")
        span = Span(asked.start(), asked.end())
        return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span)
    if letter.body.strip() and not has_particulars(letter):
        title = _("An invitation without a reason")
        return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, Span(0, len(letter.body)))
    return CheckResult(CODE, Kind.STOP, State.PASS, _("No pitch, no link"))


def _pitch(body: str) -> Found | None:
    """An offer, a wish for their time, or what a company does for others."""
    money = MONEY.search(body)
    if money:
        return Found(money.group(), money.start(), money.end())
    return _offer(body) or _firm(body) or _ours(body) or _wants_time(body) or _we_do(body)


def _asks(sentence: str) -> bool:
    """Something more than leave to stay in touch: `Curious how you handle it?`"""
    words = {token.word for token in tokens(sentence)}
    told_of_them = FROM_THEM.find(sentence) is not None
    return (
        sentence.endswith("?") and bool(words & ASKING) and not words & STAYING and not told_of_them
    )


def _offer(body: str) -> Found | None:
    """A pitch, but for a word of trade in what is said of their own work: `your talk on prices`."""
    for found in PITCHES.finds(body):
        if not (OF_TRADE.find(found.phrase) and FROM_THEM.find(_sentence_of(body, found))):
            return found
    return None


def _wants_time(body: str) -> Found | None:
    """A wish for their time; not the time that they took us: `your episode kept me for twenty minutes`."""
    for found in ASKS_FOR_TIME.finds(body):
        if FROM_THEM.find(_sentence_of(body, found)) is None:
            return found
    return None


def _sentence_of(body: str, found: Found) -> str:
    return next(each.group() for each in sentences(body) if each.end() > found.start)


def _firm(body: str) -> Found | None:
    """`My firm audits…`, `KilnSense gives plants…`: who we are, or what we sell."""
    greeting = body.find(",") + 1
    product = OUR_PRODUCT.match(body, greeting) if greeting <= LONGEST_GREETING else None
    if product:
        return Found(product.group().strip(), product.start(), product.end())
    return OUR_FIRM.find(body)


def _ours(body: str) -> Found | None:
    """A sentence, past the greeting, that begins with something of ours."""
    for sentence in sentences(body):
        said = tokens(sentence.group())
        greeted = sentence.group().find(",") if sentence.start() == 0 else -1
        first = next((place for place, token in enumerate(said) if token.start > greeted), None)
        if first is None or first + 2 >= len(said):
            continue
        ours = said[first].word == "our" or (said[first].word == "my" and _works(said[first + 2]))
        if ours and said[first + 1].word not in OF_BOTH | FAMILY:
            start, end = said[first].start, said[first + 1].end
            return Found(
                sentence.group()[start:end], sentence.start() + start, sentence.start() + end
            )
    return None


def _works(verb: Token) -> bool:
    """`My team takes`, and not `my colleague is`."""
    return len(verb.word) > LONGEST_BEING and verb.word.endswith("s")


def _we_do(body: str) -> Found | None:
    """`We take`, `we clean`: what two people had in common is told of the past."""
    found = tokens(body)
    for token, verb in pairwise(found):
        if token.word != "we" or token.sentence != verb.sentence or _is_of_both(verb, found):
            continue
        if verb.word not in TOGETHER and not verb.word.endswith("ed"):
            return Found(body[token.start : verb.end], token.start, verb.end)
    return None


def _is_of_both(verb: Token, found: tuple[Token, ...]) -> bool:
    """`We have Birgit in common`, `we have been at the same school`."""
    if verb.word != "have":
        return False
    return any(
        token.word in SHARED or token.word.endswith("ed")
        for token in found
        if token.sentence == verb.sentence
    )
