"""Look: each fact in the letter has a source and a date, and each share in it stands in a fact."""

import re

from django.utils import formats
from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Span, State
from .review import FactUsed, LetterUnderReview, ReviewContext

CODE = "fact_source"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.POST)
SHARE = re.compile(r"(?<![\d.,])(\d{1,6}(?:[.,]\d{1,3})?) {0,2}(?:%|percent\b|per cent\b)")


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    for fact in letter.facts:
        if not fact.source or fact.dated_on is None:
            title = _("A fact without a source")
            detail = _("“%(claim)s” needs to say where it comes from, and of when.") % {
                "claim": fact.claim
            }
            return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail)
    unbacked = _unbacked_share(letter)
    if unbacked:
        title = _("No fact says %(share)s") % {"share": unbacked.group()}
        detail = _("Take it from a fact in the research, or take it out.")
        span = Span(unbacked.start(), unbacked.end())
        return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span)
    return _passed(letter.facts)


def _unbacked_share(letter: LetterUnderReview) -> re.Match[str] | None:
    known = {figure for fact in letter.facts for figure in SHARE.findall(fact.claim)}
    found = (match for match in SHARE.finditer(letter.body) if match.group(1) not in known)
    return next(found, None)


def _passed(facts: tuple[FactUsed, ...]) -> CheckResult | None:
    if not facts:
        return None
    dated = facts[0].dated_on
    detail = _("%(source)s, %(date)s.") % {
        "source": facts[0].source,
        "date": formats.date_format(dated, "j M") if dated else "",
    }
    return CheckResult(CODE, Kind.LOOK, State.PASS, _("The fact has a source"), detail)
