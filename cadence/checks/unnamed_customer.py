"""Stop: a customer who did not say that we may is not named."""

from django.utils.translation import gettext as _

from prospects.company_names import core_of, letters_of, place_of
from prospects.enums import Channel

from .phrases import tokens
from .results import CheckResult, Kind, Part, Span, State
from .review import LetterUnderReview, ReviewContext

CODE = "unnamed_customer"
CHANNELS = tuple(Channel)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    for customer in context.unnamed_customers:
        name = letters_of(customer)
        for part, text in ((Part.SUBJECT, letter.subject), (Part.BODY, letter.body)):
            place = place_of(text, name)
            if place:
                span = Span(*place, part)
                title = _("We may not name “%(customer)s”") % {
                    "customer": " ".join(text[span.start : span.end].split())
                }
                detail = _("Say what kind of team they are instead.")
                return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, span)
    return None


def as_said(customer: str) -> tuple[str, ...]:
    """The name as people say it: without its legal form, and without `Hotel` where more is left."""
    return tuple(core_of(token.word for token in tokens(customer)))
