"""Look: each fact in the letter has a source and a date, and its shares, large sums and counts stand in a fact."""

import re
from collections.abc import Iterator

from django.utils import formats
from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Span, State
from .review import FactUsed, LetterUnderReview, ReviewContext
from .text import MOST_READ

CODE = "fact_source"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.POST)
SHARE = re.compile(r"(?<![\d.,])(\d{1,6}(?:[.,]\d{1,3})?) {0,2}(?:%|percent\b|per cent\b)")
# A sum of thousands. A price tag below that is read off a shelf.
NUMBER = r"\d{1,3}(?:[.,' ]\d{3}){1,3}(?!\d)|\d{1,9}(?:[.,]\d{1,2})?(?!\d)"
SUM = re.compile(
    rf"(?:[€$£¥]|\b(?:EUR|USD|GBP|CHF|DKK|SEK|NOK|PLN)) {{0,2}}({NUMBER})(?: {{0,2}}(k|thousand|m|mn|million|bn|billion)\b)?"
    rf"|(?<![\d.,])({NUMBER})(?: {{0,2}}(k|thousand|m|mn|million|bn|billion)\b)? {{0,2}}(?:€|£|(?:EUR|USD|GBP|CHF|DKK|SEK|NOK|PLN|euros?|dollars|pounds|kroner|kronor|zloty)\b)",
    re.IGNORECASE,
)
LEAST_SUM = 1_000
SPELLED = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
TIMES = {"k": 3, "t": 3, "m": 6, "b": 9}  # noughts, by how the word begins
# What says how large somebody is.
COUNT = re.compile(
    rf"(?<![\w.,:/#-])({NUMBER}) (?:sites|depots|stores|shops|branches|plants|factories|warehouses|locations|offices|clinics|hotels|schools|restaurants|employees|people|staff|drivers|nurses"
    r"|trucks|lorries|vans|vehicles|customers|clients|patients|beds|standorte|filialen|werke|lager|mitarbeiter|kunden|fahrzeuge)\b",
    re.IGNORECASE,
)
FIGURE = re.compile(
    rf"(?<![\d.,])({NUMBER})(?: {{0,2}}(k|thousand|m|mn|million|bn|billion)\b)?", re.IGNORECASE
)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    for fact in letter.facts:
        if not fact.source or fact.dated_on is None:
            title = _("A fact without a source")
            detail = _("“%(claim)s” needs to say where it comes from, and of when.") % {
                "claim": fact.claim
            }
            return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail)
    unbacked = _unbacked_share(letter) or _unbacked_figure(letter)
    if unbacked:
        title = _("No fact says %(figure)s") % {"figure": unbacked.group()}
        detail = _("Take it from a fact in the research, or take it out.")
        span = Span(unbacked.start(), unbacked.end())
        return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span)
    return _passed(letter.facts)


def _unbacked_share(letter: LetterUnderReview) -> re.Match[str] | None:
    known = {figure for fact in letter.facts for figure in SHARE.findall(fact.claim)}
    found = (match for match in SHARE.finditer(letter.body) if match.group(1) not in known)
    return next(found, None)


def _unbacked_figure(letter: LetterUnderReview) -> re.Match[str] | None:
    """The first large sum or count that none of the facts holds; where no fact is known, none is asked for."""
    if not letter.facts:
        return None
    claims = " ".join(fact.claim for fact in letter.facts)
    known = {_amount(found[1], found[2]) for found in FIGURE.finditer(claims)}
    said = claims.lower().split()
    known |= {count for count, word in enumerate(SPELLED, start=2) if word in said}
    return next((found for found, amount in _figures(letter.body) if amount not in known), None)


def _figures(body: str) -> Iterator[tuple[re.Match[str], float]]:
    for found in SUM.finditer(body, 0, MOST_READ):
        amount = _amount(found[1] or found[3], found[2] or found[4])
        if amount >= LEAST_SUM:
            yield found, amount
    for found in COUNT.finditer(body, 0, MOST_READ):
        yield found, _amount(found[1], None)


def _amount(written: str, times: str | None) -> float:
    """40000 of `40,000`, `40.000` and `40k`."""
    whole = re.sub(r"[.,' ](?=\d{3})", "", written).replace(",", ".")
    amount: float = round(float(whole) * 10 ** (TIMES[times[0].lower()] if times else 0), 2)
    return amount


def _passed(facts: tuple[FactUsed, ...]) -> CheckResult | None:
    if not facts:
        return None
    dated = facts[0].dated_on
    detail = _("%(source)s, %(date)s.") % {
        "source": facts[0].source,
        "date": formats.date_format(dated, "j M") if dated else "",
    }
    return CheckResult(CODE, Kind.LOOK, State.PASS, _("The fact has a source"), detail)
