"""Look: the last letter thanks, says that we stop and whether we come back, and wants nothing (R18)."""

from dataclasses import replace

from django.utils.translation import gettext as _

from cadence.enums import TouchKind
from prospects.enums import Channel

from .phrases import Phrases, tokens
from .results import CheckResult, Kind, Span, State
from .review import GOOD_ENDING, LetterUnderReview, ReviewContext
from .text import sentences
from .value_item import ASKS_FOR_TIME
from .way_out import IF, is_understood, is_way_out

CODE = "good_ending"
CHANNELS = (Channel.EMAIL, Channel.POST)
THANKS = Phrases(
    """
    thank*; with thanks; grateful; kind|kindness|gracious|generous|generosity|pleasure|patience|candour|candor; enjoyed; gratitude; obliged to you; much obliged; appreciat*; cheers for
    danke*; dank; dankbar; herzlichen dank; merci; remercie*; gracias; agradec*; bedankt; dank je|u; grazie; ringrazio; obrigad*; dzieku*; tack; tak for; takk; kiitos; diky; dekuji
    """
)
# What stands for thanks where it is said that we stop: `I wish you a quiet winter.`
WISHES = Phrases(
    """
    may the|your|you|it|they|all;    wish|wishing you|him|her|them|your|the; all the best; best|good|kind|warm wishes; good luck; best of luck; every success; hope ... you|they|it|your|the|all ... well|easy|soon|good|safe|better|quiet|smooth*; hope they|it|you all? come|comes|goes|go; take care; mind yourself; look after yourself; stay|keep well|safe|warm; more power to; fair winds|weather; godspeed; bon voyage; safe travels|journey|harvest
    alles gute|liebe; viel erfolg|gluck|freude; gutes gelingen; wunsche ihnen|dir|euch; bonne chance|continuation|route; je vous souhaite; bon courage; suerte; le deseo; veel succes; het beste; buona fortuna; in bocca; powodzenia; lycka till; held og lykke; lykke til
    """
)
# That we stop, or whether and when they hear from us again.
RESTS = Phrases(
    """
    last|final letter|note|mail|email|message|page|card|line|word|one|you|time|of; i|we|will|shall|can stop|rest|close|leave|end|finish; stop|end|rest|finish here|now; let it|this|you rest|be; leave it|you|this there|here|be|alone|at; this closes|ends|is where; that is all|everything from|i|we; said what i|we had
    not|never hear|write|trouble|bother|disturb|come|send|ring|call|be ... again|back|more|anymore|until|before|unless; not|never hear ... from me|us; bow|bowing|step|stepping out|aside|back; nothing|no more|further ... come|comes|follow|follows|from; close|closing it|this now|here; will|would|shall|do|plan not|never ... write|hear|come|send|call|ring|insist|press|push|pester|knock|bother|disturb|trouble|email
    write|come|ring|call|be|back|again ... when|only|unless|once|if|after|in|next|before ... year|spring|summer|autumn|winter|season|month|months|reason|changed|changes|earliest; half a year; six months; next year|spring|summer|autumn|winter; back in|at; at the earliest; for now; until then; closes my|our side|part; done for now; i|me am? done; goodbye; good bye; no|any more letters|mail|mails|emails|messages|notes
    letzter|letzte brief|mail|nachricht|zeile; lasse|belasse|lass ... gut sein|ruhen|dabei|bewenden; melde|schreibe mich|ich|ihnen ... nicht|erst|fruhestens|nie; fruhestens; hore|belasse ... auf|dabei; derniere|dernier lettre|message|mail|courrier; n ecrirai|ecris plus; je m arrete; ultima|ultimo carta|correo|mensaje|lettera|messaggio; no volvere|escribire; laatste brief|mail|bericht; niet meer ... schrijven|horen; non scrivero; ostatni list
    """
)
FAREWELLS = Phrases(
    """
    my|the|this last|final letter|note|mail|email|message|line|card|one; last|final letter|note|mail|email|message|line|word ... from|about|on; i|we will|shall|would|do|plan not|never ... write|come|call|ring|send|insist|bother|trouble|email again|more|further|any; not|never ... hear ... from me|us; i|we will|am|are ... stop|stopping|bow|bowing|leave|leaving ... here|there|now|out|it; i|we stop|leave ... here|there|now|it; goodbye; letters|notes|mails are enough; letters|notes|mails end|stop here; no more letters|notes|mails|emails
    letzter|letzte brief|mail|nachricht; ich ... nicht mehr|wieder; lasse|belasse ... dabei|gut sein|ruhen; dernier|derniere message|lettre|mail; ultima carta|lettera; ultimo mensaje|correo|messaggio; laatste brief|mail|bericht
    """
)
# Sorry for themselves, or letting us know that it costs them something.
GUILT = Phrases(
    """
    closing|close|closed your|the file|case|ticket|loop; delete|remove|archive|close ... your|the file|record|account|profile; assume|assuming|guess|gather|presume you|this|that|it ... not|no|lost|interested|priority|moved; not|never|nothing ... heard|replied|responded|answered; heard|hear nothing|little|no; several|many|numerous|multiple|countless times|emails|attempts|messages|letters; tried to|reaching reach|you; after all|everything my|the|our|i|we; last|final|one more? chance|opportunity|attempt; miss|missing out; your silence|loss; had hoped; not ... priority; sorry i|we could|did|failed; permission to; breakup; hate to; give|giving up on; disappoint*; shame that|you; lost cause; should i|we close|assume
    """,
    unless="hear no|nothing more",
)
PITCHES = Phrases(
    """
    love|like|happy|glad to show|tell|walk you; our|my product|products|platform|solution|solutions|service|services|tool|software|offer|offering|customers|clients|discount|price|pricing|demo|trial; i|we can|could|would help|save|reduce|increase|offer|show|cut|boost; helps|help|helped companies|teams|businesses; save|saves|saving up|money|thousands|costs; discount*; percent off; special|limited offer|time|price; free trial|demo|audit|consultation; last places|seats|spots
    """
)
REQUESTS = Phrases(
    """
    let me|us know; please reply|answer|respond|call|ring|book|tell|let|confirm|send|pick|choose; call|ring|book|schedule|reply|respond|sign|click|register|pick me|us|a|the|up|here|now|today; look|looking forward; hope to|you hear|speak|talk|reply|reconsider; hoping to|you; i|we will follow|call|ring|try|check|circle|reach; feel free to call|book|schedule|reach
    """
)


def as_an_ending(letter: LetterUnderReview) -> LetterUnderReview:
    """The letter as a last one, where it is one by its words, whatever the plan calls its step."""
    begins = letter.kind is TouchKind.STEP and not letter.answers_them
    if not begins or letter.is_comment or letter.is_invitation or letter.is_good_ending:
        return letter
    farewell = any(_says_farewell(each.group()) for each in sentences(letter.body))
    ends = farewell and _is_kind(letter.body) and _what_spoils_it(letter.body)[0] is None
    return replace(letter, purpose=GOOD_ENDING) if ends else letter


def _says_farewell(said: str) -> bool:
    """That we stop, come what may; `if it isn't yours, I'll stop` is only a way out."""
    return FAREWELLS.find(said) is not None and IF.isdisjoint(token.word for token in tokens(said))


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    begins = letter.kind is TouchKind.STEP and not letter.answers_them
    if not begins or not letter.is_good_ending or not letter.body.strip():
        return None
    name = {"name": letter.first_name}
    span, title = _what_spoils_it(letter.body)
    if span is not None:
        detail = _("Thank %(name)s, say that you stop, and leave it there.") % name
        return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span)
    thanks, rests = THANKS.find(letter.body) is not None, _rests(letter.body)
    if rests and _is_kind(letter.body):
        detail = _("%(name)s is thanked, and knows what comes.") % name
        return CheckResult(CODE, Kind.LOOK, State.PASS, _("A good ending"), detail)
    if not is_understood(letter.body):
        return None
    if thanks:
        title = _("It does not say that it is the last")
        detail = _("Tell %(name)s that you stop, and whether you come back.") % name
    else:
        title = _("The last letter without thanks")
        detail = _("Thank %(name)s for their time.") % name
    return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail)


def _rests(body: str) -> bool:
    return RESTS.find(body) is not None or FAREWELLS.find(body) is not None


def _is_kind(body: str) -> bool:
    return THANKS.find(body) is not None or WISHES.find(body) is not None


def _what_spoils_it(body: str) -> tuple[Span | None, str]:
    """The first sentence that makes them sorry, sells or asks, and what it does."""
    for sentence in sentences(body):
        said = sentence.group()
        span = Span(sentence.end() - len(said.lstrip()), sentence.end())
        if GUILT.find(said) is not None:
            return span, _("It makes them sorry")
        if ASKS_FOR_TIME.find(said) is not None or PITCHES.find(said) is not None:
            return span, _("The last letter still sells")
        if _asks(said):
            return span, _("The last letter still asks")
    return None, ""


def _asks(said: str) -> bool:
    """Leave to say never is no request: `If you'd rather I did not, tell me.`"""
    if said.rstrip().endswith(("?", "？")):
        return True
    return REQUESTS.find(said) is not None and not is_way_out(said)
