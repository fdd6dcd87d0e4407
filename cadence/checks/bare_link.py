"""Look: a link comes with words of our own, and not with many others (R15)."""

import re
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadence.enums import TouchKind
from prospects.enums import Channel

from .particulars import has_particulars
from .phrases import Phrases
from .results import CheckResult, Kind, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import TOKEN, count_words, own_lines, sentences
from .way_out import is_way_out

CODE = "bare_link"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.POST)
FEWEST_WORDS = 16
FEWEST_IN_A_MESSAGE = 8
MOST_LINKS = 2
MOST_READ = 2_000
INSTEAD_OF_WORDS = Phrases(
    """
    click here|below|the|this|on; visit|check|see|browse|explore ... our|my website|site|page|homepage|blog|profile|brochure; check out our|my|this|the
    check this|it out; see|follow|use|via the? link; link below|here|above|attached; learn|find out|read more|all at|on|here|about; more info|information at|on|here
    my|our ... brochure|deck|catalogue|catalog|flyer|leaflet|website|site|homepage|page|video|demo|product|portfolio|presentation|whitepaper|pricing ... here|below|at|on|https; here is|are|comes my|our; here is|are ... brochure|deck|catalogue|catalog|flyer|website|portfolio|pricing
    hier klicken; klicken sie; besuchen sie unsere; mehr dazu|infos|informationen|erfahren; cliquez; visitez notre; haga clic; visite nuestra; klik hier; bezoek onze; clicca qui; visita il; kliknij
    """
)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if letter.kind is not TouchKind.STEP or letter.answers_them or letter.is_invitation:
        return None
    links = [
        each for each in islice(TOKEN.finditer(letter.body), MOST_READ) if is_link(each.group())
    ]
    if not links:
        return None
    span = Span(*links[-1].span())
    if len(links) > MOST_LINKS:
        title = ngettext("%(count)s link", "%(count)s links", len(links)) % {"count": len(links)}
        detail = _("Which one would %(name)s keep?") % {"name": letter.first_name}
        return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span)
    fewest = FEWEST_IN_A_MESSAGE if letter.channel == Channel.LINKEDIN else FEWEST_WORDS
    says_nothing = not (letter.is_good_ending or has_particulars(letter, in_words=True))
    few = _own_words(letter) < fewest or says_nothing
    if few or INSTEAD_OF_WORDS.find(letter.body):
        title = _("The link does the talking")
        detail = _("Say what %(name)s finds there, and why it is worth a look.") % {
            "name": letter.first_name
        }
        return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span)
    return None


def is_link(token: str) -> bool:
    """`https://a.example`, `www.a.example` or `a.example/page`."""
    small = token.lower()
    host = small.partition("/")[0]
    return "://" in small or small.startswith("www.") or ("/" in small and "." in host.strip("."))


def _own_words(letter: LetterUnderReview) -> int:
    """Words that are neither greeting, signature, way out nor part of a link."""
    own = "\n".join(line.text for line in own_lines(letter.body, letter.sender_name))
    said = " ".join(
        each.group() for each in sentences(LINK.sub("", own)) if not is_way_out(each.group())
    )
    return count_words(said)


# Without the full stop that ends the sentence: what follows is a sentence of its own.
LINK = re.compile(r"(?:https?://|www\.)\S*[^\s.,;:!?)]", re.IGNORECASE)
