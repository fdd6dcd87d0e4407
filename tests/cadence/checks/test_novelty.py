from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.checks import Limits, novelty
from cadence.checks.novelty import own_words, shingles, similarity

from .letters import CONTEXT, GOOD_BODY, ask, marked, said, state


def test_the_first_letter_is_new():
    assert state(novelty) == "pass"


def test_what_was_said_before_warns_and_says_when():
    result = ask(novelty, earlier=(said(GOOD_BODY, sent_on=date(2026, 11, 5)),))

    assert result.title == "Same call again"
    assert result.detail == "You said this on 5 November. Bring Aoife something new."


def test_what_a_colleague_of_theirs_heard_says_who():
    result = ask(novelty, earlier=(said(GOOD_BODY, recipient_first_name="Tomasz"),))

    assert result.detail == "Tomasz heard this on 5 November. Bring Aoife something new."


def test_the_repeated_passage_is_pointed_at():
    old = "For two cold-chain teams I know, the gap turned up at the handover."
    body = f"Hi Aoife,\n\nA line of its own. {old}\n\nMaya"
    result = ask(novelty, body=body, earlier=(said(old),))

    assert marked(result, body) == old.rstrip(".")


def test_greeting_signature_and_quotes_do_not_count_on_either_side():
    body = "Hi Aoife,\n\nNew words only here.\n\nMaya Okafor\nFernhill\n\n> Old words below."

    assert own_words(body, "Maya Okafor") == ("new", "words", "only", "here")


def test_the_nearest_of_many_letters_decides():
    earlier = (said("Nothing in common whatsoever today."), said(GOOD_BODY), said("Else."))

    assert state(novelty, earlier=earlier) == "warn"


@pytest.mark.parametrize(("wanted", "expected"), [(0.5, "pass"), (0.9, "warn")])
def test_the_threshold_is_the_policys(wanted, expected):
    old = "one two three four five six seven eight"
    new = "one two three four five nine ten eleven"
    context = replace(CONTEXT, limits=Limits(novelty=wanted))

    assert similarity(shingles(old, ""), shingles(new, "")) == pytest.approx(3 / 9)
    assert state(novelty, context, body=new, earlier=(said(old),)) == expected


texts = st.lists(st.sampled_from(["night", "depot", "record", "gap", "loading", "audit"])).map(
    " ".join
)


@given(texts, texts)
def test_similarity_is_symmetric_between_nought_and_one(one, other):
    forward = similarity(shingles(one, ""), shingles(other, ""))

    assert forward == similarity(shingles(other, ""), shingles(one, ""))
    assert 0 <= forward <= 1
    assert similarity(shingles(one, ""), shingles(one, "")) == (1 if one else 0)


OLD = (
    "Hi Aoife,\n\nTransport Ireland says that Oranmore moves to night loading in January. Two depots"
    " lost the temperature record at the handover. Who reads it at yours?\n\nMaya"
)


def test_the_same_in_other_words_is_the_same_call_and_shows_what_was_said():
    body = (
        "Hi Aoife,\n\nAt two depots the temperature record got lost when shifts hand over. Oranmore"
        " goes over to loading at night this January, says Transport Ireland. Who would read yours?"
    )
    result = ask(novelty, body=body, earlier=(said("Else entirely."), said(OLD)))

    assert (result.state, result.title) == ("warn", "Same call again, in other words")
    assert result.said.startswith("T")
    assert "Oranmore" in result.said or "temperature" in result.said


def test_something_new_about_the_same_thing_is_new():
    body = (
        "Hi Aoife,\n\nIn Foynes the night crew hung a clipboard on the door of each reefer. After a"
        " month nobody had to ring the office any more. Does Oranmore have such a door?\n\nMaya"
    )

    assert state(novelty, body=body, earlier=(said(OLD),)) == "pass"


def test_a_piece_cut_out_of_earlier_letters_is_the_same_call():
    first, second = OLD.split(". Two")
    longer = f"{first}. {'Other words follow here and go on for a while. ' * 8}"
    body = "Oranmore moves to night loading in January. Two depots lost the temperature record."

    assert state(novelty, body=body, earlier=(said(longer), said(f"Two{second}"))) == "warn"
