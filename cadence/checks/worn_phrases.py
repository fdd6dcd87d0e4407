"""Look: no bump, no guilt, no worn opening (R15)."""

from dataclasses import replace

from django.utils.translation import gettext as _

from cadence.enums import TouchKind
from prospects.enums import Channel

from .particulars import has_particulars
from .phrases import Phrases, own_phrases, tokens
from .results import CheckResult, Kind, Part, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import Found, sentences
from .value_item import GOOD_ENDING
from .way_out import is_for_another, is_way_out, presses

CODE = "worn_phrases"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.CALL, Channel.POST)
# The letter speaks of its own last letter, of their inbox, or of nothing at all.
BUMPS = Phrases(
    """
    you ... see*|saw|read|get|got|gotten|receiv*|notic*|catch|caught|open*|look*|respond*|repl*|answer*|consider*|review*|think|thought|miss*|digest*|process* ... my|our ... email|emails|mail|mails|message|messages|note|notes|letter|letters|voicemail|invite|invitation|request|proposal|offer
    my|our ... email|emails|mail|message|messages|note|letter|voicemail|invite|request|proposal ... reach*|land*|arriv*|miss*|lost|buried|slip*|come through|find|found|get through
    you ... see|saw|seen|read|looked|look|thought|think|consider* ... email|mail|message|note|proposal that? i|we; want*|calling|ringing|writing|phoning to see|ask|know|check|find if|whether you ... look*|saw|seen|read|got|receiv*|had|thought|consider*|decid*|interested|still
    my|our previous|last|prior|earlier|recent correspondence|outreach|communication; to reconnect with|regarding|on|about; look|looking forward to hear|hearing|read|reading|receive|receiving your ... thoughts|feedback|views|decision|answer|reply|response; best|next|possible next? step|steps from|on|for your|you; introduce our|my company|firm|business|team|agency|services|products|solutions; whether|if ... any need|requirement|demand for
    did|does|has|have that|it|this|these|mine|everything ... reach*|arriv*|land*; did|has that|it|this|mine get|got through|to; you ... get|got|receive|received|seen|see|read|looked ... i|we sent|left|shared|dropped|emailed|posted; slip* down|off your; gentle|little|friendly|small prod|poke; hard|difficult to reach|get|catch; tried your ... office|number|line|phone|mobile|assistant|desk|colleague; would|could put me through
    did|have you see|seen|catch|caught|spot this|these; did|have you get|got|come anywhere|round; conscious i|we|that; indication of your|interest; any chance you|we had|have|could|saw|got|can|will; your radar|plate|pile; off|on|from your plate; pick this|it|things|our up|back again; second time lucky; third time lucky; see below|above; as soon as you ... get|hear|can|have; a while since my|we|i|our; been a while|week|fortnight|month since; still hoping|trying|looking to
    circl* back; touch* base; loop* back; swing* back|by|around; popp* back|in|into|by; pop back
    following up; followed up; wanted|want|like|thought|writing|calling|time to|i follow up
    follow up with|to|on my|our|you|the|this|that; quick|just|another|brief|short|my|our follow up
    further|regarding|reference|refer to? mine of|from|dated; whether|if you ... come|came|reached|arrived|got|taken|made|formed ... view|decision|conclusion|verdict|opinion
    further|regarding|reference to? ... my|our ... email|mail|message|letter|note|voicemail
    per my|our; as mentioned|stated|outlined in my|our; regarding the below
    see my ... below; message|email|mail|note above|below; my last|previous|prior|earlier email|mail|message|voicemail|call
    my previous|prior|earlier note|letter; our last|previous|prior|earlier email|mail|message|note|letter
    email|mail|message|note|voicemail|invite|invitation that? i ... sent|left|dropped|wrote|shared
    you ... see|saw|seen|read|got|get|gotten|receive|received|notice|noticed|catch|caught|open|opened ... my|our ... email|mail|message|note|letter|voicemail|invite|request|proposal
    you ... see|saw|seen|read|got|get|receive|received|consider|considered ... what i sent|wrote|shared
    have|had|has|get|got|getting|find|found ... chance|opportunity to; have|had|has|get|got|find|found ... time|moment|minute|second to look|read|review|think|consider|digest|reflect|mull
    get|got|getting|getting|gotten to ... my|our email|mail|message|note
    sure|case|if|whether you|it|this|they ... missed|miss; sure|if|whether this|it|my ... reach*|arriv*|land*|lost
    in case ... missed|buried|lost|slipped|astray|spam|overlook*; got|get|been|gets buried|lost
    your|crowded|busy|full inbox; in|into|of|from|to the|an? inbox; slip* through|past|off; slip* your mind|radar; fell|fall|fallen through|off|between
    bump* this|it|up|my|the; quick|gentle|little|friendly|small bump; bump this|my|it
    bubbl* this|it|my up?; float* this|it|my|the ... email|message|note|up|back|top|again; float* this
    resurfac*; mov* this|my ... up|top; push* this|my ... up|top; resend* this|my|it|the; resent this|my|it; send* this|it again
    pinging you|this; ping you; quick|gentle|little|just|another ping; a|little|gentle|friendly|quick|another|small nudge; nudging; nudge you
    gentle|gently|friendly|quick|polite|short|little|small|just|kind|courtesy ... reminder; reminder about|of|on|that my|our|the|i|this; remind you of|about|that my|our|i
    just|only|quick*|briefly check* in|back|if|whether|to; checking in with|on|again|once|to|quickly|before; checking back; check in with|on you; i check* ... in once|again|quickly; i ... check in once|again
    sorry to|for chas*|bother*|bug*; chas* you|this|up; trying you again; any thoughts|luck|feedback|updates|movement|progress; any update on
    reach* out again; just|only|am|wanted|thought|hope reach* out; want*|thought|hope|decided|like to|i|would reach out
    just|only|simply wanted|want to see|ask|check|make|ensure|know|confirm; stay|staying|keep|remain on|in|front ... radar|mind|inbox
    still keen|eager|hoping|waiting|interested|curious; where your|you ... head|stand|got to|landed; put* this back; back on|to ... radar|top
    are|reach* you the|my right|best|correct person|contact; who is|are|would ... right|best|correct person|contact; pick your brain|brains
    quick question|one|favor|favour; hope|hopes|hoping|trust ... find|finds you; hope|hoping|trust you are ... well|good|great|fine|okay|safe; hope|trust all is well; hope|hoping|trust you ... weekend|day|week|summer|holiday|holidays|christmas|easter
    hope this|my|the ... well; know|appreciate|understand|realise|realize|sure|guess|imagine|assume ... you are|must|have ... busy|swamped|slammed|hectic|snowed|plate; know how busy|hectic
    what i|we shared|sent|wrote|proposed|suggested|raised|offered|mentioned|laid|outlined|set; idea|proposal|offer|suggestion|question|topic|plan|quote|note that? i|we put|made|raised|sent|shared|floated|mentioned|left|wrote|had; offer|invitation|proposal ... still stands|open|there|good|valid; offer stands
    in case it|this|mine|that|they ... sank|sunk|drowned|vanished|unnoticed|unseen|disappear*|swallowed|hidden|got|went|passed; gone|go|went|going unnoticed|unseen|unread|under|missing; come|came|coming through|across on your|to your; find|found its|their way to you
    giv* this|it|you|one|that ... knock|nudge|shove|push|bump|kick|prod|poke|tap|tug; knock|tap|tug on|at your door|shoulder|sleeve; once more about|from|on|with|the; me|i once more; trying|try my luck|again; another go|try|stab at this|reaching|you; second|third|another stab|crack|bite at
    revisit* our|my|the|this ... conversation|chat|thread|topic|discussion|email|message; reviv* this|our|the|my|an; dust* this|it off; wak* this|the|our ... thread|conversation; keep|keeping this|the|our ... alive|warm|going|moving|conversation|thread|dialogue; pick* up where|the thread|our|this
    coming|come|came|get|getting back to you on|about|with|regarding|once|again|as; coming back on this|my|the|our; come to|any|a ... view|decision|conclusion|verdict yet; any view|views|verdict|joy|news|decision|word ... yet|on|from|this|your; where ... you|we ... at|stand|with this|it; how are we|you|things ... looking|getting|placed on|with this
    what did|do you make|think|reckon|say of|about|to the|my|our|this|that|it; i|we ... grateful|appreciate|welcome|love ... steer|word|line|answer|reply|response|feedback|thoughts|view; let me know either|one way; either way let me know; did you manage|ever; have you managed|been able to; you able to look|read|see|review|consider|open|digest
    my|our ... email|emails|mail|mails|message|messages|voicemail|voicemails; end up in|as|among your|spam|junk|trash; spam|junk folder|filter|box; following on from; see|check|know|ask|find|hear if|whether it|this|that ... interest*|keen|relevant|use; any|some news on|from|at|about your|this|the; any update*; want*|wonder*|hop*|curious|keen to? see|know|find|ask|check|hear|learn ... update|updates|news|progress|movement; on your end|side ... about|yet|regarding|with
    thoughts|feedback|views|comments on|about the|my|our below|above|attached|email|mail|proposal; bring|brings|bringing|draw|drawing this|it|your ... attention|notice; top of the pile|list|inbox|stack; catch your attention|eye again; raise this|it again; bring this|it up again; i|we ... wrote|mailed|emailed|rang|called|messaged|sent ... and have|has|had not|no|seen|heard|yet; haven t seen anything; not seen anything come; my messages|emails|mails|letters|calls are|have|get ... through|lost|spam|reaching|landing
    on the back of my|our ... email|mail|message|letter|call; listen to|had a listen; keep missing you|each; missed you|each other again; left you a|another|two|several ... message|messages|voicemail|voicemails; see where|how you ... at|are|got|landed|feel|stand; have a lot on|going; know|appreciate|realise|realize|sure ... lot|full|much on|plate|going
    impressed by|with your|the ... work|company|website|site|profile|growth|team|achievements|journey|business|online; really|very|so|truly|genuinely|deeply|hugely impressed; came|come|stumbled across|upon your ... company|website|site|profile|page|online|firm|business|organisation|organization; i|we ... confident we|i|that ... help; have|has|got some|few|couple|several of? ideas|thoughts|suggestions|tips that|to|for|on|how|i
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
# The letter asks them to feel bad, or counts what we did.
GUILT = Phrases(
    """
    not|never|nothing hear|heard back; do me|us the|a kindness|courtesy|favour|favor|decency; sadden* me|us; pains|hurts me; deal|deals short; get|getting this|it|us over the line; end of the? quarter|month|year here|for; one deal|sale|signature short|away|off
    have|has|had|having not|never|yet ... heard|received|gotten|got|had|seen ... back|from|anything|reply|response|answer|word
    not|never|nothing|hardly heard|hear ... from you|back; not heard anything; did not hear back|from; heard nothing; still nothing from|back|yet
    you have|had|did not|never ... repl*|respon*|answer*|acknowledg*|wrote|written; you have|had|did not|never ... get|got|gotten|come|came|called|call|rang|rung|return* ... back|me|us|calls|email|message
    you never ... repl*|respon*|answer*|got|came|called|wrote|acknowledg*|returned; not ... got|get|gotten back to me|us; not ... come back to me|us
    you|your ... lack|absence of response|reply|answer|interest; lack of response|reply|answer from; crickets; left|leave|leaving|keep me|us hanging|waiting|guessing; able to ... get|reach|speak|catch|contact ... you; i|we ... bit|little|quite|really|very sad|hurt|puzzled|confused
    never|not|yet ... got|had|get|received|have an|a|any answer|reply|response ... my|from|you|which|so; i|we ... never ... got|had|received ... answer|reply|response|word; have|had not had|received|got a|any|an ... reply|answer|response|word|line
    you ... opened|clicked|viewed|visited|read|looked ... my|our ... email|mail|message|profile|link|page|site|website|letter|times; not ... get|got in touch; if i do not ... hear|get ... by|from|back|within; simple|straight|quick yes or no; i|we ... put ... work|effort|time|thought into|in
    still waiting|awaiting|hoping for|on|your|to ... yours|reply|response|answer|word|you|hear; still no|not|without a|any? reply|response|answer|word|reaction|sign
    without ... reply|response|answer|reaction|word from|back|so; without a|any|even|so|much ... reply|response|answer|reaction|word; no|any|zero|single reply|response|answer|word|reaction from you|your|yet|so|back|to my|our|any|all; been no|zero reply|response|answer|reaction
    gotten|got|received|had|getting a|any|your|no|zero response|reply; your|radio|deafening|this silence; you ... gone|went|going|go|been quiet|silent|cold|dark; since|as you ... quiet|silent|dark; ghost* me|us; ghosting; ignor* my|our|these; ignoring|ignored me|us; you|are|keep ... ignoring
    my|our|this second|third|fourth|fifth|sixth|seventh|umpteenth|last|final|2nd|3rd|4th|5th time|attempt|email|mail|try|message|voicemail|reminder|follow
    this is ... second|third|fourth|fifth|sixth|seventh|umpteenth|last|final|2nd|3rd|4th|5th time|attempt|email|mail|try|message|note|voicemail|reminder|follow|call|and; i ... last|final|second|third|fourth|fifth time
    one|very last|final time|attempt|try|email|message|shot|reminder|chance|go; last|final chance|attempt|notice|reminder|warning|opportunity; last call for|to; final try|call|email|message|follow; one more time|try
    i|we ... written|wrote|write|called|emailed|mailed|rung|rang|messaged|contacted|phoned|tried|left|sent ... twice|times|repeatedly; several|numerous|multiple|countless|repeated times now|already|attempts|emails|messages; reached out ... times|few|several|twice|multiple|again; reaching out again
    tried|trying|struggl*|fail* ... reach*|contact*|catch*|call* you; tried|trying|struggl* ... get hold|through; i ... tried phone|email|mail|linkedin|calling|emailing; can|could|able not|never ... reach|contact|catch you; can|could not ... get ... hold|through; never reach|get|catch you; get|getting hold of you
    close|closing|closed out? your file|account|record; close|closing out? the loop; permission to close; break* up with you; breakup; break up email|mail
    give|giving|given up on you|this|us|me|it|reaching|hearing|getting|contacting|writing|trying; should|shall|must i ... give up; cross|strike you off
    not|no|hardly longer? a|your? top|high|big? priority; not something|anything ... you worry|care|mind; clearly|obviously ... not
    i|we must|can|will|have|am|are|had to|only|going|forced|left? to? only? assume|conclude|presume|suppose; assume|assuming|guess|presume|suppose|conclude|gather that? you are not|happy|no|fine|content; take it you|that; take|taking|took your ... silence|lack|as; assum* ... not interested; so i guess; guess that? ... not ... priority
    take the|a|your hint; no news is; thought we ... had|were something|clicked|connected|getting; crocodile; alligator
    you ... not|never ... react*|engage*; after the effort; drop|send|write you another; pin you down; did|has my|our ... get|got|reach|come|came|arrive|land|make ... to|you|through|it; love|keen|like|eager|happy to hear|get|have ... your take|thoughts|feedback; simple no takes|would|costs; circle around; the|our last|previous exchange; taking the|a hint
    knock knock; anyone|anybody|somebody there|home; take|takes|taking|took it|this personally|personal; you ... put|keep putting this|it|me off; count on you; lose|loses|losing out; willing to engage|listen|talk|respond|answer; only do so much; only|just|merely trying|tried to help; will not|never hang around|about|long|forever; hippo; trapped under|beneath; eaten|kidnapped|abducted|chased by a|an|the; reply|respond|answer with? ... 1 ... 2; reply|respond|answer with? a ... b
    did|have|has|had i ... offend*|upset|annoy*; something i said|did; did i do something; hurt my feelings; done something wrong
    i|we ... disappointed|saddened|frustrated|hurt|offended; disappointed|surprised ... not ... heard|hear|reply|you|response; disappointed in|by you|your; let me|us down; i|we ... feel|felt|am|bit let down; feel ... let down
    simple|common|professional|basic|human|a|the courtesy; least you could|can; owe me|us; only polite|fair|right to; deserve* an? answer|reply|response|better
    all|so much the|my|our ... effort|time|work|trouble ... i|we ... put|made|took|spent|invested; effort|time|thought|work|energy that? i|we ... put|made|took|spent|invested; after all ... effort|emails|messages|letters|i
    my|our boss|manager|director|chef ... ask*|want*|pressing|wondering|breathing|on; my|our|meet|hit quota|target|commission|bonus; help me out
    before it ... too late; before we|i give|offer|release|hand|pass ... away|it|spot|slot|place|to; offer|spot|slot|place goes|go|going ... to another|someone|somebody; do not say i; did not warn; do not ... miss* out; you ... miss* out; your loss; do not make me
    sorry|apologies|apologise|apologize|excuse to|for|me ... pester*|nag*|bother*|bug*|spam*|annoy*|me again|again|disturb*|persist*; sorry me again; me again; hate|not to ... pest|bother|nag|nuisance|person|annoying; hate|hating being; being|be a pest|nuisance
    would|might|could have expected|thought|hoped|liked ... answer|reply|respon*|back|courtesy|you; i|we expected ... reply|answer|response|more
    it is urgent; matter of urgency; urgent that|you; asap; immediate|prompt reply|response|answer|attention; call|ring|phone|reply|answer|respond me|us|back ... today|now|immediately|tonight; need|require|demand|want|insist an|your|a ... answer|reply|response|decision
    must|are you ... too busy; must be busy|swamped
    shame|pity|waste ... waste|wasted|nothing|unread|unused|throw*|unanswered; go|goes|gone|going to waste; at least tell|let|say|reply|answer|have|give|send; tell me whether|if you opened|read|saw|got|received|looked; took me|us|most|all|a|half|the ... weekend|evening|evenings|night|nights|hours|afternoon|days; i|we ... kept|held|saved|reserved|turned ... slot|spot|place|others|space|down for|you
    would have been polite|nice|kind|courteous|enough|appreciated|good|decent; one way|sided street|conversation|traffic; always|been|feels|rather|very|all one way|sided; attempt|try|email|mail|message|letter|call|effort number|no two|three|four|five|six|seven|2|3|4|5|6|7; what does|do|must ... have to|take ... do|get|hear|answer; on|for a? number|several|many|various of? occasions|attempts; even sent|wrote|tried|left|rang a|you|your
    some|any kind|sort|form of response|reply|answer|reaction; not even a no|line|word|reply|thanks; tumbleweed; radio silence; more than patient; my|our patience; common|basic decency; surely you can|could|have|must; only takes a|one|two second|seconds|minute|minutes|moment|click to reply|answer|respond|say; done something|anything to put|upset|offend*; put you off; does|do not|never matter ... you|enough; i|we ... not important|worth ... you|your|answer|reply
    this|it is|will be my|our|the very? final|last message|mail|email|letter|call|note|one unless; unless i|we hear; hear otherwise; now|today is|was the|your|our ... time|moment|chance to shout|act|say|speak|decide|reply; as i|we have|had|got ... silence|nothing; silence from your|you; before the door|window|offer ... clos*|shut*|end*|expir*
    nichts|keine ... von ihnen|dir gehort; keine|ohne|noch ruckmeldung|antwort ... erhalten|bekommen|von|auf; ihr|dein schweigen; mein|unser letzter versuch; letzte chance|erinnerung; zum letzten mal
    sans reponse|nouvelles|retour de|a; pas ... recu|eu de ... reponse|retour|nouvelles; votre silence; derniere chance|relance|tentative
    no ... recibido|tenido ... respuesta|noticias; ultimo intento; ultima oportunidad; niets ... gehoord|vernomen; laatste poging|kans; geen reactie ... ontvangen|gekregen; non ho ... ricevuto|avuto ... risposta; ultimo tentativo; nie otrzym* ... odpowiedzi; brak odpowiedzi
    """,
    unless="""
    last time i|we write|wrote|ring|call|mail|send; last letter|mail|word|note|message about|from|on; not|never be|feel|get offended|hurt|disappointed; i will|would not|never be offended|hurt; promis* ... not to be a pest|nuisance; will not hear; not hear from me; owe me|us nothing|no; if you|they do not|never; no need|reply|answer; without needing
    """,
)


US_TWO = frozenset("i me my mine myself we us our ours you your yours yourself this".split())
# What may stand in a line that lets them go.
LETS_GO = Phrases(
    """
    priority; your inbox; right|best|correct person; bother*; pester*; chas*; nuisance; pest; follow up; following up; busy; reach* out; too late; radar; plate; your silence
    """
)
A_TALE = 9  # words; `any news on the ramp?` is shorter


def is_worn(text: str) -> bool:
    return BUMPS.find(text) is not None or GUILT.find(text) is not None


# In a letter that says nothing of theirs, these words are about ours.
OF_OUR_LETTERS = Phrases(
    """
    sent; land*; email|emails|emailed|emailing; mail|mailed; message|messages|messaged; letter|letters; note|notes; thread; voicemail; reply|replied|replying; answer|answered|answering; respond|responded|response; inbox; heard|hear; again; decision; still; yet; reminder; view; opinion; silence; avoid*; rude; unread; stand on; previously; information i|we; called; missing you; ring|call back; hope; hoping
    """,
    unless="""
    if you ... not; tell me|us; rather not hear; not hear; say so; no answer|reply|answers|replies; never again; one letter|line|word; this letter|note|is; hope it|this helps
    """,
)

# We write, wrote, or go on with what they never began.
OF_WRITING = Phrases(
    """
    i|we ... wrote|written|write|writing|sent|send|sending|mailed|mailing|emailed|emailing|messaged|messaging|rang|ringing|called|calling|phoned|tried|trying|left|asked|asking|mentioned|suggested|proposed|shared|offered|raised|contacted|approached|checking|following|chasing
    writing|calling|ringing|mailing|emailing|asking again|once|back|further; this|our|the conversation|thread|exchange|dialogue|discussion|correspondence; pick it|this|things|that up; where things|we|you stand|are; last time; keen to know|hear|learn; reply|answer|respond; response; decision; news; thoughts; feedback
    """,
    unless="""
    that|which i|we wrote|mentioned|promised|spoke|told; wrote|sent|send|sending|left|mailed you|it|them|him|her|the|a|two|three|one; sent|send to; wrote down|up|to|it; calling|ringing|writing about|because|as; emailed|messaged|texted|posted you|it|them; asked our|my|the|a|an|one|two|three|someone|somebody|people|friends|colleagues|around; called|rang|phoned our|my
    """,
)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    bump = _("A worn phrase: “%(phrase)s”"), _("Say what is new for %(name)s, and begin there.")
    guilt = _("This asks %(name)s to feel bad: “%(phrase)s”"), _("Nobody owes us an answer.")
    lists = (GUILT, context.own.guilt, guilt), (BUMPS, context.own.worn, bump)
    for phrases, own, (title, detail) in lists:
        for part, text in ((Part.SUBJECT, letter.subject), (Part.BODY, letter.body)):
            found = _of_ours(letter, text, phrases) or (
                own_phrases(own).find(text) if own else None
            )
            if found:
                words = {"phrase": found.phrase, "name": letter.first_name}
                span = Span(found.start, found.end, part)
                told = title % words, detail % words
                return CheckResult(CODE, Kind.LOOK, State.WARN, *told, span)
    return _about_our_letters(letter)


def _of_ours(letter: LetterUnderReview, text: str, phrases: Phrases) -> Found | None:
    """The first find that is no mere turn of a story, told of others in a letter with things to say."""
    return next(
        (
            found
            for found in phrases.finds(text)
            if not (has_particulars(letter) and _is_innocent(text, found))
        ),
        None,
    )


def _is_innocent(text: str, found: Found) -> bool:
    """A turn of a story, or of the line that lets them go: `if this isn't a priority, tell me`."""
    return _is_of_others(text, found) or (
        LETS_GO.find(found.phrase) is not None and _stands_in_the_way_out(text, found)
    )


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
    """Nothing of theirs, and a word about what we sent before or wait for."""
    begins = letter.kind is TouchKind.STEP and not letter.answers_them
    if not begins or letter.is_comment or letter.is_invitation or letter.purpose == GOOD_ENDING:
        return None
    if letter.channel == Channel.POST and not any(
        presses(each.group()) for each in sentences(letter.body)
    ):
        return None
    if has_particulars(letter):
        if letter.channel == Channel.CALL:  # what is said on a machine leads to the letter
            return None
        found = _with_nothing_beside_it(letter)
    else:
        found = _outside_the_way_out(letter.body, OF_OUR_LETTERS)
    if found is None:
        return None
    title = _("It speaks of our letters, not of %(name)s") % {"name": letter.first_name}
    detail = _("Say what is new for %(name)s, and begin there.") % {"name": letter.first_name}
    span = Span(found.start, found.end)
    return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span)


def _with_nothing_beside_it(letter: LetterUnderReview) -> Found | None:
    """A word about our writing, where the other sentences alone could go to anybody."""
    found = _outside_the_way_out(letter.body, OF_WRITING)
    if found is None:
        return None
    others = (
        each.group().strip()
        for each in sentences(letter.body)
        if OF_WRITING.find(each.group()) is None
    )
    beside_it = replace(letter, body="\n".join(others))
    return None if has_particulars(beside_it) else found


def _outside_the_way_out(body: str, phrases: Phrases) -> Found | None:
    for sentence in sentences(body):
        found = None if is_way_out(sentence.group()) else phrases.find(sentence.group())
        if found:
            return Found(found.phrase, sentence.start() + found.start, sentence.start() + found.end)
    return None
