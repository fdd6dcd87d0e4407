"""Stop: the greeting names this person, spelled as they spell it, and nobody else is spoken to (R13)."""

import re
import unicodedata
from itertools import islice

from django.utils.translation import gettext as _

from prospects.company_names import folded
from prospects.enums import Channel
from team.languages import for_others

from .everyday import EVERYBODY
from .given_names import GIVEN_NAMES
from .results import CheckResult, Kind, Mend, Part, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import Line, count_words, first_line, lines

CODE = "name"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.CALL, Channel.POST)
GREETINGS = (
    "good morning", "good afternoon", "good evening", "good day", "hi again", "hello again",
    "buenos días", "buenas tardes", "guten morgen", "guten tag", "guten abend", "grüß gott",
    "sehr geehrte", "sehr geehrter", "goedemorgen", "goedemiddag", "goedendag", "geachte",
    "god morgon", "god dag", "god morgen", "hi", "hello", "hey", "hiya", "howdy", "greetings",
    "dear", "morning", "afternoon", "evening", "hallo", "hej", "hei", "moin", "servus", "liebe",
    "lieber", "bonjour", "bonsoir", "salut", "cher", "chère", "hola", "estimado", "estimada",
    "querido", "querida", "ciao", "caro", "cara", "gentile", "buongiorno", "buonasera", "salve",
    "egregio", "egregia", "olá", "bom dia", "boa tarde", "prezado", "prezada", "caríssimo",
    "beste", "dag", "lieve", "cześć", "dzień dobry", "witam", "szanowna", "szanowny", "dobrý den",
    "ahoj", "vážený", "vážená", "kære", "kjære", "hyvä", "tere", "dia duit", "a chara",
    "to whom it may concern",
)  # fmt: skip
HONORIFICS = (
    "mr", "mrs", "ms", "mx", "miss", "dr", "prof", "professor", "sir", "dame", "herr", "frau",
    "monsieur", "madame", "señor", "señora", "sr", "sra", "pan", "pani", "pane", "paní", "panie",
    "signor", "signora", "dott", "dottor", "dottoressa", "mevrouw", "meneer", "heer", "dhr", "mevr",
    "doctor", "rev", "father", "sister", "capt", "captain", "ing", "mag", "dr med", "frau dr",
    "herr dr", "frau prof", "herr prof", "prof dr",
)  # fmt: skip
SPANISH = ("señor", "señora", "sr", "sra")  # who go by the first of two surnames
# What a surname begins with and is not said without. `de` and `da` are: Ana da Silva is Sra. Silva.
PARTICLES = frozenset(
    "Ní Nic Ó Ua Uí Mac Mc Mhic De Del Della Di Du La Le St Saint Van Von Der Den Ter Ten"
    " van von der den ter ten zu zum zur af y".split()
)
NOBODY = (
    "there", "all", "team", "everyone", "friend", "sir or madam", "sir/madam", "folks", "sir",
    "madam", "sirs", "to whom it may concern", "hiring manager", "customer", "colleague", "you",
    "damen und herren", "zusammen", "à tous", "a todos", "allemaal",
)  # fmt: skip
RESPECT = (
    "dear",
    "ji",
    "ma'am",
    "sir",
    "san",
    "sahib",
    "saab",
    "garu",
    "bhai",
    "didi",
    "hanım",
    "bey",
)  # behind a name
AND = ("and", "&", "und", "et", "y", "e", "och", "og", "en")
LONGEST_LINE = 160
SENTENCE_WORDS = 3  # so many words after a name are a sentence, not a surname
QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "‐": "-", "‑": "-"})


# A name spoken to at the end of a question, after thanks, or at either end of a subject.
SPOKEN_TO = re.compile(
    r"(?:^|[.!?\n]\s{0,4})(?:(?:So|Well|And|But|Now|Hey|Look|Anyway|Honestly|Okay),? )?([A-Z][^\W\d_]{1,19}), (?=(?:would|could|can|do|does|did|is|are|have|will|may|shall|what|how|who|if|you|your|I|we|any|let)\b)|,\s{1,3}([^\W\d_]{2,20})\s?\?|\b(?:[Tt]hanks|[Tt]hank you|[Cc]heers|[Dd]anke|[Mm]erci|[Gg]racias),?\s{1,3}"
    r"([^\W\d_]{2,20})\s?[,.!\n]"
)
# `May I send you one, Mr Johansson?`, `Is yours on UTC, Rohan?`; in `Cork, Ireland?` the first is a name as well.
MOST_ASKED = 20
ASKED = re.compile(
    r"(?<!\w)(?:[^\W\d_]{1,30}|\d{1,9}),\s{1,3}((?:Mrs?|Ms|Miss|Dr|Herr|Frau)\.?\s)?([A-Z][^\W\d_]{1,29})\s?\?"
)
IN_SUBJECT = re.compile(
    r"^\s{0,9}([^\W\d_]{2,20}),\s|,\s{0,3}([^\W\d_]{2,20})\s?[?!.]?\s{0,9}$|\b[Ff]or ([^\W\d_]{2,20})$"
)
NAME_WORD = re.compile(r"[^\W\d_]{2,30}")
CLAUSE = re.compile(r"[,:!–—.?(]|\s-\s")
GREETING_WORDS = 6


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if letter.channel == Channel.CALL:
        return _spoken(letter)
    line = first_line(letter.body)
    greeted = _greeted(line.text, letter)
    if greeted is None and not letter.is_comment:
        title = _("No greeting with %(name)s’s name") % {"name": letter.first_name}
        detail = _("Begin with the name, as you would face to face.")
        return _stop(line, title, detail, _opened(letter))
    fault = _fault(greeted, letter) if greeted is not None else None
    if fault:
        return _stop(line, *fault, _renamed(line, letter))
    elsewhere = _somebody_else(letter) or _accent_elsewhere(letter)
    if elsewhere or (letter.is_comment and greeted is None):
        return elsewhere
    detail = _("%(name)s, as confirmed.") % {"name": letter.full_name or letter.first_name}
    return CheckResult(CODE, Kind.STOP, State.PASS, _("Name is right"), detail)


def _spoken(letter: LetterUnderReview) -> CheckResult | None:
    """On the phone a greeting may name nobody; it may not name somebody else."""
    for line in lines(letter.body):
        greeted = _greeted(line.text, letter)
        if greeted and greeted.istitle() and count_words(greeted) <= SENTENCE_WORDS:
            fault = _fault(greeted, letter)
            if fault:
                return _stop(line, *fault, _renamed(line, letter))
        if line.start > LONGEST_LINE * LONGEST_LINE:
            break
    return None


def _greeted(line: str, letter: LetterUnderReview) -> str | None:
    """The words a greeting speaks to; None when the line greets nobody and names nobody."""
    text = _tidy(line[:LONGEST_LINE])
    lowered = text.lower()
    for greeting in GREETINGS:
        if lowered == greeting or lowered.startswith(tuple(greeting + mark for mark in " ,!:.–-")):
            return _up_to_a_stop(text[len(greeting) :].lstrip("!:.–-"), letter)
    return _called(text, letter)


def _called(text: str, letter: LetterUnderReview) -> str | None:
    """`Aoife` of `Aoife – you said…` and of `Thanks for accepting, Aoife.`: spoken to, not spoken of."""
    formal = text.split(",", maxsplit=1)[0]
    if _is_formal(formal, letter):
        return formal
    clauses = [clause.strip() for clause in CLAUSE.split(text)]
    for clause in clauses[:GREETING_WORDS]:
        first, _space, last = clause.rpartition(" ")
        spoken = first if last.lower() in RESPECT else clause
        if _bare(spoken) in map(_bare, _names(letter)):
            return spoken
    last = clauses[0].split()[-1:] if len(clauses[0].split()) <= GREETING_WORDS else []
    if not last or len(clauses) == 1:
        return None
    named = [name for name in _names(letter) if _bare(clauses[0]).endswith(" " + _bare(name))]
    surname = _tidy(letter.full_name).split()[-1:]
    if named:
        return clauses[0][-len(named[-1]) :]
    return letter.first_name if last == surname else None


def _up_to_a_stop(rest: str, letter: LetterUnderReview) -> str:
    """`Aoife` of `Aoife, I read…`, of `Aoife and team`, of `Aoife I read…` without a comma."""
    addressed = rest.strip(" ,")
    for mark in (",", ":", "!", "?", " –", " —", " - "):
        addressed = addressed.split(mark)[0]
    first, _dot, _after = addressed.partition(". ")
    addressed = addressed if first.lower() in HONORIFICS else first
    addressed = addressed.rstrip(" .")
    for name in sorted(_names(letter), key=len, reverse=True):
        if not _bare(addressed).startswith(_bare(name) + " "):
            continue
        after = addressed[len(name) :].split()
        if after[0].lower() in (*AND, *RESPECT) or len(after) >= SENTENCE_WORDS:
            return addressed[: len(name)]
    return addressed


def _somebody_else(letter: LetterUnderReview) -> CheckResult | None:
    """Another name spoken to, in the subject or at the end of a sentence."""
    known = folded(f"{letter.first_name} {letter.full_name} {letter.sender_name}").split()
    for asked in islice(ASKED.finditer(letter.body), MOST_ASKED):
        if folded(asked[2]) not in known and (asked[1] or _is_nowhere_else(asked, letter)):
            return _speaks_to(letter, asked[2], Span(*asked.span(2)), None)
    for part, text, pattern in (
        (Part.SUBJECT, letter.subject, IN_SUBJECT),
        (Part.BODY, letter.body, SPOKEN_TO),
    ):
        for match in pattern.finditer(text):
            place = match.lastindex or 0
            name = match.group(place)
            if name[0].isupper() and folded(name) in GIVEN_NAMES and folded(name) not in known:
                span = Span(match.start(place), match.end(place), part)
                return _speaks_to(letter, name, span, _write(letter, span))
    return None


def _is_nowhere_else(asked: re.Match[str], letter: LetterUnderReview) -> bool:
    """No place or day that the letter goes on about."""
    if asked[0].istitle() or folded(asked[2]) in EVERYBODY:
        return False
    return f"{letter.subject} {letter.body}".count(asked[2]) == 1


def _speaks_to(letter: LetterUnderReview, name: str, span: Span, mend: Mend | None) -> CheckResult:
    words = {"greeted": name, "name": letter.first_name}
    title = _("This speaks to “%(greeted)s”") % words
    detail = _("You are writing to %(name)s.") % words
    return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, span, mend)


def _accent_elsewhere(letter: LetterUnderReview) -> CheckResult | None:
    """`Zoe` further down where she writes `Zoë`."""
    name = _tidy(letter.first_name)
    if name.isascii() or not NAME_WORD.fullmatch(name):
        return None
    wanted = folded(name)
    for part, text in ((Part.SUBJECT, letter.subject), (Part.BODY, letter.body)):
        for match in NAME_WORD.finditer(text):
            said = unicodedata.normalize("NFC", match.group())
            if said[0].isupper() and said.isascii() and folded(said) == wanted:
                span = Span(match.start(), match.end(), part)
                told = _misspelled(said, name)
                return CheckResult(CODE, Kind.STOP, State.STOP, *told, span, _write(letter, span))
    return None


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
    """`Ms Ní Bhriain`: an honorific and the whole surname; `Señora Ruiz` for Ana Ruiz Ortega."""
    honorific, _space, surname = greeted.partition(" ")
    title = honorific.lower().rstrip(".")
    if title not in HONORIFICS or not surname:
        return False
    if surname in _names(letter) and surname.split()[0].lower().rstrip(".") in HONORIFICS:
        return True  # `Frau Dr. Demir`, who is called Dr. Demir
    whole = _tidy(letter.full_name)
    first = _tidy(letter.first_name) + " "
    surnames = whole.removeprefix(first) if whole.startswith(first) else whole.partition(" ")[2]
    if title in SPANISH and surnames.startswith(surname + " "):
        return surname.split()[-1] not in PARTICLES | {"de", "la"}
    if whole != surname and not whole.endswith(" " + surname):
        return False
    before = surnames.removesuffix(surname).split()
    return not before or before[-1] not in PARTICLES


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text.translate(QUOTES)).split())


def _bare(text: str) -> str:
    """Small letters without accents, to tell a wrong spelling from another person."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _renamed(line: Line, letter: LetterUnderReview) -> Mend | None:
    """The right name in place of whom the first words of this line speak to."""
    text = line.text.rstrip()
    lowered = text.lower()
    greeting = next((each for each in GREETINGS if lowered.startswith(each)), "")
    stop = CLAUSE.search(text, len(greeting))
    end = stop.start() if stop else len(text)
    if not greeting or not letter.first_name or count_words(text[:end]) > GREETING_WORDS:
        return None
    if greeting.startswith("to whom"):
        greeting = ""
    if text[len(greeting) : end].strip() == letter.first_name:
        return None  # what stands behind the name is for the rep to see
    span = Span(line.start + len(greeting), line.start + end)
    label = _("Write %(name)s") % {"name": letter.first_name}
    return Mend(label, f" {letter.first_name}" if greeting else letter.first_name, span)


def _opened(letter: LetterUnderReview) -> Mend | None:
    """A greeting above the first line."""
    if not letter.first_name or not letter.body.strip():
        return None
    with for_others():
        greeting = _("Hi %(name)s,") % {"name": letter.first_name}
    start = first_line(letter.body).start
    return Mend(
        _("Write “%(greeting)s”") % {"greeting": greeting}, f"{greeting}\n\n", Span(start, start)
    )


def _write(letter: LetterUnderReview, span: Span) -> Mend | None:
    label = _("Write %(name)s") % {"name": letter.first_name}
    return Mend(label, letter.first_name, span) if letter.first_name else None


def _stop(line: Line, title: str, detail: str, mend: Mend | None = None) -> CheckResult:
    span = Span(line.start, line.start + len(line.text))
    return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, span, mend)
