"""Each sentence is about them, about us, or about our own writing; some are tied to somebody."""

from datetime import date

import pytest

from cadence.checks import EarlierLetter, FactUsed, ValueBrought
from cadence.checks.particulars import About, has_news, has_particulars, told

from .letters import letter


def said(sentence: str, **changes):
    """What one sentence of a letter to Aoife says."""
    (only,) = told(letter(body=f"Hi Aoife,\n\n{sentence}\n\nMaya", facts=(), **changes))
    return only


@pytest.mark.parametrize(
    ("sentence", "about"),
    [
        ("The gate shuts at Oranmore on 4 March.", About.THEM),
        ("You wrote that nobody reads our log at night.", About.THEM),
        ("We help depots with their records.", About.US),
        ("KilnSense gives your team a full view.", About.US),
        ("My firm audits cold stores.", About.US),
        ("I sent a message and wonder whether it came.", About.WRITING),
        ("Thoughts on this?", About.WRITING),
        ("Did you get anywhere with it?", About.WRITING),
        ("Ich habe noch keine Antwort von Ihnen.", About.WRITING),
    ],
)
def test_a_sentence_is_about_somebody(sentence: str, about: About) -> None:
    assert said(sentence).about is about


@pytest.mark.parametrize(
    ("sentence", "tied"),
    [
        ("The 47 stops there.", True),
        ("Three drivers waited.", True),
        ("It stands in Oranmore.", True),
        ("Your report says so.", True),
        ("Fulda answered at once.", True),
        ("Popped in again.", False),
        ("They call it “the gap”.", True),
        ("It takes 15 minutes, or 10 to 20 minutes.", False),
        ("Ring 091 555 0112.", False),
        ("1) yes", False),
        ("Reply 2 if you like.", False),
        ("It is Monday for Aoife and Maya.", False),
        ("Let us meet in March at 9.", False),
    ],
)
def test_what_holds_for_somebody_ties_a_sentence(sentence: str, tied: bool) -> None:
    assert bool(said(sentence).ties) is tied


def test_a_recorded_fact_and_the_thing_it_brings_are_enough() -> None:
    body = "Hi Aoife,\n\nWho notices first when a reading is missing at night?\n\nMaya"
    question = "Who notices first when a reading is missing at night?"

    assert not has_particulars(letter(body=body, facts=()))
    assert has_particulars(letter(body=body, facts=(), value=ValueBrought(question)))
    assert has_particulars(letter(body=body, facts=(FactUsed(question, "The board"),)))


def test_lines_broken_for_their_length_are_one_sentence() -> None:
    broken = (
        "For two cold-chain teams that work along the coast, the gap in the\nrecord turned up late."
    )

    assert said(broken).text == broken.replace("\n", " ")


def test_a_place_is_a_place_in_the_letter() -> None:
    body = "Hi Aoife,\n\nThe gate shuts early. It stands in Oranmore.\n\nMaya"
    sentences = told(letter(body=body, facts=()))

    assert [body[each.start : each.start + len(each.text)] for each in sentences] == [
        each.text for each in sentences
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Hi Aoife, Maya Okafor again from Parallel Desk.",
        "AgentPlus is here. With AgentPlus you list it.",
        "It is short.\n\nMaya Okafor\nParallel Desk",
        "Parallel Desk offers it. I know that Parallel Desk is for you.",
    ],
)
def test_whom_we_work_for_and_what_we_sell_tie_nothing(body: str) -> None:
    assert not [each.ties for each in told(letter(body=body, facts=())) if each.ties]


def test_a_sentence_that_begins_with_what_we_sell_is_ours() -> None:
    body = "AgentPlus is the one. With AgentPlus you list it."

    assert {each.about for each in told(letter(body=body, facts=()))} == {About.US}


@pytest.mark.parametrize(
    ("body", "new"),
    [
        ("I come back to the gate at Oranmore, and to the reading that is missing.", False),
        ("I come back to the gate at Oranmore: it moved to Athenry.", True),
        ("The castings lie beside a sexton with reefers.", True),
    ],
)
def test_what_an_earlier_letter_said_is_no_news(body: str, new: bool) -> None:
    before = EarlierLetter(
        "The gate at Oranmore shuts on 4 March, and a reading is missing.", date(2026, 11, 5)
    )
    later = letter(body=f"Hi Aoife,\n\n{body}\n\nMaya", facts=(), earlier=(before,))

    assert has_news(later) is new
