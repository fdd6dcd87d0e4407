"""Do two records name one person? By their names first; an address they share says more than a name.

The words that settle it were measured on the pairs of tests/prospects/golden_likeness.py.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from prospects.company_names import folded

ALIKE = 0.9  # of two words that are one, misspelled
WHOLE = 90.0  # of two names, whatever the order of their words
_AFTER = re.compile(r"(?<=[\s,])(?:ph\.?d|mba|m\.?sc|b\.?sc|cpa|cfa|esq|md|pmp)\.?(?=,|$)")
_TITLES = frozenset("dr prof professor mr mrs ms mx miss sir dame ing dipl herr frau mme".split())
# What tells a father from a son.
_GENERATIONS = frozenset("jr sr junior senior ii iii iv".split())
_SHORT = (
    "william bill will billy liam wilhelm", "robert bob rob bobby robbie", "richard dick rick rich richie",
    "james jim jimmy jamie", "john jack johnny", "michael mike mick mickey", "margaret maggie peggy meg greta",
    "elizabeth liz beth lizzie betty eliza", "katherine kate katie kathy catherine kathleen cathy",
    "thomas tom tommy", "edward ed eddie ted", "andrew andy drew", "anthony tony", "charles charlie chuck",
    "christopher chris", "daniel dan danny", "david dave", "joseph joe joey", "matthew matt", "nicholas nick",
    "patrick pat paddy", "peter pete", "samuel sam", "stephen steve steven", "alexander alex sasha",
    "jennifer jen jenny", "rebecca becky", "susan sue", "victoria vicky", "deborah debbie deb", "patricia pat patty tricia",
    "hans johannes johann", "josef sepp", "jose pepe", "francisco paco", "johanna hanna", "friedrich fritz",
)  # fmt: skip
_SHORT_OF = {word: number for number, words in enumerate(_SHORT) for word in words.split()}


class Record(NamedTuple):
    """What is compared of a person."""

    name: str
    email: str = ""
    title: str = ""


def names_one_person(one: Record, other: Record) -> bool:
    """Whether a reader would take these two at one company for the same person."""
    first, second = _words(one.name), _words(other.name)
    if not first or not second or _generation(one.name) != _generation(other.name):
        return False
    if len(first) == 1 or len(second) == 1:
        return first == second and _local(one.email) == _local(other.email)
    if sorted(first) == sorted(second):
        return True
    if _given_alike(first[0], second[0]):
        return _family_alike(first, second) or _took_another_name(one, other, first, second)
    turned = (second[-1], *second[:-1])
    return _given_alike(first[0], turned[0]) and _family_alike(first, turned)


def _given_alike(one: str, other: str) -> bool:
    if one == other or ((len(one) == 1 or len(other) == 1) and one[0] == other[0]):
        return True
    if one in _SHORT_OF and _SHORT_OF[one] == _SHORT_OF.get(other):
        return True
    longer, shorter = sorted((one, other), key=len, reverse=True)
    # Anna and Anne, Jan and Jana are two names; Kathrin and Katrin one, written in two ways.
    return (
        len(shorter) > 4
        and JaroWinkler.similarity(one, other) >= ALIKE + 0.03
        and longer[-1] == shorter[-1]
    )


def _family_alike(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    one, other = "".join(first[1:]), "".join(second[1:])
    if one == other or first[-1] == second[-1]:
        return True
    # García Márquez and García: one of two family names is left out.
    if set(first[1:]) < set(second[1:]) or set(second[1:]) < set(first[1:]):
        return True
    return min(len(one), len(other)) > 5 and fuzz.ratio(one, other) >= WHOLE - 5


def _took_another_name(
    one: Record, other: Record, first: tuple[str, ...], second: tuple[str, ...]
) -> bool:
    """The same given name and job, and the address still spells the name that the other record has."""
    if first[0] != second[0] or not one.title or folded(one.title) != folded(other.title):
        return False
    spelled = _local(one.email) + " " + _local(other.email)
    return (
        first[-1] in _local(other.email) or second[-1] in _local(one.email) or not spelled.strip()
    )


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    said = _AFTER.sub("", folded(name))
    before, comma, after = said.partition(",")
    if comma and after.strip() and not set(after.replace(".", "").split()) & _GENERATIONS:
        said = f"{after} {before}"
    words = re.findall(r"[^\W\d_]+", re.sub(r"['’ʼ.-]", "", _spelled_out(said)))
    return tuple(word for word in words if word not in _TITLES and word not in _GENERATIONS)


def _spelled_out(name: str) -> str:
    """Letters that stand for two are written as machines write them."""
    return name.replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("æ", "ae")


@lru_cache(maxsize=4096)
def _generation(name: str) -> frozenset[str]:
    words = set(re.findall(r"\w+", folded(name)))
    same = {"junior": "jr", "senior": "sr"}
    return frozenset(same.get(word, word) for word in words & _GENERATIONS)


def _local(email: str) -> str:
    return folded(email.partition("@")[0])
