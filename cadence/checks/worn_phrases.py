"""Look: no bump, no guilt, no worn opening (R15)."""

from itertools import chain

from django.utils.translation import gettext as _

from cadence.enums import TouchKind
from prospects.enums import Channel

from .particulars import About, has_news, has_particulars, told
from .phrases import Phrases, own_phrases, tokens
from .results import CheckResult, Kind, Part, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import Found, sentences
from .way_out import is_for_another, is_way_out, presses

CODE = "worn_phrases"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.CALL, Channel.POST)
# Worn whatever stands beside them: the letter speaks of its own last letter, of their inbox, or of nothing at all.
BUMPS = Phrases(
    """
    following up; followed up; wanted|want|like|thought|writing|calling|time|i|to follow up; follow up on|with|to my|our|you|the|this|that; quick|just|another|brief|short|my|our follow up
    circl* back|around; touch* base; loop* back; swing* back|by|around; popp* back|in|into|by|this; pop back; bubbl* this|it|my|up; float* this|it|my; resurfac*; resend* this|my|it|the; bump* this|it|up|my|the
    quick|gentle|little|friendly|small|wee|just|another bump|nudge|ping|poke|prod; pinging|nudging|chasing you|this; ping|nudge|chase you; gentle|gently|friendly|quick|polite|short|little|small|just|kind|courtesy ... reminder
    just|only|quick*|briefly check* in|back|if|whether; checking in with|on|again|once|to|quickly|before; check in with|on you; checking back; i check* ... in once|again|quickly
    you ... see*|saw|read|get|got|gotten|receiv*|notic*|catch|caught|open*|look*|respond*|consider*|review* ... my|our ... email|emails|mail|mails|message|messages|note|notes|letter|letters|voicemail|invite|request|proposal|offer
    did|has my|our ... email|emails|mail|message|messages|note|letter|voicemail|invite|proposal; my|our ... email|emails|mail|message|messages|note|letter|voicemail|proposal ... reach*|land*|arriv*|lost|buried|slip*|through
    per my|our; as mentioned|stated|outlined in my|our; further|regarding|reference to? ... my|our ... email|mail|message|letter|note|voicemail
    message|email|mail|note above|below; see my ... below; regarding|see|on the below; in case ... missed|buried|lost|slipped|astray|spam|overlook*|sank|unseen; top of the|your pile|list|inbox|stack; on|off your radar|plate
    have|had|has|get|got|find|found ... chance|opportunity|time|moment|minute|second to look|read|review|think|consider|digest|reflect|mull; any thoughts|luck|feedback|updates|movement|progress|joy; any update on; thoughts|feedback|views|comments on the|my|our below|above|email|mail|proposal
    hope|hopes|hoping|trust ... find|finds you; sorry to|for chas*|bother*|bug*; trying you again; second|third time lucky; reach* out again
    wollte|wollen|mochte|darf ... nachhoren|horen|nachfragen|nachhaken|nachfassen|erinnern; noch einmal|mal ... nachfragen|nachhaken|melden|anknupfen; haben|hatten|konnten sie ... meine|mein ... mail|email|nachricht|schreiben; kurze ruckfrage|erinnerung; freundliche erinnerung; hake nach
    mon dernier|precedent message|mail|courriel; reviens vers vous; reste sans reponse; permets de ... relancer|revenir|rappeler; relanc*; avez vous ... mon|ma|mes ... mail|message|courriel; sauf erreur de ma part
    retom* mi|nuestro; por si no ... visto|vio|viste|leiste|leido; dar seguimiento; mi correo|mensaje anterior
    even opvolgen|navragen|nabellen|informeren; kom ... terug op mijn; heeft|heb u|je ... mijn ... mail|bericht
    sollecit*; torn* sulla|sul mia|mio; ha avuto modo di; nawiaz* do moj*|poprzedn*; przypomn* o moj*; foljer upp|folja upp; folger op
    """,
    unless="""
    i|we|please ... had|have|got|get chance; thank|thanks ... read*|opening|finding; in|with my|our ... email|mail|message
    """,
)
# Worn openings, and a word about an earlier letter of ours: a letter with something of theirs to say can bear them.
OPENINGS = Phrases(
    """
    my|our last|previous|prior|earlier|recent email|emails|mail|message|messages|voicemail|call|correspondence|outreach|communication; my last two|three
    just|only|am|wanted|thought|hope reach* out; want*|thought|hope|decided|like to|i|would reach out; just|only|simply wanted|want to see|ask|check|make|ensure|know|confirm
    are|reach* you the|my right|best|correct person|contact; who is|are|would ... right|best|correct person|contact; pick your brain|brains; quick question|one|favor|favour; have a lot on|going
    hope|hoping|trust you are ... well|good|great|fine|okay|safe; hope|trust all is well; hope|hoping|trust you ... weekend|day|week|summer|holiday|holidays|christmas|easter; hope this|my|the ... well
    know|appreciate|understand|realise|realize|sure|guess|imagine|assume ... you are|must|have ... busy|swamped|slammed|hectic|snowed|plate; know how busy|hectic; impressed by|with your|the ... work|company|website|site|profile|growth; came|come|stumbled across|upon your ... company|website|site|profile|page|online|firm|business
    """
)
# Reproaches, whatever stands beside them: the letter asks them to feel bad, or counts what we did.
GUILT = Phrases(
    """
    not|never|nothing|hardly hear|heard ... from|back; heard nothing; have|has|had|having not|never|yet ... heard|received|gotten|got|had|seen ... back|from|reply|response|answer|word; without ... reply|response|answer|reaction|word from|back|so; no reply|response|answer|reaction|word|sign ... from you
    you have|had|did not|never ... repl*|respon*|answer*|acknowledg*|return*|react*; you have|had|did not|never ... get|got|come|came back|to me|us; you never ... repl*|respon*|answer*|got|came|called|wrote; lack|absence of response|reply|answer|interest; still waiting|awaiting|hoping for|on|your|to|still; still no|without a|any? reply|response|answer|word|reaction
    not|never find|found ... to reply|answer|respond|write; let|letting them|him|her|everyone|everybody down; not|never hold it|this|that|them|the for; the only one|ones without|left; price|prices|rate|rates ... rise|rises|rising|increase|increases|go up|goes up; offer|price|discount|deal ... valid|ends|expires; last|only|just|rest one|two|three|few|2|3 places|spots|seats|slots; places|spots|seats|slots left|remaining
    has|have not|never ... come back|round; who has|have not ... repl*|respon*|answer*|called|written; all the difference to|for me|us; help me|us out; your|radio|deafening|this silence; you ... gone|went|going|go|been quiet|silent|cold|dark; ghost* me|us; ghosting; ghosted; ignor* my|our|these; ignored me|us; be|been ignored; you|are|keep ... ignoring; crickets; left|leave|leaving|keep me|us hanging|waiting|guessing
    my|our|this|the second|third|fourth|fifth|sixth|seventh|umpteenth|final|2nd|3rd|4th|5th attempt|email|mail|try|message|voicemail|reminder|follow; second|third|fourth|fifth|umpteenth time i|we am|have|write|wrote|call; last|final chance|attempt|notice|reminder|warning; attempt|try number; this|it is ... third|fourth|fifth|sixth|umpteenth time|email|mail|message|attempt|letter
    i|we ... written|wrote|write|called|emailed|mailed|rung|rang|messaged|contacted|phoned|tried ... twice|times|repeatedly; several|numerous|multiple|countless|repeated times now|already|attempts|emails|messages; reached out ... times|few|several|twice|multiple; on|for a? number|several|many|various of? occasions|attempts
    tried|trying|struggl*|fail* ... reach*|contact*|catch*|call* you; tried|trying|struggl* ... get hold|through; keep missing you; pin you down; get|getting hold of you
    close|closing|closed off? out? your file|account|record; permission to close; break* up with you; give|giving|given up on you|us|reaching|hearing|contacting; cross|strike you off; crocodile; alligator
    i|we must|can|will|have|am|are|had to|only|going|forced|left? to? only? assume|conclude|presume; assume|presume|guess|gather that? you are not|happy|no|fine|content; take it this|that|you is|are not|happy|agreed; unless i|we hear; hear otherwise; clearly|obviously ... not
    did|have|has|had i ... offend*|upset|annoy*; something i said|did; hurt my feelings; done something wrong; i|we ... disappointed|saddened|frustrated|hurt|offended|disheartened; disappointed in|by you|your; let me|us down; i|we ... feel|felt ... let down|fool
    simple|common|professional|basic|human|the courtesy|decency; least you could|can; owe me|us; only polite|fair|right to; deserve* an?|the? ... answer|reply|response|better|courtesy; would have been polite|kind|courteous|decent; always|been|feels|very one way|sided
    all|so much|lot the|my|our|of|a ... effort|time|work|trouble|thought ... i|we ... put|made|took|spent|invested; i|we ... put ... lot|much of? effort|time|work|thought; after the|all|my effort|emails; my|our boss|manager|director|chef ... ask*|want*|pressing|wondering|breathing; meet|hit my|our? quota|target
    before we|i give|offer|release|hand|pass ... away|it|spot|slot|place|to; release|offer|give|pass it|your|this ... to another|someone|somebody; do not say i; you ... miss* out; misses|lose|loses out; your loss; do not make me; prove me wrong; sorry|apologies to|for pester*|nag*; hate being; being|be that person
    knock knock; anyone|anybody there|home; it|this personally; you ... put this|it|me off; count on you; asap; it is urgent; immediate|prompt reply|response|answer|attention; kept|held|saved ... slot|spot|place for|you; go|goes|going to waste; at least tell|let|say|reply|answer|have|get|an
    nichts|keine ... von ihnen|dir gehort; keine|ohne|noch ruckmeldung|antwort ... erhalten|bekommen|von|auf; ihr|dein schweigen; mein|unser letzter versuch; letzte chance|erinnerung; zum letzten mal
    sans reponse|nouvelles|retour de|a; pas ... recu|eu de ... reponse|retour|nouvelles; votre silence; derniere chance|relance|tentative
    no ... recibido|tenido ... respuesta|noticias; ultimo intento; ultima oportunidad; niets ... gehoord|vernomen; laatste poging|kans; geen reactie ... ontvangen|gekregen; non ho ... ricevuto|avuto ... risposta; ultimo tentativo; nie otrzym* ... odpowiedzi; brak odpowiedzi
    """,
    unless="""
    last time i|we write|wrote|ring|call|mail|send; last letter|mail|word|note|message about|from|on; not|never be|feel|get offended|hurt|disappointed; i will|would not|never be offended|hurt; promis* ... not to be a pest|nuisance; will not hear; not hear from me; not|never owe; owe me|us nothing|no; if you|they do not|never; no need|reply|answer; without needing
    """,
)


US_TWO = frozenset("i me my mine myself we us our ours you your yours yourself this".split())
A_TALE = 9  # words; `any news on the ramp?` is shorter


def worn(text: str) -> Found | None:
    return BUMPS.find(text) or OPENINGS.find(text) or GUILT.find(text)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    bump = _("A worn phrase: “%(phrase)s”"), _("Say what is new for %(name)s, and begin there.")
    guilt = _("This asks %(name)s to feel bad: “%(phrase)s”"), _("Nobody owes us an answer.")
    full = has_particulars(letter, without=(About.US, About.WRITING))
    bumps = (BUMPS,) if full else (BUMPS, OPENINGS)
    lists = ((GUILT,), context.own.guilt, guilt), (bumps, context.own.worn, bump)
    for phrases, own, (title, detail) in lists:
        for part, text in ((Part.SUBJECT, letter.subject), (Part.BODY, letter.body)):
            found = own_phrases(own).find(text) if own else None
            # The subject has a check of its own, and so has a last letter.
            if found is None and part is Part.BODY and not letter.is_good_ending:
                found = _of_ours(letter, text, phrases)
            if found:
                words = {"phrase": found.phrase, "name": letter.first_name}
                span = Span(found.start, found.end, part)
                told = title % words, detail % words
                return CheckResult(CODE, Kind.LOOK, State.WARN, *told, span)
    return _about_our_letters(letter)


def _of_ours(letter: LetterUnderReview, text: str, lists: tuple[Phrases, ...]) -> Found | None:
    """The first find that is no mere turn of a story, told of others in a letter with things to say."""
    return next(
        (
            found
            for found in chain.from_iterable(phrases.finds(text) for phrases in lists)
            if not (has_particulars(letter) and _is_innocent(text, found))
        ),
        None,
    )


def _is_innocent(text: str, found: Found) -> bool:
    """A turn of a story, or of the line that lets them go: `if this isn't a priority, tell me`."""
    return _is_of_others(text, found) or _stands_in_the_way_out(text, found)


def _stands_in_the_way_out(text: str, found: Found) -> bool:
    sentence = next(each.group() for each in sentences(text) if each.end() > found.start)
    return is_way_out(sentence) or is_for_another(sentence)


def _is_of_others(text: str, found: Found) -> bool:
    """A sentence of some length in which neither of us occurs."""
    said = tokens(text)
    number = next(token.sentence for token in said if token.start >= found.start)
    words = [token.word for token in said if token.sentence == number]
    return len(words) >= A_TALE and US_TWO.isdisjoint(words)


def _about_our_letters(letter: LetterUnderReview) -> CheckResult | None:
    """A word about what we sent or wait for, and beside it nothing of theirs."""
    begins = letter.kind is TouchKind.STEP and not letter.answers_them
    if not begins or letter.is_comment or letter.is_invitation or letter.is_good_ending:
        return None
    # What is said on a machine leads to the letter.
    without = () if letter.channel == Channel.CALL else (About.WRITING,)
    about = next(
        (
            each
            for each in told(letter)
            if each.about is About.WRITING and not is_way_out(each.text)
        ),
        None,
    )
    if has_particulars(letter, without=without):
        return None if has_news(letter) or letter.channel == Channel.CALL else _nothing_new(letter)
    if about is None:
        return _nothing_new(letter)
    if letter.channel == Channel.POST and not any(
        map(presses, (each.text for each in told(letter)))
    ):
        return None
    title = _("It speaks of our letters, not of %(name)s") % {"name": letter.first_name}
    detail = _("Say what is new for %(name)s, and begin there.") % {"name": letter.first_name}
    span = Span(about.start, about.start + len(about.text))
    return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span)


def _nothing_new(letter: LetterUnderReview) -> CheckResult | None:
    """A later letter with nothing of theirs only reminds them of the first."""
    if not letter.earlier or not letter.body.strip():
        return None
    title = _("It only reminds %(name)s of us") % {"name": letter.first_name}
    detail = _("Say what is new for %(name)s, and begin there.") % {"name": letter.first_name}
    return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, Span(0, len(letter.body)))
