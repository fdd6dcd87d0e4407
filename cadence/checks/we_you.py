"""Look: a letter speaks of them more than of us."""

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .particulars import About, has_particulars, told
from .phrases import Token, tokens
from .results import CheckResult, Kind, Span, State
from .review import LetterUnderReview, ReviewContext
from .way_out import is_way_out

CODE = "we_you"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.CALL, Channel.POST)
WE = frozenset(
    "we our ours us ourselves wir uns unser unsere unseren unserem unserer nous notre nos nosotros"
    " nuestro nuestra nuestros nuestras wij ons onze noi nostro nostra nostri nostre nos nosso nossa"
    " nossos vi var vart vara vores vaar vare my nasz nasza nasze naszych".split()
) - {"my", "var"}  # which mean something else next door
YOU = frozenset(
    "you your yours yourself yourselves sie ihr ihre ihren ihrem ihrer ihnen euch euer eure du dich dir"
    " dein deine deinen vous votre vos tu te ton ta tes usted ustedes su sus ti u uw jij je jou jouw"
    " jullie lei suo sua suoi loro voi vostro vostra voce seu sua ni er era eder dig din ditt dina i pan"
    " pani panstwo panstwa pana was wasz wasza".split()
) - {"i", "er", "was", "era"}
MANY, MANY_WITHOUT_YOU = 4, 3
MANY_BESIDE_THEM = 5  # in a letter with things of theirs


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if letter.answers_them or letter.is_comment:
        return None
    found = tokens(letter.body)
    full = has_particulars(letter, without=(About.US, About.WRITING))
    tales = [(each.start, each.start + len(each.text)) for each in told(letter) if each.ties]
    ours = [
        token
        for token in found
        if token.word in WE
        and not (full and any(start <= token.start < end for start, end in tales))
    ]
    theirs = sum(token.word in YOU for token in found)
    enough = MANY + theirs // 2 if theirs else MANY_WITHOUT_YOU
    if full:
        enough = max(enough, MANY_BESIDE_THEM)
    if len(ours) < enough or len(ours) < 2 * theirs:
        return _nothing_beside_us(letter)
    title = _("“We” %(ours)s times, “you” %(theirs)s") % {"ours": len(ours), "theirs": theirs}
    detail = _("What of this would %(name)s miss?") % {"name": letter.first_name}
    return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, _span(ours))


def _nothing_beside_us(letter: LetterUnderReview) -> CheckResult | None:
    """What we are, make or offer, and beside it nothing of theirs."""
    if (
        letter.is_invitation
        or letter.is_good_ending
        or letter.channel == Channel.POST
        or has_particulars(letter, without=(About.US,))
    ):
        return None
    little = 1 if letter.channel == Channel.CALL else 0  # our own names, said on the telephone
    ours = [each for each in told(letter) if each.about is About.US]
    others = [
        each
        for each in told(letter)
        if each.about is About.THEM
        and (each.ties or len(each.uncommon) > little)
        and not is_way_out(each.text)
    ]
    if len(ours) <= len(others) // 2:
        return None
    about = ours[0]
    title = _("It speaks of us, and of nothing that is %(name)s’s") % {"name": letter.first_name}
    detail = _("What of this would %(name)s miss?") % {"name": letter.first_name}
    span = Span(about.start, about.start + len(about.text))
    return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span)


def _span(ours: list[Token]) -> Span:
    return Span(ours[0].start, ours[0].end)
