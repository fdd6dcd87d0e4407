"""Look: each fact in the letter has a source and a date, and its shares, large sums and counts stand in a fact.

What is told of others, by name and without a word of us or them, belongs to its story; a guess (`roughly`) is none.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils import formats
from django.utils.translation import gettext as _

from prospects.enums import Channel

from .particulars import FROM_THEIRS, About, told
from .phrases import tokens
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
OF_US_TWO = frozenset(
    "we us our ours you your yours wir uns unser unsere ihnen ihr ihre vous votre vos nous notre nos".split()
)
THEM = frozenset("you your yours ihnen ihr ihre vous votre vos".split())
GUESS = 20  # characters before a figure
GUESSED = re.compile(
    r"\b(?:roughly|maybe|perhaps|around|about|not|or so|etwa|ungefähr)[ €£$]{1,3}\Z",
    re.IGNORECASE,
)
FIGURE = re.compile(
    rf"(?<![\d.,])({NUMBER})(?: {{0,2}}(k|thousand|m|mn|million|bn|billion)\b)?", re.IGNORECASE
)


class Story(NamedTuple):
    """A sentence of others, and the names in it and before it."""

    start: int
    end: int
    names: frozenset[str]


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    for fact in letter.facts:
        if not fact.source or fact.dated_on is None:
            title = _("A fact without a source")
            detail = _("“%(claim)s” needs to say where it comes from, and of when.") % {
                "claim": fact.claim
            }
            return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail)
    unbacked = next(_unbacked(letter), None)
    if unbacked:
        title = _("No fact says %(figure)s") % {"figure": unbacked.group()}
        detail = _("Take it from a fact in the research, or take it out.")
        span = Span(unbacked.start(), unbacked.end())
        return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span)
    return _passed(letter.facts)


def _unbacked(letter: LetterUnderReview) -> Iterator[re.Match[str]]:
    """Shares, and where a fact is known large sums and counts, that neither a fact nor what this try brings holds."""
    claims = [fact.claim for fact in letter.facts]
    if letter.value is not None:
        claims.append(letter.value.title)
    known = _known(" ".join(claims))
    shares = {float(share.replace(",", ".")) for claim in claims for share in SHARE.findall(claim)}
    stories = list(_stories(letter))
    for share in SHARE.finditer(letter.body, 0, MOST_READ):
        if float(share[1].replace(",", ".")) not in shares and not _is_told_of(share, stories):
            yield share
    for found, amount in _figures(letter.body) if letter.facts else ():
        if amount not in known and not _is_told_of(found, stories):
            yield found


def _known(claims: str) -> set[float]:
    known = {_amount(found[1], found[2]) for found in FIGURE.finditer(claims)}
    said = claims.lower().split()
    return known | {count for count, word in enumerate(SPELLED, start=2) if word in said}


def _stories(letter: LetterUnderReview) -> Iterator[Story]:
    before: frozenset[str] = frozenset()
    for each in told(letter):
        names = frozenset(tie for tie in each.ties - {FROM_THEIRS} if tie.isalpha())
        words = {token.word for token in tokens(each.text)}
        if words.isdisjoint(OF_US_TWO) and each.about is not About.WRITING:
            yield Story(each.start, each.start + len(each.text), names | before)
        before = names if words & THEM else names | before


def _is_told_of(found: re.Match[str], stories: list[Story]) -> bool:
    """In a story of somebody with a name, or a guess."""
    own = {token.word for token in tokens(found.group())}
    if any(each.start <= found.start() < each.end and each.names - own for each in stories):
        return True
    return bool(GUESSED.search(found.string, max(0, found.start() - GUESS), found.start()))


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
        "date": formats.date_format(dated, "SHORT_DAY_MONTH") if dated else "",
    }
    return CheckResult(CODE, Kind.LOOK, State.PASS, _("The fact has a source"), detail)
