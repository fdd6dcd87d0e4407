"""Look: this try brings one thing of value, and one they have not had (R7)."""

from django.utils import formats
from django.utils.translation import gettext as _

from cadence.card import is_heading
from cadence.enums import TouchKind
from prospects.enums import Channel

from .particulars import About, has_particulars
from .phrases import Phrases, tokens
from .results import CheckResult, Kind, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import lines, sentences
from .way_out import presses
from .we_you import WE

CODE = "value_item"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.CALL, Channel.POST)
# It asks for their time, or to be let in.
ASKS_FOR_TIME = Phrases(
    """
    call|chat|conversation|meeting|meet|talk|discussion|demo|coffee|catch|presentation|zoom|teams ... week|time|soon|monday|tuesday|wednesday|thursday|friday|day|month|tomorrow|some
    open to|for ... call|chat|conversation|talk|meeting|coffee|discussion|exploring|learning|discussing|connecting|hearing
    quick|brief|short|virtual|introductory|intro|discovery call|chat|conversation|meeting|coffee|demo|talk|presentation|catch|session|look
    jump|hop|get|hopping|jumping|getting on ... call|phone|zoom|teams; set up|schedule|arrange|book|organise|organize|plan ... call|meeting|time|chat|demo|session
    give|show|walk you ... demo|demonstration|through|tour|around|presentation|product|what we; demo of; present* our|my|ourselves|them|it|us; introduce myself|ourselves|our|my|us; introduce you to; come|drop|stop by ... present|introduce|show|meet
    love|need|want|get|have|spare|grab|give|take|for|quick ... 5|10|15|20|25|30|45|five|ten|fifteen|twenty|thirty min|mins|minute|minutes; minutes of your|with you|to show|to explain|next|this|anyway|on; half an hour; get|find|have|grab some|a ... time in|on|with your|you; find|grab|get|take|have ... minutes|slot on|in|with|next|this; account|sales|business|regional manager|executive|rep|developer for; time in your diary|calendar; your|our diary|calendar
    interested in seeing|learning|hearing|finding|exploring|a|our|what|how; worth a chat|call|conversation|look|discussing|exploring; love|like|keen|happy|glad to show|tell|explain|present|introduce|discuss|explore|connect|meet|learn about|more|your
    learn|hear|know|find|tell ... more about your|you|our|what we; explore ... fit|partnership|synerg*|opportunit*|how|ways|working|together; could|would|might be|benefit ... fit|of interest|from our; get to know my|each|you|one
    visit our; see what we; in your area|neighbourhood|town|city; speak|talk to about; when are|could|would|can ... you|we free|available|talk|jump|speak; let us talk|chat|meet|connect|discuss
    uber ... sprechen|austauschen|vorstellen; kurzes gesprach|telefonat|kennenlernen; wollen|konnen wir ... reden|sprechen|telefonieren|treffen; termin ... vereinbaren|ausmachen|finden; un appel|echange|rendez; una llamada|reunion; een gesprek|afspraak
    """,
    unless="more from you|your",
)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    name = {"name": letter.first_name}
    if letter.value is not None and letter.value.used_on is not None:
        title = _("%(name)s had this before") % name
        detail = _("“%(title)s” went there on %(date)s. Bring another.") % {
            "title": letter.value.title,
            "date": formats.date_format(letter.value.used_on, "DAY_MONTH"),
        }
        return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail)
    if letter.brings_value and letter.value is None:
        title = _("Nothing of value is chosen")
        detail = _("A fact, a story, a question, a page to keep: which one is for %(name)s?") % name
        return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail)
    return _nothing_of_theirs(letter) if letter.body.strip() else None


def _nothing_of_theirs(letter: LetterUnderReview) -> CheckResult | None:
    """A letter that could go to anybody; it weighs no less when it asks for time."""
    begins = letter.kind is TouchKind.STEP and not letter.answers_them
    if (
        not begins
        or letter.is_good_ending
        or letter.is_comment
        or letter.is_invitation
        or has_particulars(letter, without=(About.US,))
    ):
        return None
    if not _wants_something(letter):
        return None
    asked = ASKS_FOR_TIME.find(letter.body)
    if asked:
        title = _("It asks for time and brings nothing")
        span = Span(asked.start, asked.end)
    else:
        title = _("This could go to anybody")
        span = Span(0, len(letter.body))
    detail = _("Nothing in it is about %(name)s. Say what you saw, and where.") % {
        "name": letter.first_name
    }
    return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span)


def _wants_something(letter: LetterUnderReview) -> bool:
    """It asks, presses or speaks of us, or takes a letter or a voicemail for it. A page handed over for nothing needs no more words."""
    is_card = any(is_heading(line.text) for line in lines(letter.body))
    if letter.channel == Channel.EMAIL or (letter.channel == Channel.CALL and not is_card):
        return True
    asks = any(presses(each.group()) for each in sentences(letter.body))
    return asks or any(token.word in WE for token in tokens(letter.body))
