"""Phrases are found as people bend them, and looking for them costs the text's length and no more."""

from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadence.checks import CHECKS, FOR_AN_ACKNOWLEDGEMENT, phrases
from cadence.checks.phrases import MOST_WORDS, Element, Phrases, tokens

MODULES = tuple(dict.fromkeys((*CHECKS, *FOR_AN_ACKNOWLEDGEMENT)))
LISTS = [
    pytest.param(each, id=f"{module.CODE}-{name}")
    for module in MODULES
    for name, each in vars(module).items()
    if isinstance(each, Phrases)
]
# How often a word of the text may be compared with a word of a phrase, whatever the text is.
MOST_COMPARED_A_WORD = 600


def found(written: str, text: str, unless: str = "") -> str:
    result = Phrases(written, unless=unless).find(text)
    return result.phrase if result else ""


@pytest.mark.parametrize(
    ("written", "text", "expected"),
    [
        ("circl* back", "I am circling back.", "circling back"),
        ("have|has not heard", "I haven’t heard", "haven’t heard"),
        ("no ... reply", "No kind of a reply came", "No kind of a reply"),
        ("no ... reply", "No kind of an honest reply came", ""),
        ("quick small? bump", "a quick bump, a quick small bump", "quick bump"),
        ("quick small? bump", "A quick small bump.", "quick small bump"),
        ("circle back", "We drew a circle. Back home it rained.", ""),
        ("circle back", "circle\nback", "circle back"),
        ("gezahlt", "Früh GEZÄHLT, spät", "GEZÄHLT"),
        ("email", "an E-mail of ours", "E-mail"),
        ("ping", "a shipping note", ""),
    ],
)
def test_a_phrase_is_found_however_it_is_bent(written: str, text: str, expected: str) -> None:
    assert found(written, text) == expected


def test_an_exception_covers_a_find() -> None:
    assert found("attached", "a store attached to the depot", "attached to") == ""
    assert found("attached", "it is attached, attached to this", "attached to") == "attached"


def test_a_place_is_a_place_in_the_text() -> None:
    text = "Só — I’m   circling\n back"
    place = Phrases("circl* back").find(text)

    assert place is not None
    assert text[place.start : place.end] == "circling\n back"


def test_what_is_longer_than_a_letter_is_not_read_to_its_end() -> None:
    assert len(tokens("word " * 3 * MOST_WORDS)) <= MOST_WORDS + 1


def test_a_list_whose_phrase_begins_with_a_gap_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with a word"):
        Phrases("... back")


def spoken(elements: tuple[Element, ...]) -> list[str]:
    """A text that this phrase fits, as short as it can be."""
    return [
        next(iter(sorted(each.words)), "") or f"{each.stems[0]}x"
        for each in elements
        if not each.gap
    ]


def attacks(lists: Phrases) -> list[str]:
    """For each phrase: itself without its last word, over and over; and its first word alone."""
    every = [elements for group in lists._by_key.values() for elements in group]
    texts = []
    for elements in every:
        words = spoken(elements)
        texts += [" ".join(words[:-1] or words) + " ", words[0] + " "]
    return sorted(set(texts))


@pytest.mark.parametrize("lists", LISTS)
def test_no_text_made_of_a_phrase_costs_more_than_its_length(
    lists: Phrases, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0
    fits = Element.fits

    def counted(self: Element, word: str) -> bool:
        nonlocal compared
        compared += 1
        return fits(self, word)

    monkeypatch.setattr(phrases.Element, "fits", counted)
    for attack in attacks(lists):
        text = (attack * 300)[:1_500]
        size = len(tokens(text))
        compared = 0
        list(lists.finds(text))

        assert compared <= MOST_COMPARED_A_WORD * size, attack


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.CODE)
def test_every_check_says_where_it_stands(module: ModuleType) -> None:
    assert module.__name__.rpartition(".")[2] == module.CODE
    assert module.CHANNELS


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_any_text_is_read_in_order(text: str) -> None:
    places = [(token.start, token.end) for token in tokens(text)]

    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)
