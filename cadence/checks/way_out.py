"""Look: saying no takes one line."""

import re
from functools import lru_cache

from django.utils.translation import gettext as _

from prospects.enums import Channel
from team.languages import for_others

from .particulars import has_particulars
from .phrases import Phrases, tokens
from .results import CheckResult, Kind, Mend, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import own_lines, sentences

CODE = "way_out"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.POST)
# What we do then: stop, leave it, go away.
WE_STOP = Phrases(
    """
    i|we will|would|can|shall|am|are ... stop|quit|gone|quiet; i|we stop; i|we will|would|can|shall ... stay|keep|be out|away|clear|off; i|we will|would|can|shall ... vanish|disappear|evaporate|retreat|retire|withdraw; i|we ... closed|close|shut my file|folder|book|books; i|we will|would|can|shall ... leave|drop it|you|that|this|there|the|off; i|we will|would ... let it|this|you go|be|rest|lie|alone; i|we will|would ... go|bow|step away|quietly|back|out|aside; i|we will|would ... close this|my|the; i|we will|would ... put|take it|this|you away|down|off|aside
    i|we will|would|do|shall|need|plan not|never ... write|send|ring|call|email|mail|message|bother|trouble|mind|contact|chase|disturb|expect|return|pester|knock; i|we never ... write|send|ring|call again
    you ... not|never hear|get|receive ... me|us|more|another|again|letters; not another letter|word|mail|email|one; last letter|note|mail|page|card from|of|you; let this|it be the last|end; stop writing|sending|asking; consider it|this|me closed|done|settled|gone; that will be that; no more letters|mail|messages|from
    hore ich auf; schreibe ich|nicht; ich ... nicht mehr|wieder; lasse ich|sie ... ruhe; je n|ne ... ecrirai|arrete|insiste*; j arrete; no ... escribo|escribire|insisto|molesto; ik ... stop|schrijf; non scrivo|scrivero|insisto; smetto; przestan*; nie bede|napisze
    """
)
# Leave to say no, or nothing.
MAY_REFUSE = Phrases(
    """
    no|zero need|pressure|obligation|harm|worries|worry|offence|offense|reply|answer|response|rush|strings; no hard feelings; nothing to do about; do not|never feel|trouble|worry|bother ...; do|need|must|should not need|have? to? ... reply|answer|do|write|ring|call|respond|tell; owe me|us nothing|no; please do not write|reply|answer|call|ring|feel
    ignore|disregard|bin|delete this|me|it|the|that|us|my; skip this|me; forget i|this|it|about; forgive the|me|this|my|a|an; leave this|it|me ... unanswered|be|there|here|aside|at; feel free to ... ignore|bin|say|delete|skip|pass|decline|disregard; throw|toss|chuck ... away|out|rest; silence is|will|works
    a|one|plain|simple|short|quick|polite|honest|blunt|word|clear no|nein|nee; no is|will|costs|works|suits|thanks; say|saying|reply|answer|write|type with? a? no|stop|so|nothing; say the word; just|please|simply say|tell me|us? so|no|stop; tell|let me|us ... stop|drop|leave|go|no|otherwise|not|wrong; tell me and
    yes or|and no ... fine|good|okay|ok|welcome|enough|helps; last thing you|anybody|anyone|your ...; thumbs|thumb down; reply|say|type|text|write|with|call|send|a pass|nope|nah|nay|sorted|solved|thanks; clear|push|buzz|bugger|hop|sod|shove off; get lost; go away; be off
    one|a word|line|syllable ... is|will|does|would|ends|and|costs|suffices; fine|okay|ok|enough|plenty|welcome|useful too; is|are|be|will quite|perfectly|absolutely|all? fine|okay|ok|plenty|enough|welcome|right; is|are an|a good|fine|fair|perfectly|useful? good|fine|fair? answer; will do as; will|would|can quite? fully? understand
    sorry to have bothered|troubled|disturbed; a|one ... ends|settles it|this|that; feel free to tell|say|write; tell me it|this|that|i ... silly|daft|bad|wrong|mad|nonsense|rubbish|late|off|nothing|useless|mistaken; none of my business; happy|glad to hear|be told|it; tell me to; told to|off|no; last you ... hear; let me know and i; keep ... to myself|ourselves; mind my|our own business; never mind; say when; is|be|entirely|all your|her|his|their call|choice|decision; up to you; perfectly|quite all right; take silence as; be told; unsubscribe; opt out; turn me down; only if it|you; take it or leave; whenever it suits
    ein|eine ... nein; auch recht|gut|okay; genugt ein|eine|das; ein|eine wort|nein|satz|zeile genugt|reicht; reicht ein|eine; keine antwort; un mot|non suffit; sans obligation; pas besoin de; basta un|una|con|dirlo; sin compromiso; una palabra basta; geen antwoord|probleem|verplichting; een woord|nee; wystarczy; ett ord|nej racker; et ord|nej er
    """
)
# What would make it a no: `if it isn't yours`, `not for you?`
IF_NOT = re.compile(
    r"^[\s\"“(]*(?:(?:and|or|but|und|et|o|en|ps|p\.s\.)[:,]? )?"
    r"(?:if|should|unless|in case|when|where|were|had|wenn|falls|sollte|si|sinon|als|indien|mocht|se|qualora|"
    r"jeśli|jeżeli|gdyby|om|hvis|jos|pokud|ak|ha|dacă)\b",
    re.IGNORECASE,
)
NEGATIVE = frozenset(
    "not no nor none never neither nothing nobody nowhere without hardly already wrong rather else elsewhere another"
    " somebody someone enough noise odd nuisance sorted solved settled done fixed covered handled over closed past"
    " late early much many too somewhere only joke use worth bad busy unwelcome irrelevant outside beyond other other's"
    " nicht kein keine keinen nichts nie anders lieber schon bereits falsch pas non aucun rien jamais plutot deja no nada"
    " ninguno nunca prefiere ya niet geen niets nooit liever al verkeerd nessuno niente mai nie inte ingen inget ej ikke ei ne nem nu".split()
)
# Leave is granted to refuse, `Totally fine to say you've other fires to put out`, or not to answer: `No call back needed`.
GRANTS = frozenset(
    "fine ok okay alright understood understand respect forgive welcome free pardon".split()
)
REFUSALS = frozenset(
    "no not never nothing without say ignore decline refuse pass skip drop bin forget silence quiet other else elsewhere busy".split()
)
OBLIGES = frozenset("needed required necessary expected obliged owe must need".split())
DENIES = frozenset("no not never nothing none without".split())
ANSWERING = frozenset(
    "you reply answer response respond word call ring write back anything".split()
)
# `If this is old hat, tell me` lets them go; `if you are interested, tell me` does not.
SPEAK_UP = frozenset("tell say know sagen dire dites dime dimmi zeg".split())
WILLING = frozenset(
    "interested interest like want curious useful helpful help worth works suits keen free available yes"
    " open relevant time good great right appeals sounds fits agree wish need".split()
)
OR_NOT = re.compile(
    r",? or (?:(?:just |all |is (?:that|it|this) )?(?:not|no|old|neither|none|nonsense|rubbish|noise|known|done|sorted|settled|too|past|wrong|daft|silly|boring)\b|is (?:that|it|this)|have you|has (?:it|that|this|some)|(?:shall|should) i (?:stop|leave)|are you)\b[^?\n]{0,60}\?",
    re.IGNORECASE,
)
NOT_FOR_YOU = re.compile(
    r"^[\s\"“(]*(?:not|no|wrong|or (?:is|are|has|have|none|neither|not)|already|nicht|kein|pas|niet|geen|non|no es)\b[^?]{0,80}\?",
    re.IGNORECASE,
)
IF_SO = re.compile(r"\s*(?:and |but )?(?:if so|wenn ja|si oui|si es así|zo ja)\b", re.IGNORECASE)
IF = frozenset(
    "if should unless otherwise else wenn falls sollte sonst si sinon als mocht indien anders se altrimenti jesli jezeli om hvis jos".split()
)
CLOSING = 4  # sentences, signature included
PRESSES = Phrases(
    """
    let me know; please ...; could|would|can|will you; look forward; looking forward; hope to|you; hoping to|you|for; await*; expect; i|we will ... call|ring|phone|visit|come|drop|stop|pop|follow|try|check|be|get|reach; call|ring|email|book|schedule|visit|click|reply|send|sign|register|download|choose|pick|join|try me|us|a|the|here|at|now|today|your|back|by|up; let us ... talk|meet|speak|connect|chat|find|set; i|we would love|like|be; would love your|to|a|the; i want; talk|speak|see you soon|then|on|tomorrow; here is|are my calendar|link|diary; feel free to call|ring|reach|book|contact
    """,
    unless="""
    please tell|thank|greet him|her|them|your; please keep|pass|give|use|take|throw|forget|ignore|disregard|feel|do|bin|skip|hand it|them|this|that|one|free|not|on
    """,
)
# Our own next step, whatever they say.
INSISTS = Phrases(
    "i|we will ... call|try|ring|phone|follow|check ... again|back|at|on|next|tomorrow|then; i|we will ... stop|drop|come by|round",
    unless="will not|never; try not",
)
# A language whose little words we do not know is not told that something is missing.
LITTLE_WORDS = frozenset(
    "the a to of and in is it you your i me my we our if this be are was have not but as or from by hi dear hello at for that on with der die das und ist nicht sie ich ein zu den mit"
    " le la les de et est vous je un une en que el los y es no usted het een van ik niet dat il di che"
    " non per w na nie do sie att och det som jag inte og er det ikke".split()
)
KNOWN_SHARE = 0.15


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if letter.is_comment or letter.is_invitation or letter.is_good_ending or letter.answers_them:
        return None
    said = [match.group() for match in sentences(letter.body)]
    closing = said[-CLOSING:]
    if (
        any(is_way_out(each) or is_for_another(each) for each in said)
        or any(map(_leaves_it_open, closing))
        or (has_particulars(letter) and any(map(_turns_aside, closing)))
    ):
        detail = _("One line lets %(name)s stop this.") % {"name": letter.first_name}
        return CheckResult(CODE, Kind.LOOK, State.PASS, _("Easy to say no"), detail)
    if not (any(map(presses, said)) and is_understood(letter.body)):
        return None
    with for_others():
        line = _("If not, tell me and I’ll stop.")
    detail = _("Give %(name)s one line that ends this: “%(line)s”") % {
        "name": letter.first_name,
        "line": line,
    }
    return CheckResult(
        CODE, Kind.LOOK, State.WARN, _("No easy way to say no"), detail, None, _mend(letter, line)
    )


@lru_cache(maxsize=2_048)  # letters end alike, and each is compared with all before it
def is_way_out(sentence: str) -> bool:
    """Leave to refuse, a promise to stop, or a condition under which it is a no."""
    if INSISTS.find(sentence) is not None:
        return False
    if (
        OR_NOT.search(sentence)
        or MAY_REFUSE.find(sentence)
        or WE_STOP.find(sentence)
        or NOT_FOR_YOU.match(sentence)
    ):
        return True
    words = {token.word for token in tokens(sentence)}
    if sentence.rstrip().endswith("?"):
        return False
    if _grants_leave(sentence, words):
        return True
    if not IF_NOT.match(sentence):
        return False
    if not words & IF:  # `When they opened, they found…` only tells of a time
        words = _condition(sentence)
    return bool(words & NEGATIVE) or (bool(words & SPEAK_UP) and not words & WILLING)


def _grants_leave(sentence: str, words: set[str]) -> bool:
    if words & OBLIGES and words & DENIES and words & ANSWERING:
        return True
    refuses = words & GRANTS and words & REFUSALS and not words & WILLING
    return bool(refuses) and PRESSES.find(sentence) is None


def is_for_another(sentence: str) -> bool:
    """`If this is somebody else's, who should I ask?` lets them go, though it asks."""
    words = {token.word for token in tokens(sentence)}
    if IF_NOT.match(sentence) is None or not words & NEGATIVE:
        return False
    return not _condition(sentence) & WILLING


def _leaves_it_open(sentence: str) -> bool:
    """Near the end, any condition will do that does not begin with their wish for more."""
    words = {token.word for token in tokens(sentence)}
    if sentence.rstrip().endswith("?") or not words & IF or IF_SO.match(sentence):
        return False
    return bool(words & NEGATIVE) or not _condition(sentence) & WILLING


def _turns_aside(sentence: str) -> bool:
    """At the end of a letter with things of theirs, a plain sentence that holds a no."""
    words = {token.word for token in tokens(sentence)}
    asks = sentence.rstrip().endswith("?") or PRESSES.find(sentence) or INSISTS.find(sentence)
    return not asks and bool(words & (NEGATIVE | GRANTS))


def _condition(sentence: str) -> set[str]:
    """The words of what has to be so: `it's in hand` of `If it's in hand, great.`"""
    said = tokens(sentence)
    begins = next((place for place, token in enumerate(said) if token.word in IF), 0)
    comma = sentence.find(",", said[begins].end)
    ends = comma if comma >= 0 else len(sentence)
    return {token.word for token in said[begins:] if token.start < ends}


def presses(sentence: str) -> bool:
    """A question, a request, or our own next step: whoever asks nothing needs no answer."""
    return sentence.rstrip().endswith(("?", "？")) or PRESSES.find(sentence) is not None


def is_understood(text: str) -> bool:
    found = tokens(text)
    known = sum(token.word in LITTLE_WORDS for token in found)
    return known >= KNOWN_SHARE * len(found)


def _mend(letter: LetterUnderReview, line: str) -> Mend:
    """The line, as a paragraph of its own after the last of ours."""
    own = own_lines(letter.body, letter.sender_name)
    at = own[-1].start + len(own[-1].text) if own else len(letter.body)
    return Mend(_("Add the line"), f"\n\n{line}", Span(at, at))
