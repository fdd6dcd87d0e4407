"""Nothing beyond the facts gets through: no number, name, quotation or link that they do not have."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadence.wording import Given, beyond, unheard

FACTS = Given(
    [
        "Oranmore moves to 24-hour loading in January",
        "Transport Ireland",
        "12 November",
        "Corrib Cold Chain",
        "Aoife",
        "Maya",
        "Eleven gaps a week became none in a month, 60% fewer audits and 1,400 pallets",
        "How Shannon Chilled closed its night gap",
        "https://fernhill.example/handover",
        "Nobody has named the same one twice so far",
        "The record has a gap at the night handover",
    ]
)

GROUNDED = [
    "Hi Aoife,\n\nTransport Ireland says Oranmore moves to 24-hour loading in January. My guess is that the"
    " night handover gets harder. Is that on your desk?\n\nIf it isn't, tell me and I'll stop.\n\nMaya",
    "Corrib's Oranmore depot loads 24 hours from January, as Transport Ireland wrote on 12 November.",
    "Shannon Chilled had 11 gaps a week. Then none: 60 % fewer audits, 1400 pallets.",
    "May I ask one thing? It stands at https://fernhill.example/handover.",
    "Would “the night handover” be yours? Nobody named the same one twice.",
    "Since January is close:\n- Who signs?\n- Which record do you keep?",
    "It begins in january, and they march on.",
    "It's the crews' log, isn't it? That's all I'd ask.",
    "One thousand four hundred pallets, twenty-four hours, and the twelfth of November.",
]

BEYOND = [
    ("We cut gaps by 40%.", "40%"),
    ("They have 60 fewer audits.", "60"),
    ("Fewer audits: $11 a week.", "$11"),
    ("Three teams did.", "Three"),
    ("They need half of it.", "half"),
    ("It doubled.", "doubled"),
    ("½ of it.", "half"),
    ("It takes ３ days.", "3"),
    ("Jonas told me.", "Jonas"),
    ("Hi Jonas,", "Jonas"),
    ("As you know, Bergström left.", "Bergström"),
    ("Will Smith said so.", "Will Smith"),
    ("May is a good month.", "May"),
    ("Like Shannon Corrib, you grow.", "Shannon Corrib"),
    ("In February it begins.", "February"),
    ("It begins in february.", "february"),
    ("Shall we talk on tuesday?", "tuesday"),
    ("It is your fourth door.", "fourth"),
    ("It is your fifteenth door.", "fifteenth"),
    ("It is your sixty-fourth door.", "sixty-fourth"),
    ("You grew fivefold.", "fivefold"),
    ("It quadrupled.", "quadrupled"),
    ("One thousand five hundred pallets.", "One thousand five hundred"),
    ("Between ten and eleven.", "ten and eleven"),
    ("It is your 4th door.", "4th"),
    ("Ask at ACME or eBay.", "ACME"),
    ("ACME does it.", "ACME"),
    ("It runs on eBay.", "eBay"),
    ("Ｊonas said so.", "Jonas"),
    ("It is 田中 who said it.", "田中"),
    ("She said “it is bad”.", "it is bad"),
    ('She said "it is bad', "it is bad"),
    ("‘We love it,’ they said.", "We love it,"),
    ("They said 'we love it' there.", "we love it"),
    ("Er sagte „schlecht“ dazu.", "schlecht"),
    ("See http://evil.example now.", "http://evil.example"),
    ("See https://fernhill.example/other now.", "https://fernhill.example/other"),
    ("See evil.example/x now.", "evil.example/x"),
    ("See //evil.example now.", "//evil.example"),
    ("Write to a@evil.example now.", "a@evil.example"),
    ("Write to @evil now.", "@evil"),
    ("It is javascript:alert(1).", "javascript:alert(1"),
    ("It is <a href=x>here</a>.", "<a"),
    ("It is [here](x).", "]("),
    ("> they wrote", ">"),
    ("It is\u200b here.", "U+200B"),
    ("It is \u202ehere.", "U+202E"),
]  # fmt: skip


@pytest.mark.parametrize("text", GROUNDED, ids=range(len(GROUNDED)))
def test_what_stands_in_the_facts_gets_through(text: str) -> None:
    assert beyond(text, FACTS) is None


@pytest.mark.parametrize(("text", "what"), BEYOND, ids=range(len(BEYOND)))
def test_what_no_fact_has_is_found(text: str, what: str) -> None:
    found = beyond(text, FACTS)

    assert found is not None
    assert found.what.startswith(what)
    assert found.sentence.endswith(".")


def test_a_fact_itself_is_always_grounded() -> None:
    assert [beyond(text, FACTS) for text in FACTS.texts] == [None] * len(FACTS.texts)


@settings(max_examples=200)
@given(st.text(max_size=300), st.sampled_from(["Jonas", "17", "“so it goes”", "evil.example"]))
def test_an_invention_is_found_wherever_it_stands(around: str, invention: str) -> None:
    assert beyond(f"{around} {invention} and so on", FACTS) is not None


HOSTILE = ["hundert", "fünf ", "quatre-", "centoventi", "ein", "“", '"', "'", "‘", "1 ", "1,", "1.000 ", "A ", "a.", "a@", "Aa", "A-", "<", "\n", "//", "½", "//:", " '"]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_takes_long_to_read(piece: str) -> None:
    text = (piece * 8_000)[:8_000]
    began = time.process_time()

    beyond(f"a {text}", FACTS)
    beyond("a", Given([text]))
    Given([text]).says("no such thing")

    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("fact", "wording", "is_there"),
    [
        ("21 lorries", "twenty-one lorries", True),
        ("20 lorries", "twenty-one lorries", False),
        ("2 depots, 100 lorries", "two hundred lorries", False),
        ("two hundred lorries", "200 lorries", True),
        ("the 22nd of May", "the twenty-second of May", True),
        ("205 lorries", "two hundred and five lorries", True),
        ("2 or 5 lorries", "two and five lorries", True),
        ("a million and 1 lorries", "one million and one lorries", False),
        ("2,500,000 lorries", "two million five hundred thousand lorries", True),
    ],
)
def test_words_that_count_together_are_one_number(fact: str, wording: str, is_there: bool) -> None:
    assert (beyond(wording, Given([fact])) is None) == is_there


@pytest.mark.parametrize(
    ("fact", "wording", "is_there"),
    [
        ("50 Paletten", "fünfzig Paletten", True),
        ("60 Paletten", "fünfzig Paletten", False),
        ("25 Leute", "fünfundzwanzig Leute", True),
        ("130 Wagen", "hundertdreißig Wagen", False),
        ("hundertdreißig Wagen", "Hundertdreißig Wagen", True),
        ("am 3. März", "die dritte Woche", True),
        ("am 4. März", "die dritte Woche", False),
        ("50 palettes", "cinquante palettes", True),
        ("4, 20 et 10 palettes", "quatre-vingt-dix palettes", False),
        ("90 palettes", "quatre-vingt-dix palettes", True),
        ("2 dépôts, 100 camions", "deux cents camions", False),
        ("200 camions", "deux cents camions", True),
        ("35 camiones", "treinta y cinco camiones", True),
        ("30 y 5 camiones", "treinta y cinco camiones", False),
        ("48 camion", "quarantotto camion", True),
        ("48 camion", "quarantanove camion", False),
        ("35 wagens", "vijfendertig wagens", True),
        ("ein Drittel", "halbe Kraft", False),
        ("no figure", "and once it is due, an elf may seize a cent", True),
        ("no figure", "les camions et les onze dépôts", False),
    ],
)
def test_a_number_is_the_same_in_other_languages(fact: str, wording: str, is_there: bool) -> None:
    small = wording[0].lower() + wording[1:]
    nouns = " ".join(word for word in wording.split() if word[0].isupper())

    assert (beyond(small, Given([fact, nouns])) is None) == is_there


def test_a_known_name_is_one_however_it_is_written() -> None:
    known = {"jonas", "shannon chilled", "aoife"}

    assert unheard("Hi Aoife, jonas knows.", FACTS) >= {"jonas", "jonas knows"}
    found = beyond("Hi Aoife, jonas knows.", FACTS, known)
    assert found is not None
    assert found.what == "jonas"
    assert beyond("Hi aoife, at shannon chilled too.", FACTS, known) is None
    assert beyond("Hi Aoife, as chilled as shannon.", FACTS, known) is None


def test_letters_that_only_look_like_a_number_are_read_as_they_are() -> None:
    assert beyond("fıve hundred and fıve", Given(["100"])) is None
