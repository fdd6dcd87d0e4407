"""Look: the subject is short, about them, and not one they have seen from us (R14)."""

import re
from collections.abc import Iterable

from django.utils import formats
from django.utils.translation import gettext as _

from prospects.enums import Channel

from .phrases import Phrases, tokens
from .results import CheckResult, Kind, Mend, Part, Span, State
from .review import EarlierLetter, LetterUnderReview, ReviewContext
from .text import count_words, squashed
from .worn_phrases import worn

CODE = "subject"
CHANNELS = (Channel.EMAIL,)
# About us, not about them.
ABOUT_US = Phrases(
    """
    our ... product|products|service|services|solution|solutions|platform|software|tool|audit|audits|offer|company|webinar|demo|event|newsletter|customers|experts|app|method|team|proposal; we help|offer|can|are|do; introducing; introduction to|of|from; intro to|of|from; introduce; meet our|us; meeting request|invitation; about us; my company|product|offer|proposal|app; i can|would|want|wanted|am|help
    demo; webinar; free trial|consultation|audit|demo|sample|quote|estimate|guide|ebook; brochure; newsletter; price list; pricing; discount; special|limited|exclusive offer|time|deal; promotion; act now; last chance; save up|big|money|time|on
    unternehmensvorstellung; unser* produkt|produkte|angebot|angebote|service|losung|losungen|software; kooperation; partnerschaft; notre offre|solution|societe|logiciel; nuestra solucion|empresa|oferta; onze oplossing|diensten; kennismaking; nasza oferta
    """
)
FAREWELLS = Phrases(
    "goodbye; farewell; last|final letter|word|words|note|line|lines|mail|page|card"
)
# A subject that says nothing beside these could go to anybody.
ANYBODYS = frozenset(
    "quick brief short small question questions chat call note hello hi hey intro introduction introducing touch touching base"
    " check checking follow following followup up back partnership partnering opportunity opportunities business proposal inquiry"
    " enquiry collaboration collaborate cooperation important urgent reminder update updates thoughts thought news right best person"
    " contact help needed good great connect connecting connection reach reaching idea ideas synergy synergies time talk talking meet"
    " meeting catch available free interested interest something special attention info information request favor favour exciting"
    " potential possible mutual fit solution solutions growth sales revenue save saving savings money cost costs success results demo"
    " coffee moment minute minutes feedback offer deal again email mail message final last try next steps step week today tomorrow"
    " soon action invitation hope well regarding subject untitled appropriate general value digital transformation innovation trial"
    " frage anfrage kurze kurzer austausch zusammenarbeit termin kontakt hallo bonjour hola prise rendez vous demande vraag kort"
    " 5 10 15 20 30".split()
)
LITTLE = frozenset(
    "a an the of for to in on at with and or is are be it this that any some one our us we me my i let see just can do how about from"
    " und fur zur ein eine der die das mit un une de la le pour el una een".split()
)
US = frozenset(
    "introduction introducing intro presentation presenting offer proposal invitation our we my us unser unsere notre nos nuestro nuestra onze nostra nostro nasza nasz".split()
)
YOU = frozenset("you your yours yourself".split())
SHOUTED = re.compile(
    r"!|\$\$|\b[A-Z]{4,}(?:\s+[A-Z]{2,})+\b|\b100 ?%|[\U0001F300-\U0001FAFF\u2600-\u27BF]"
)

LOUD = re.compile(r"[!\U0001F300-\U0001FAFF\u2600-\u27BF]")


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if not letter.subject.strip():
        return None
    used = _used_before(letter.subject, letter.earlier)
    if used:
        title = _("The subject was used on %(date)s") % {
            "date": formats.date_format(used.sent_on, "DAY_MONTH")
        }
        return _warn(letter, title, _("A new letter deserves its own."))
    count, most = count_words(letter.subject), context.limits.subject_words
    if count > most:
        title = _("%(count)s words in the subject") % {"count": count}
        detail = _("A phone shows about %(most)s. Which ones are about %(name)s?") % {
            "most": most,
            "name": letter.first_name,
        }
        return _warn(letter, title, detail)
    fault = None if letter.answers_them else _not_about_them(letter)
    return fault or CheckResult(CODE, Kind.LOOK, State.PASS, _("A short subject of its own"))


def _not_about_them(letter: LetterUnderReview) -> CheckResult | None:
    words = {"name": letter.first_name}
    if letter.subject.rstrip().endswith(("...", "…")):
        return _warn(letter, _("The subject teases"), _("Say what the letter is about."))
    if SHOUTED.search(letter.subject) or _is_capitals(letter.subject):
        detail = _("Write it as you would say it to %(name)s.") % words
        return _warn(letter, _("The subject shouts"), detail, _quieter(letter.subject))
    detail = _("What in the letter is %(name)s’s own? Begin with that.") % words
    if not _says_goodbye(letter) and (_offers(letter.subject) or _begins_with_us(letter.subject)):
        return _warn(letter, _("The subject is about us"), detail)
    phrase = worn(letter.subject)
    if phrase:
        return _warn(letter, _("A worn subject: “%(phrase)s”") % {"phrase": phrase.phrase}, detail)
    if not _says_goodbye(letter) and _is_anybodys(letter.subject):
        return _warn(letter, _("The subject says nothing yet"), detail)
    return None


def _says_goodbye(letter: LetterUnderReview) -> bool:
    """The last letter may say that it is the last (R18)."""
    return letter.is_good_ending or FAREWELLS.find(letter.subject) is not None


def _offers(subject: str) -> bool:
    """Something of ours; `Your pricing page` is theirs."""
    said = tokens(subject)
    theirs = bool(said) and said[0].word in YOU
    return any(not theirs or " " in found.phrase for found in ABOUT_US.finds(subject))


def _begins_with_us(subject: str) -> bool:
    said = [token.word for token in tokens(subject)]
    return bool(said) and said[0] in US and not YOU & set(said)


def _is_capitals(subject: str) -> bool:
    letters = [letter for letter in subject if letter.isalpha()]
    return len(letters) > 6 and subject.upper() == subject and subject.lower() != subject


def _is_anybodys(subject: str) -> bool:
    """Nothing but words that fit every letter, and neither a name nor `you`."""
    return all(token.word in ANYBODYS or token.word in LITTLE for token in tokens(subject))


def _quieter(subject: str) -> Mend | None:
    """The same without marks that shout; capitals are for the rep to judge."""
    text = subject.capitalize() if _is_capitals(subject) else subject
    text = " ".join(LOUD.sub("", text).split())
    if text in ("", subject):
        return None
    return Mend(_("Say it quietly"), text, Span(0, len(subject), Part.SUBJECT))


def _used_before(subject: str, earlier: Iterable[EarlierLetter]) -> EarlierLetter | None:
    wanted = _bare(subject)
    return next((letter for letter in earlier if _bare(letter.subject) == wanted), None)


def _bare(subject: str) -> str:
    """Without signs and spacing, which make no other subject of it."""
    return " ".join(re.findall(r"\w+", squashed(subject)))


def _warn(
    letter: LetterUnderReview, title: str, detail: str, mend: Mend | None = None
) -> CheckResult:
    span = Span(0, len(letter.subject), Part.SUBJECT)
    return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span, mend)
