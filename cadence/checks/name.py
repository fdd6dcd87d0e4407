"""Stop: the greeting names this person, spelled as they spell it (R13)."""

import unicodedata

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import Line, first_line

CODE = "name"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.POST)
GREETINGS = (
    "good morning", "good afternoon", "good evening", "good day", "hi again", "hello again",
    "buenos días", "buenas tardes", "guten morgen", "guten tag", "goedemorgen", "god morgon",
    "hi", "hello", "hey", "dear", "morning", "afternoon", "hallo", "hej", "hei", "moin", "liebe",
    "lieber", "bonjour", "cher", "chère", "hola", "estimado", "estimada", "ciao", "caro", "cara",
    "gentile", "olá", "prezado", "prezada", "beste", "cześć", "dia duit", "a chara",
)  # fmt: skip
HONORIFICS = (
    "mr", "mrs", "ms", "mx", "miss", "dr", "prof", "professor", "sir", "dame", "herr", "frau",
    "monsieur", "madame", "señor", "señora", "sr", "sra", "pan", "pani",
)  # fmt: skip
NOBODY = ("there", "all", "team", "everyone", "friend", "sir or madam", "sir/madam", "folks")
AND = ("and", "&", "und", "et", "y", "e", "och", "og", "en")
LONGEST_LINE = 160
SENTENCE_WORDS = 3  # so many words after a name are a sentence, not a surname
QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "‐": "-", "‑": "-"})


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    line = first_line(letter.body)
    greeted = _greeted(line.text, letter)
    if greeted is None:
        if letter.is_comment:
            return None
        title = _("No greeting with %(name)s’s name") % {"name": letter.first_name}
        return _stop(line, title, _("Begin with the name, as you would face to face."))
    fault = _fault(greeted, letter)
    if fault:
        return _stop(line, *fault)
    detail = _("%(name)s, as confirmed.") % {"name": letter.full_name or letter.first_name}
    return CheckResult(CODE, Kind.STOP, State.PASS, _("Name is right"), detail)


def _greeted(line: str, letter: LetterUnderReview) -> str | None:
    """The words a greeting speaks to; None when the line greets nobody and names nobody."""
    text = _tidy(line[:LONGEST_LINE])
    lowered = text.lower()
    for greeting in GREETINGS:
        if lowered == greeting or lowered.startswith((greeting + " ", greeting + ",")):
            return _up_to_a_stop(text[len(greeting) :], letter)
    addressed = text.split(",")[0].rstrip(" :.!–—-")
    return addressed if _bare(addressed) in map(_bare, _names(letter)) else None


def _up_to_a_stop(rest: str, letter: LetterUnderReview) -> str:
    """`Aoife` of `Aoife, I read…`, of `Aoife and team`, of `Aoife I read…` without a comma."""
    addressed = rest.strip(" ,")
    for mark in (",", ":", "!", " –", " —", " - "):
        addressed = addressed.split(mark)[0]
    addressed = addressed.rstrip(" .")
    for name in sorted(_names(letter), key=len, reverse=True):
        if not _bare(addressed).startswith(_bare(name) + " "):
            continue
        after = addressed[len(name) :].split()
        if after[0].lower() in AND or len(after) >= SENTENCE_WORDS:
            return addressed[: len(name)]
    return addressed


def _fault(greeted: str, letter: LetterUnderReview) -> tuple[str, str] | None:
    """What is wrong with the name, and what to do about it."""
    words = {"name": letter.first_name, "greeted": greeted, "full": letter.full_name}
    if not letter.first_name:
        return _("No confirmed name"), _("Confirm the spelling in the research first.")
    if greeted in _names(letter) or _is_formal(greeted, letter):
        return None
    if not greeted or greeted.lower() in NOBODY:
        title = _("A greeting to nobody")
        return title, _("Say %(name)s, as you would face to face.") % words
    likeness = next((name for name in _names(letter) if _bare(name) == _bare(greeted)), None)
    if likeness:
        return _misspelled(greeted, likeness)
    if greeted.lower() in _tidy(letter.full_name).lower().split():
        title = _("“%(greeted)s” is part of the name, not how %(name)s is called") % words
        return title, _("Write %(name)s.") % words
    return _("This greets “%(greeted)s”") % words, _("You are writing to %(name)s.") % words


def _misspelled(greeted: str, likeness: str) -> tuple[str, str]:
    words = {"greeted": greeted, "likeness": likeness}
    if likeness.lower() == greeted.lower():
        title = _("“%(greeted)s” is not how the name is written") % words
    else:
        title = _("An accent is missing or wrong in “%(greeted)s”") % words
    return title, _("Write %(likeness)s, as confirmed.") % words


def _names(letter: LetterUnderReview) -> list[str]:
    """The first name they go by, and the whole name as confirmed."""
    return [name for name in (_tidy(letter.first_name), _tidy(letter.full_name)) if name]


def _is_formal(greeted: str, letter: LetterUnderReview) -> bool:
    """`Ms Ní Bhriain`: an honorific and the last words of the whole name."""
    honorific, _space, surname = greeted.partition(" ")
    if honorific.lower().rstrip(".") not in HONORIFICS or not surname:
        return False
    whole = _tidy(letter.full_name)
    return whole == surname or whole.endswith(" " + surname)


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text.translate(QUOTES)).split())


def _bare(text: str) -> str:
    """Small letters without accents, to tell a wrong spelling from another person."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _stop(line: Line, title: str, detail: str) -> CheckResult:
    span = Span(line.start, line.start + len(line.text))
    return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, span)
