"""Numbers in a text, in figures or words, each with what makes it another number: %, a currency, a letter."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from .numerals import numerals_in

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
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=2,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50}
OTHERS: Final = {
    "hundred": "100", "hundreds": "100", "thousand": "1000", "thousands": "1000",
    "million": "1000000", "millions": "1000000", "billion": "1000000000", "billions": "1000000000",
    "dozens": "12", "half": "1/2", "halved": "1/2", "halves": "1/2", "quarter": "1/4",
    "thirds": "1/3", "quarters": "1/4", "double": "x2", "doubled": "x2", "doubles": "x2",
    "triple": "x3", "tripled": "x3", "triples": "x3", "quadruple": "x4", "quadrupled": "x4",
    "quadruples": "x4", "percent": "%",
}  # fmt: skip
FOLD: Final = "fold"
SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
# What counts on from the word before: "twenty-one", "two hundred and five", "forty-second".
COUNTED: Final = {
    **{word: value for word, value in UNITS.items() if word not in ("zero", "twice", "thrice", "dozen")},
    **{word: value * 10 for word, value in TENS.items()},
    **PLACES,
    **SCALES,
    "first": 1,
}  # fmt: skip
# "One question" counts nothing.
FREE: Final = frozenset({"one"})
ENGLISH: Final = frozenset({*UNITS, *TENS, *PLACES, *OTHERS, *SCALES})
_ANY: Final = "|".join(sorted(COUNTED, key=len, reverse=True))
SAID: Final = re.compile(
    rf"(?P<together>\b(?ai:(?:{_ANY})(?:(?:\s{{1,3}}(?:and\s{{1,3}})?|-)(?:{_ANY})){{1,12}})\b)|{SIGNS.pattern}"
)


class Number(NamedTuple):
    text: str
    value: str


def numbers_in(text: str) -> Iterator[Number]:
    """Figures first, then words; `value` is the same for 1,000 and 1000, for twenty-one and 21."""
    for match in FIGURES.finditer(text):
        yield Number(match.group().strip(), _of_figures(match))
    for match in SAID.finditer(text):
        word = match.group().casefold()
        values = _of_words(SIGNS.findall(word)) if match["together"] else [_of_word(word)]
        yield from (Number(match.group(), value) for value in values if value)
    yield from (Number(*found) for found in numerals_in(text, ENGLISH))


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


def _of_words(words: list[str]) -> list[str]:
    """One number of "two hundred and five", two of "two and five"."""
    found, whole, part = [], 0, 0
    for value in (COUNTED[word] for word in words if word != "and"):
        if value in SCALES.values():
            part = max(part, 1) * value
            whole, part = (whole + part, 0) if value > SCALES["hundred"] else (whole, part)
        elif part % 100 == 0 or (value < 10 and part % 100 >= 20 and part % 10 == 0):
            part += value
        else:
            found.append(whole + part)
            whole, part = 0, value
    return [str(number) for number in (*found, whole + part) if number > 1]


def _of_word(word: str) -> str:
    if word in FREE:
        return ""
    times = COUNTED.get(word.removesuffix(FOLD)) if word.endswith(FOLD) else None
    if times is not None:
        return f"x{times}"
    if word in UNITS:
        return str(UNITS[word])
    if word in TENS:
        return str(TENS[word] * 10)
    if word in PLACES:
        return str(PLACES[word])
    return OTHERS.get(word, "")
