"""Nothing beyond the facts gets through: no number, name, quotation or link that they do not have."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadence.wording import Given, beyond

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


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["Jonas", "17", "“so it goes”", "evil.example"]))
def test_an_invention_is_found_wherever_it_stands(around: str, invention: str) -> None:
    assert beyond(f"{around} {invention} and so on", FACTS) is not None


HOSTILE = ["“", '"', "'", "‘", "1 ", "1,", "1.000 ", "A ", "a.", "a@", "Aa", "A-", "<", "\n", "//", "½", "//:", " '"]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_takes_long_to_read(piece: str) -> None:
    text = (piece * 8_000)[:8_000]
    began = time.perf_counter()

    beyond(f"a {text}", FACTS)
    beyond("a", Given([text]))
    Given([text]).says("no such thing")

    assert time.perf_counter() - began < 1
