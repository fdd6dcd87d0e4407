"""What a letter says that holds for this person and not for everybody, sentence by sentence.

A figure, a name, a quotation, what they said or have ties a sentence to somebody; an uncommon word
makes it likely. What we say of ourselves and of our own letters ties it to nobody.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import chain, islice, pairwise
from typing import NamedTuple

from prospects.company_names import folded
from prospects.enums import Channel

from .everyday import EVERYBODY, GERMAN, LITTLE, NUMBERS, STEM, UNITS, is_everyday
from .ours import names_of_ours, speaks_of_us
from .phrases import Phrases, Token, tokens
from .review import LetterUnderReview
from .text import Line, own_lines, sentences

# A figure that is no length of a call and no share.
FIGURE = re.compile(
    r"(?<![\w#:])(?<!\bat )\d{1,9}(?![\d/:]|\.?\d|(?:st|nd|rd|th)\b|\s?-?\s?(?:am\b|pm\b|min|mn\b|sec|hour|stunde|h\b|x\b|%|percent|per cent))"
)
# A telephone number, and the number of a choice: `1)`, `reply 2`, `it's 3`.
NO_FIGURE = re.compile(
    r"\+?\d[\d ()-]{7,24}\d|\b(?:over|more than|nearly|almost) \d[\d,.]{0,9}|\d{1,3} ?(?:-|–|to|or) ?\d{1,3} ?(?:min|hour|%)|(?:(?<=\s)|^)\(?\d[).:](?=\s|$)|\b(?:reply|answer|press|option|type)(?: with)? \d\b|\b(?:it's|its|or) \d\b",
    re.IGNORECASE,
)
QUOTATION = re.compile(r"[“„«»]|\"\w")
NAME = re.compile(r"(?<=[\w,;:] )([^\W\d_][\w'’]{0,40})")
# Where every noun is written large: the name of a place, `in Soest`.
AFTER_IN = re.compile(r"\b(?:in|bei|aus|nach) ([A-ZÄÖÜ][\w'’]{1,40})")
GERMAN_SHARE = 0.15
# A place or a firm of which something is told: `Fulda answered`, `Kassel laid a mat`.
OF_WHOM = re.compile(
    r"[\s\"“]{0,4}([A-Z][^\W\d_]{2,30}) (?:simply |now |also |has |have |had )?(?:(?!helped)[a-z]{2,20}ed|told|said|wrote|laid|went|sent|found|put|gave|kept|let|took|made|did|began|ran|came|lends|swaps)\b"
)
FROM_THEM = Phrases(
    """
    you ... said|wrote|told|asked|mentioned|posted|published|showed|announced|hired|spoke|talked|described|explained|recommended|shared|pointed|replied|promised|spend|counted|hire
    your ... report|review|reviews|post|posts|talk|article|minutes|advert|ad|plans|podcast|newsletter|blog|bulletin|leaflet|paper|video|film|episode|transcript|slides|thread|study|graph|interview|survey|tender|permit|changelog|photo|photos|picture|session|lecture|panel|comment|column|book|piece|speech|tour|class|sign|map|sheet|shop|window
    thank|thanks ... for showing|lending|explaining; met|spoke|sat|stood at|in|on; told me you; friend|colleague of yours; we both; same table|school|town|street|class|fair; suggested i
    sie ... schrieben|sagten|fragten|erwahnten|erzahlten|suchen; ihr|ihre|ihrem|ihren|ihrer ... bericht|stellenanzeige|ausschreibung|vortrag|beitrag|artikel|zahlung|zahlen|webseite|aushang|newsletter|interview|buch|karte|anzeige|haushalt|protokoll; vous ... avez|dit|ecrit; usted|tu ... dijo|dijiste|escribio|contaste; je|u ... schreef|vertelde|zei|vertelt|schrijft
    """
)
MOST_NAMES = 200
SHARED_WORDS = 3
RECORDED = "recorded"  # enough by itself
FROM_THEIRS = "from them"
LINK = "://"
# Without the full stop that ends the sentence.
LINKED = re.compile(r"(?:https?://|www\.)\S{0,400}[^\s.,;:!?)]", re.IGNORECASE)
BROKEN_LINE = 60  # characters; a shorter one was meant to end there
LONG_WORD = 5
TIE = 3  # as much as three uncommon words
ENOUGH = {Channel.EMAIL: 7, Channel.POST: 5, Channel.CALL: 4, Channel.LINKEDIN: 5}
ENOUGH_UNTIED = ENOUGH | {Channel.EMAIL: 12, Channel.LINKEDIN: 6}  # with uncommon words alone
ENOUGH_FOR_AN_INVITATION = 3
MUCH_NEWS = 3  # uncommon words
OPENING = 3  # words in which a sentence says what it is about
# We write, wrote, or wait for a word.
WRITING = frozenset(
    """
    email emails emailed emailing mail mails mailed mailing message messages messaged messaging note notes letter letters voicemail voicemails invite
    invitation request proposal reply replied replies replying respond responded responding response answer answered hear heard hearing inbox thread
    conversation exchange correspondence communication silence silent quiet feedback thoughts news reach reached reaching contact contacted contacting
    write wrote written writing called calling phoned ping pinged nudge bump reminder remind follow following check checking chase chasing
    touch update decision view attempt attempts try tried trying reconnect connect ghosted ignored ignoring sent resend resending attention
    pester pestering nag catch looked considered reaction react reacted received signal
    nachricht nachrichten schreiben brief angebot anfrage antwort antworten ruckmeldung reaktion gehort erhalten geschrieben gemeldet gesendet geschickt angerufen erreichen erreicht
    """.split()
)
AGAIN = frozenset(
    """
    again still yet last previous earlier another not no never nothing without back chance just checking following wondering wonder hoping hope once
    nicht kein keine noch nochmals nochmal wieder schon bereits erneut leider letzte letzten letzter kurz nur mehrfach anyone anybody ever few several second third fourth final quick sorry below above while already whether
    """.split()
)
# One of these alone reminds, or reproaches.
NUDGES = frozenset(
    """
    inbox spam radar nudge nudging nudged reminder bump bumping bumped ghost ghosted ghosting silence crickets courtesy decency resend resending resent
    resurfacing bubbling bubble floating popping poke prod knock overlooked unnoticed unread unanswered astray slipped thoughts feedback update
    updates joy steer again clearly nachhaken nachfassen nachhoren nachfragen erinnerung ruckfrage schweigen posteingang untergegangen
    """.split()
)
# These do beside `I` or `we`.
FEELINGS = frozenset(
    """
    remind reminding ignore ignored ignoring silent quiet polite politeness rude deserve deserves deserved disappointed disappointing disappointment disheartening
    saddened hurt frustrated frustrating upset pester pestering nag nagging bother bothering bothered chase chasing chased buried sank slip forgot landed listen
    swamped slammed hectic snowed busy verdict outstanding pending overdue expected expecting hoped awaiting waiting patience
    assume presume conclude conclusion apparently obviously agenda priority warn warned missed missing lose losing
    effort wasted wasting waste shame pity spent favour favor boss quota
    keen eager hopeful fingers excuse persist persistent stalking stalker
    schade enttauscht erinnern muhe hoflich hoflichkeit ignorieren ignoriert gehe annehmen zuruckkommen melden warten warte interesse
    """.split()
)
OF_LETTERS = WRITING | NUDGES | FEELINGS
OURSELVES = frozenset(
    "i we me us my our mine ich wir mir mich uns mein meine meinen meiner meinem unser unsere".split()
)
ASKING_AFTER = frozenset("did have has had were any anything haben hatten konnten".split())
OPENINGS = frozenset("still just wondering hoping trying".split())
ASKED_BY = 3  # words; a name may stand before
MOST_TIED = 1  # ties in a sentence about our writing; one with more says something besides


class About(StrEnum):
    THEM = "them"
    US = "us"
    WRITING = "writing"


class Told(NamedTuple):
    """One sentence: where it stands, what it is about, and what ties it to somebody."""

    start: int
    text: str
    about: About
    ties: frozenset[str]
    uncommon: frozenset[str]


def has_particulars(
    letter: LetterUnderReview, *, without: Collection[About] = (), in_words: bool = False
) -> bool:
    """Whether enough is said of them, in the sentences that are not `without`; `in_words`: beside any link."""
    said = [each for each in told(letter) if each.about not in without]
    ties = frozenset().union(*(each.ties for each in said))
    if in_words:
        ties -= {LINK}
    if RECORDED in ties:
        return True
    uncommon = frozenset().union(*(each.uncommon for each in said))
    if letter.is_invitation:
        enough = ENOUGH_FOR_AN_INVITATION
    else:
        enough = (ENOUGH if ties else ENOUGH_UNTIED)[letter.channel]
    return TIE * len(ties) + len(uncommon) >= enough


def has_news(letter: LetterUnderReview) -> bool:
    """Whether something of theirs is in it that no earlier letter said: a name or a figure, or many uncommon words."""
    before = {
        token.word
        for earlier in letter.earlier
        for token in tokens(f"{earlier.subject}\n{earlier.text}")
    }
    stems = {word[:STEM] for word in before}
    said = [each for each in told(letter) if each.about is not About.WRITING]
    ties = frozenset().union(*(each.ties for each in said))
    if RECORDED in ties or LINK in ties:
        return True
    uncommon = frozenset().union(*(each.uncommon for each in said))
    return bool(ties - before - {FROM_THEIRS}) or len(uncommon - stems) >= MUCH_NEWS


def told(letter: LetterUnderReview) -> tuple[Told, ...]:
    names = f"{letter.full_name} {letter.first_name} {letter.sender_name}"
    recorded = tuple(fact.claim for fact in letter.facts)
    if letter.value is not None and letter.value.used_on is None:
        recorded += (letter.value.title,)
    return _told(letter.body, letter.sender_name, names, recorded)


@lru_cache(maxsize=16)
def _told(body: str, sender: str, names: str, recorded: tuple[str, ...]) -> tuple[Told, ...]:
    people = frozenset(token.word for token in tokens(names))
    named_ours = frozenset(names_of_ours(body, sender)) - people
    ours = named_ours | people
    surname = f"{sender.rsplit(maxsplit=1)[-1]} " if " " in sender else ""
    written_large = AFTER_IN if _is_german(body) else NAME
    found = []
    for paragraph in _paragraphs(own_lines(body, sender)):
        for sentence in sentences(LINKED.sub(_without_words, paragraph.text)):
            said = tokens(sentence.group())
            names_in = _names(sentence.group(), ours, written_large)
            ties = frozenset(chain(_ties(sentence.group(), said, recorded), names_in))
            uncommon = frozenset(_uncommon(said, ours))
            start = paragraph.start + sentence.start()
            about = _about(sentence.group(), said, ties)
            if surname and sentence.group().lstrip().startswith(surname):
                about = About.US
            if not named_ours.isdisjoint(token.word for token in said[:OPENING]):
                about = About.US
            found.append(Told(start, sentence.group(), about, ties, uncommon))
    return tuple(found)


def _without_words(link: re.Match[str]) -> str:
    """As long as the link, and nothing to read in it."""
    return LINK.ljust(len(link.group()), "_")


def _paragraphs(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines that were only broken for their length, as one."""
    parts: list[str] = []
    start, end = 0, -1
    for line in lines:
        broken = parts and line.start == end + 1 and len(parts[-1]) >= BROKEN_LINE
        if parts and not broken:
            yield Line(start, " ".join(parts))
            parts = []
        start = start if parts else line.start
        parts.append(line.text)
        end = line.start + len(line.text)
    if parts:
        yield Line(start, " ".join(parts))


def _about(sentence: str, said: tuple[Token, ...], ties: Collection[str]) -> About:
    if RECORDED in ties or FROM_THEIRS in ties:
        return About.THEM
    words = [token.word for token in said]
    if speaks_of_us(sentence, words):
        return About.US
    if len(ties) <= MOST_TIED and _is_about_writing(sentence, words, tied=bool(ties)):
        return About.WRITING
    return About.THEM


def _is_about_writing(sentence: str, words: list[str], *, tied: bool) -> bool:
    nudges = not NUDGES.isdisjoint(words) or _asks_after(sentence, words)
    if OURSELVES.isdisjoint(words):
        return nudges and not tied
    writes = not (WRITING.isdisjoint(words) or AGAIN.isdisjoint(words))
    return nudges or writes or not FEELINGS.isdisjoint(words)


def _asks_after(sentence: str, words: list[str]) -> bool:
    """`Did you get anywhere with it?`, `Still on for this?`: what goes on with what they never began."""
    opening = words[:ASKED_BY]
    asks = sentence.endswith("?") and not ASKING_AFTER.isdisjoint(opening)
    return asks or not OPENINGS.isdisjoint(opening)


def _ties(
    sentence: str,
    said: tuple[Token, ...],
    recorded: tuple[str, ...],
) -> Iterator[str]:
    text = NO_FIGURE.sub(" ", sentence)
    yield from FIGURE.findall(text)
    if QUOTATION.search(text):
        yield "“"
    yield from _counted(said)
    if FROM_THEM.find(sentence):
        yield FROM_THEIRS
    if LINK in sentence:
        yield LINK
    if _leans_on(said, recorded):
        yield RECORDED


def _counted(said: tuple[Token, ...]) -> Iterator[str]:
    """`Three juniors`, but not `two minutes`."""
    for number, counted in pairwise(said):
        if number.word in NUMBERS and counted.word not in UNITS:
            yield number.word


def _uncommon(said: tuple[Token, ...], ours: Collection[str]) -> Iterator[str]:
    """Words that letters to anybody do without: `castings`, `sexton`, `reefers`."""
    return (
        token.word[:STEM]
        for token in said
        if len(token.word) > 2
        and not token.word.isdigit()
        and token.word not in LITTLE
        and token.word not in ours
        and token.word not in OF_LETTERS
        and not is_everyday(token.word)
    )


def _is_german(body: str) -> bool:
    said = tokens(body)
    return sum(token.word in GERMAN for token in said) >= GERMAN_SHARE * len(said)


def _names(text: str, ours: Collection[str], written_large: re.Pattern[str]) -> Iterator[str]:
    """What is written like a name in the middle of a sentence, and is not ours."""
    told_of = OF_WHOM.match(text)
    first = folded(told_of[1]) if told_of else ""
    if first and not is_everyday(first) and first not in LITTLE and first not in ours:
        yield first
    for match in islice(written_large.finditer(text), MOST_NAMES):
        if not match[1][0].isupper():
            continue
        name = folded(match[1])
        if name in ours or name in EVERYBODY or name in LITTLE | NUMBERS | UNITS:
            continue
        if written_large is NAME or not is_everyday(name):
            yield name


def _leans_on(said: tuple[Token, ...], recorded: tuple[str, ...]) -> bool:
    """Whether it shares its longer words with a fact, or with the thing of value that this try brings."""
    words = {token.word for token in said if len(token.word) >= LONG_WORD}
    return any(
        len(words & {token.word for token in tokens(claim)}) >= SHARED_WORDS for claim in recorded
    )
