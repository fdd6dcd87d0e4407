"""Numbers in a text, in figures or words, each with what makes it another number: %, a currency, a letter."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

FIGURES: Final = re.compile(
    r"(?P<before>[$€£¥])? ?(?P<figures>(?:\d{1,3}(?:[.,'’ ]\d{3}(?!\d))+|\d+)(?:[.,:/⁄]\d+)*)"
    r"(?P<after> ?%| ?per ?cent\b| ?[€£$¥]|[^\W\d_]{1,12})?"
)
SIGNS: Final = re.compile(r"[^\W\d_]+")
ORDINALS: Final = frozenset({"st", "nd", "rd", "th"})
# Grouping of thousands, which is no part of the number.
GROUPING: Final = re.compile(r"[,.'’ ](?=\d{3}(?!\d))")
UNITS: Final = {
    word: value
    for value, words in enumerate(
        "zero; one; two twice; three thrice; four; five; six; seven; eight; nine; ten; eleven; twelve dozen;"
        " thirteen; fourteen; fifteen; sixteen; seventeen; eighteen; nineteen".split(";")
    )
    for word in words.split()
}
TENS: Final = {
    word: value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
PLACES: Final = {
    word: value
    for value, word in enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        start=2,
    )
}
OTHERS: Final = {
    "hundred": "100", "hundreds": "100", "thousand": "1000", "thousands": "1000",
    "million": "1000000", "millions": "1000000", "billion": "1000000000", "billions": "1000000000",
    "dozens": "12", "half": "1/2", "halved": "1/2", "halves": "1/2", "quarter": "1/4",
    "thirds": "1/3", "quarters": "1/4", "double": "x2", "doubled": "x2", "doubles": "x2",
    "triple": "x3", "tripled": "x3", "triples": "x3", "tenfold": "x10", "twofold": "x2",
    "threefold": "x3", "percent": "%",
}  # fmt: skip
# "One question" counts nothing.
FREE: Final = frozenset({"one"})


class Number(NamedTuple):
    text: str
    value: str


def numbers_in(text: str) -> Iterator[Number]:
    """Figures first, then words; `value` is the same for 1,000 and 1000, for eleven and 11."""
    for match in FIGURES.finditer(text):
        yield Number(match.group().strip(), _of_figures(match))
    for match in SIGNS.finditer(text):
        value = _of_word(match.group().casefold())
        if value:
            yield Number(match.group(), value)


def _of_figures(match: re.Match[str]) -> str:
    digits = "".join(
        str(unicodedata.digit(each)) if each.isdigit() else each for each in match["figures"]
    )
    number = GROUPING.sub("", digits).replace(",", ".").replace("⁄", "/")
    whole = number.lstrip("0") or "0"
    after = "".join((match["after"] or "").split()).casefold()
    if after in ("percent", "%"):
        return f"{whole}%"
    unit = (match["before"] or "") + ("" if after in ORDINALS else after)
    return whole + unit


def _of_word(word: str) -> str:
    if word in FREE:
        return ""
    if word in UNITS:
        return str(UNITS[word])
    if word in TENS:
        return str(TENS[word] * 10)
    if word in PLACES:
        return str(PLACES[word])
    return OTHERS.get(word, "")
