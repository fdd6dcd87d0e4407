"""Stop: a customer who did not say that we may is not named."""

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .phrases import tokens
from .results import CheckResult, Kind, Part, Span, State
from .review import LetterUnderReview, ReviewContext

CODE = "unnamed_customer"
CHANNELS = tuple(Channel)
# What a register adds to the name that people say.
LEGAL_FORMS = frozenset(
    "ltd limited llc llp plc inc incorporated corp corporation co company gmbh ag kg mbh ug ohg sa sas"
    " sarl srl spa sl bv nv vof ab as asa oy oyj aps kft sro doo zoo sp spz dac clg teo teoranta pty"
    " group gruppe holding holdings international the and und et".split()
)
# A word of these says nothing about who it is.
KINDS = frozenset(
    "hotel school clinic college hospital bank farm foods homes house holm logistics transport freight"
    " haulage bakery brewery museum library university council practice surgery services solutions systems"
    " energy water care health media studio partners consulting".split()
)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    for customer in context.unnamed_customers:
        name = as_said(customer)
        for part, text in ((Part.SUBJECT, letter.subject), (Part.BODY, letter.body)):
            span = _named(text, name, part)
            if span:
                title = _("We may not name “%(customer)s”") % {
                    "customer": " ".join(text[span.start : span.end].split())
                }
                detail = _("Say what kind of team they are instead.")
                return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, span)
    return None


def as_said(customer: str) -> tuple[str, ...]:
    """The name as people say it: without its legal form, and without `Hotel` where more is left."""
    words = [token.word for token in tokens(customer) if token.word not in LEGAL_FORMS]
    while len(words) > 2 and words[-1] in KINDS:
        words.pop()
    return tuple(words)


def _named(text: str, name: tuple[str, ...], part: Part) -> Span | None:
    """Where these words stand one after another, written like a name."""
    if not name or len("".join(name)) < 3:
        return None
    found = tokens(text)
    for index in range(len(found) - len(name) + 1):
        said = found[index : index + len(name)]
        if all(token.word == word for token, word in zip(said, name, strict=True)):
            start, end = said[0].start, said[-1].end
            if text[start:end].islower() and len(name) == 1:
                continue  # a word like any other: `apple`, `target`
            return Span(start, end, part)
    return None
