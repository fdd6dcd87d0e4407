"""Whether a letter says anything that holds for this person and not for everybody."""

import re
from functools import lru_cache
from itertools import islice

from .phrases import Phrases, folded, tokens
from .retelling import LITTLE
from .review import FactUsed, LetterUnderReview
from .text import count_words, own_lines, sentences
from .way_out import is_way_out

# A figure that is no length of a call and no share; a quotation; a name in the middle of a sentence.
FIGURE = re.compile(
    r"(?<![\d#])\d{1,9}(?![\d/]|\.?\d|(?:st|nd|rd|th)\b|\s?-?\s?(?:am\b|pm\b|min|mn\b|hour|stunde|h\b|x\b|%|percent|per cent))"
)
QUOTATION = re.compile(r"[“„«»]|\"\w")
NAME = re.compile(r"(?<=[\w,;:] )([^\W\d_][\w'’]{0,40})")
FROM_THEM = Phrases(
    """
    you ... said|wrote|told|asked|mentioned|posted|published|showed|announced|hired|spoke|talked|described|explained|recommended|shared|pointed|replied|promised|spend|counted
    your ... report|review|reviews|post|posts|talk|article|minutes|advert|ad|plans|podcast|newsletter|blog|bulletin|leaflet|paper|interview|survey|tender|permit|changelog|photo|photos|picture|session|lecture|panel|comment|column|book|piece|answer|idea|speech|tour|open|class|question|sign|line|map|sheet|shop|window
    met|spoke|sat|stood at|in|on; told me you; friend|colleague of yours; we both; same table|school|town|street|class|fair; suggested i
    sie ... schrieben|sagten|fragten|erwahnten|erzahlten; vous ... avez|dit|ecrit; usted|tu ... dijo|dijiste|escribio|contaste; je|u ... schreef|vertelde|zei|vertelt|schrijft
    """
)
EVERYBODY = frozenset(
    "i i'm i'd i'll i've ps ok monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
    " august september october november december christmas easter new year linkedin zoom teams google microsoft google meet"
    " ceo cto cfo coo hr it ai roi b2b saas crm erp kpi api ui ux smb sme q1 q2 q3 q4 europe european english asap fyi dm hi hello"
    " hey dear best kind regards thanks thank happy mr mrs ms dr prof".split()
)
# Words that letters to anybody are made of; each stands for all that begin with its first letters.
ANYBODYS = frozenset(
    word[:5]
    for word in """
    above admit app below beneath brain bye came diary down else example gave given giving gone got half head held https inbox jump loop made newsletter numbers ring ringing running said sat saw seat sent software taking told tried walk webinar went won www one two three four five six seven eight nine ten twice third fourth fifth
    able about access account achieve across action active actually add address advance advantage advise affordable afford after again agency agree ago ahead alert align
    allow alone already also always amazing amount analysis analytics announce another answer any anyway apologies apology appear apparently apply appointment appreciate approach appropriate area around arrange ask asking
    assist assume attach attempt attend attention audience automate available average avoid award aware away awesome back background bad base basic become been begin behalf behind belief believe benefit best better between beyond big bill bit
    boost boss both bother bottom brand brief bring brochure budget build bump business busy buy calendar call campaign can capability capacity care career case catch cause center centre certain challenge chance change channel chat cheap check
    choice choose circle clear click client close coach coffee colleague combine come comfortable commercial commit common communicate community company compare compete competitive complete comprehensive concern confident confirm connect consider consult
    contact content continue contract control conversation convince cool cooperate copy core correct cost could couple courtesy cover create curious current customer cut cutting daily data date day days deal dear decade decide decision dedicate deep definitely
    delay deliver demand demo department depend deserve design desk detail determine develop did different difficult digital direct director disappear disappoint discount discover discuss done door doubt drive drop due during each eager early earlier easy effective
    efficient effort either elevate email employ empower enable encourage end engage enhance enjoy enough ensure enterprise entire environment especially establish even event ever every everybody everyone everything excellent except excite executive existing expand expect
    expense experience expert explain explore extend extra extremely eye face facilitate fact fail fair fall familiar family famous fantastic far fast favour feature feedback feel fellow few field figure file fill final finance find fine finish firm first fit fix flexible
    focus follow forget forward foster found founder free fresh friday friend friendly front full fully function fund further future gain general generate gentle genuine get give glad global goal going good grab grateful great grow growth guarantee guess guide hand handle hang happen happy
    hard hate have hear heard help hesitate high hire hit hold holiday holistic home honest hope hour huge idea identify ignore imagine impact implement important impress improve include increase indeed individual industry inform information initial initiative innovate inquiry insight instead
    integrate intend interest introduce intuitive invest invite involve issue job join journey just keen keep key kind know knowledge lack land large last late lately latest launch lead leader lead learn least leave left less let letter level leverage life like likely limit line link list listen little live
    local long look lose lot love low luck mail main maintain major make manage manager manner many mark market matter maximize maybe mean measure meet member mention mess message method middle might mind minimum minute miss mission modern moment monday money month more most move much must mutual name near need network never new news next nice nobody none normal
    note nothing notice number obvious offer office often once online only open operate operation opinion opportunity optimize option order organise organize other otherwise outcome outreach over overall own package pain part particular partner pass passionate past patient pay people perfect perform perhaps period person personal phone pick pile pipeline place plan plate platform
    please pleasure plenty plus point policy portfolio position positive possible post potential power practice prefer prepare present president pretty previous price pride prior priority private probably problem process procure produce product professional proficient profile profit program progress project promise promote prompt propose prospect proud prove provide public purchase purpose push put
    quality question quick quiet quite range rate reach read ready real really reason receive recent recommend record reduce refer regard region relation relationship relevant reliable remain remember remind reminder reply represent request require research resilient resource respect respond response responsible rest result return revenue revenues review right rise risk role round rude run safe sale sales same satisfy save saving say scale schedule search
    second sector secure see seek seem sell send senior sense serious serve service session set several share short should show side sign significant similar simple simply since sincere situation size skill slot small smart solution solve some somebody someone something soon sorry sort sound source space speak special specific speed spend spot staff stage stakeholder stand standard start startup state status stay step still stop story straight strategy
    streamline strength strong struggle stuff subject success such suggest suit supplier support supply suppose sure surprise swamp system tailor take talent talk target task team tech technology tell term test thank thing think third this thought thread thrill through thursday time title today together tomorrow tonight tool top topic total touch toward track traction transform transparency trial true trust try tuesday turn type understand unfortunately unique unread until update urgent use useful user usual valuable value
    various vendor version very view visible vision visit voice voicemail wait want waste watch way wealth website wednesday week weekend welcome well what while whole wide will willing win wish with without wonder word work workflow world worry worth would write wrong year yes yesterday yet young yourself
    """.split()
)
# `Kit Dunn here, from Rota & Co.`: whom we work for is nothing of theirs.
OUR_NAMES = 80  # characters before it
UNCOMMON_ENOUGH = 4
UNCOMMON_ENOUGH_IN_SHORT = 3
SHORT = 40  # words
STEM = 5
ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ers", "ly", "y", "n", "en", "'s")
MOST_NAMES = 200
SHARED_WORDS = 3
LONG_WORD = 5


def has_particulars(letter: LetterUnderReview) -> bool:
    """A figure, a quotation, a name of a place, or what they said; facts of theirs count too."""
    names = f"{letter.full_name} {letter.first_name} {letter.sender_name}"
    return _particular(letter.body, letter.sender_name, names, letter.facts)


@lru_cache(maxsize=16)
def _particular(body: str, sender: str, names: str, facts: tuple[FactUsed, ...]) -> bool:
    own = "\n".join(line.text for line in own_lines(body, sender))
    if FIGURE.search(own) or QUOTATION.search(own) or FROM_THEM.find(own):
        return True
    return (
        _names_something(own, names, sender)
        or _leans_on_a_fact(own, facts)
        or _speaks_of_things(own, names)
    )


def _speaks_of_things(own: str, names: str) -> bool:
    enough = UNCOMMON_ENOUGH if count_words(own) > SHORT else UNCOMMON_ENOUGH_IN_SHORT
    return len(uncommon_words(own, names)) >= enough


def uncommon_words(own: str, names: str) -> set[str]:
    """Words that letters to anybody do without: `castings`, `sexton`, `reefers`."""
    ours = {token.word for token in tokens(names)}
    return {
        token.word[:STEM]
        for sentence in sentences(own)
        if not is_way_out(sentence.group())
        for token in tokens(sentence.group())
        if len(token.word) > 2
        and token.word not in LITTLE
        and token.word not in ours
        and not _is_anybodys(token.word)
    }


@lru_cache(maxsize=4096)
def _is_anybodys(word: str) -> bool:
    """In the list, or a short word of it with an ending: `asked`, `means`."""
    return word[:STEM] in ANYBODYS or any(
        word[:size] in ANYBODYS and word[size:] in ENDINGS for size in range(2, STEM)
    )


def _names_something(own: str, names: str, sender: str) -> bool:
    ours = frozenset(token.word for token in tokens(names)) | EVERYBODY
    leads_to_us = _our_company(sender)
    for match in islice(NAME.finditer(own), MOST_NAMES):
        word = match.group(1)
        if leads_to_us.search(own, max(0, match.start() - OUR_NAMES), match.start()):
            continue
        if word[0].isupper() and folded(word) not in ours:
            return True
    return False


@lru_cache(maxsize=16)
def _our_company(sender: str) -> re.Pattern[str]:
    """The sender's name, and what leads from it to our company's, where a third begins."""
    ours = "|".join(re.escape(name) for name in sender.split()) or "(?!)"
    return re.compile(
        rf"\b(?:{ours})(?: (?:here|again|speaking|calling|ringing))*,? (?:from|at|of|with|bei|von|de) \Z",
    )


def _leans_on_a_fact(own: str, facts: tuple[FactUsed, ...]) -> bool:
    said = {token.word for token in tokens(own) if len(token.word) >= LONG_WORD}
    return any(
        len(said & {token.word for token in tokens(fact.claim)}) >= SHARED_WORDS for fact in facts
    )
