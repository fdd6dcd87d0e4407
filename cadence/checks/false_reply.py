"""Stop: nothing pretends that a conversation is under way (R15)."""

import re

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .particulars import FROM_THEIRS, told
from .phrases import Phrases
from .results import CheckResult, Kind, Mend, Part, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import Found

CODE = "false_reply"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN)
# Re and Fwd as mail programs of a dozen languages write them, also numbered: `Re[2]:`.
MARKS = "re|fw|fwd|aw|wg|sv|vs|vb|vl|antw|doorst|odp|pd|tr|rv|res|enc|rif|ynt|ilt"
MARK = re.compile(
    rf"[\W_]{{0,8}}({MARKS})\s{{0,4}}(?:[\[(]?\d{{1,4}}[\])]?)?\s{{0,4}}[:：]", re.IGNORECASE
)
# `RE - invoice`, and the same in a list's brackets: `[Team] Re: invoice`.
DASHED = re.compile(rf"\s{{0,8}}(?:{MARKS.upper()}|Re|Fw|Fwd)\s{{1,4}}[-–—>|]\s")
# `RE dock`, `Fwd dock`: in capitals, or what no other word is; `FW 2026` is a season.
BARE = re.compile(r"\s{0,8}(RE|F[Ww]|F[Ww][Dd]|fwd?)\s{1,4}(?=[^\W\d])")
WITHIN = re.compile(rf"\s{{0,8}}\[[^\[\]]{{1,40}}\]\s{{0,4}}({MARKS})\s{{0,4}}[:：]", re.IGNORECASE)
# Letters of other alphabets that look like those of the marks, each for one.
LOOKALIKES = str.maketrans(
    "геԝԁаЕԜАΕΑϜＲＥＦＷＤＡｒｅｆｗｄａ",
    "rewdaEWAEAFREFWDArefwda",
)
# What nobody says who was never answered.
AS_IF_WE_TALKED = """
    as we? discussed|agreed|arranged|requested|planned; as per our; per our call|conversation|chat|discussion|agreement
    great|good|nice|lovely|pleasure|enjoyed to? speaking|talking|chatting|speak|talk|chat with you|today|yesterday|earlier
    quotation|quote|information|proposal|brochure|offer|details|samples|prices ... you requested|ordered|wanted|asked; as promised|requested; you requested; our ... call|conversation|chat|discussion|meeting|talk yesterday|today|tomorrow|earlier|last|this|on; the call|conversation|chat|discussion|meeting yesterday|today|tomorrow|earlier|last|this|on; following|after our ... call|conversation|chat|discussion|talk
    thank|thanks ... your|the quick? reply|response|answer|enquiry|inquiry|request|order|interest; thank|thanks ... getting back|replying|responding|answering; your ... enquiry|inquiry of|about|from|regarding; response to your request|enquiry|inquiry|question
    wie besprochen|vereinbart|gewunscht|abgesprochen; ihre anfrage vom|zu; danke ... ihre|deine antwort|anfrage|interesse; unser gesprach|telefonat von|gestern|heute; comme convenu|discute|demande; suite a notre|votre; como hablamos|acordamos|quedamos; zoals besproken|afgesproken; come concordato|d'accordo; jak ustalilismy
"""
IN_SUBJECT = Phrases(
    AS_IF_WE_TALKED
    + """
    our call|conversation|chat|meeting|discussion|appointment|agreement; your request|enquiry|inquiry|order|application|account|reply|ticket; your|the ... invoice|contract is|for|attached|enclosed|overdue; thanks for|again; following up on our
    """
)
IN_BODY = Phrases(AS_IF_WE_TALKED)
GLAD = ("good", "great", "nice", "lovely", "pleasure", "enjoyed")
A_PLACE_AND_A_DAY = 2


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if letter.answers_them:
        return None
    if letter.channel == Channel.EMAIL:
        subject = letter.subject
        mark = _marked(subject, letter.body)
        if mark:
            rest = subject[mark.end() :].lstrip()
            span = Span(mark.start(), mark.end(), Part.SUBJECT)
            mend = Mend(_("Take it off"), rest, Span(0, len(subject), Part.SUBJECT))
            return _stop(letter, subject[: mark.end()].strip(), span, mend)
    for part, text, phrases in (
        (Part.SUBJECT, letter.subject, IN_SUBJECT),
        (Part.BODY, letter.body, IN_BODY),
    ):
        found = next(
            (each for each in phrases.finds(text) if not _says_when(letter, part, each)), None
        )
        if found:
            return _look(letter, found.phrase, Span(found.start, found.end, part))
    return None


def _says_when(letter: LetterUnderReview, part: Part, found: Found) -> bool:
    """`Good talking to you in Harrogate on the 4th`: a talk that has a place and a day."""
    if part is Part.SUBJECT or not found.phrase.lower().startswith(GLAD):
        return False
    return any(
        len(each.ties - {FROM_THEIRS}) >= A_PLACE_AND_A_DAY
        for each in told(letter)
        if each.start <= found.start < each.start + len(each.text)
    )


def _marked(subject: str, body: str) -> re.Match[str] | None:
    """What the subject begins with to look like a reply; not `RE lessons` in a letter about RE."""
    seen = subject.translate(LOOKALIKES)
    mark = MARK.match(seen) or DASHED.match(seen) or WITHIN.match(seen)
    if mark:
        return mark
    bare = BARE.match(seen)
    is_their_word = bare and re.search(rf"\b{bare[1]}\b", body)
    return None if is_their_word else bare


def _stop(letter: LetterUnderReview, mark: str, span: Span, mend: Mend) -> CheckResult:
    title = _("“%(mark)s” pretends that %(name)s wrote to us") % {
        "mark": mark,
        "name": letter.first_name,
    }
    detail = _("Write an honest subject of your own.")
    return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, span, mend)


def _look(letter: LetterUnderReview, phrase: str, span: Span) -> CheckResult:
    """They may have met where we did not write it down: the rep says so."""
    title = _("“%(phrase)s”, and no word of %(name)s is on record") % {
        "phrase": phrase,
        "name": letter.first_name,
    }
    detail = _("If you did talk, say when. If not, take it out.")
    return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span)
