"""One press mends what a check found, and pressing comes to an end."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadence.checks import CheckResult, LetterUnderReview, run
from prospects.enums import Channel

from .letters import CONTEXT, GOOD_BODY, letter

MOST_PRESSES = 40
LONG = (
    "At both depots the night crew wrote the temperature on the back of the delivery note by hand, and they"
    " found in the morning that nobody could say which of the two doors it had been. "
)


def within(sentence: str) -> str:
    """The good letter with one sentence more in its middle."""
    return GOOD_BODY.replace("Is that on", f"{sentence}Is that on")


def after(line: str) -> str:
    """The good letter with one line more before its question."""
    return GOOD_BODY.replace("Is that on", f"{line}\nIs that on")


def pressed(under_review: LetterUnderReview) -> tuple[LetterUnderReview, list[CheckResult]]:
    """The letter after every mend that was offered, one after another, and what is said then."""
    for _press in range(MOST_PRESSES):
        results = run(under_review, CONTEXT)
        mend = next((each.mend for each in results if each.mend), None)
        if mend is None:
            return under_review, results
        subject, body = mend.of(under_review.subject, under_review.body)
        under_review = replace(under_review, subject=subject, body=body)
    raise AssertionError(f"still something to mend: {mend}")


@pytest.mark.parametrize(
    ("changes", "subject", "body"),
    [
        ({"body": GOOD_BODY.replace("Aoife", "Tomasz")}, None, GOOD_BODY),
        ({"body": GOOD_BODY.replace("Aoife", "AOIFE")}, None, GOOD_BODY),
        ({"body": GOOD_BODY.replace("Hi Aoife", "Hi there")}, None, GOOD_BODY),
        ({"body": GOOD_BODY.replace("Hi Aoife", "Hi")}, None, GOOD_BODY),
        ({"body": GOOD_BODY.replace("Hi Aoife,\n\n", "")}, None, GOOD_BODY),
        ({"body": GOOD_BODY.replace("Hi Aoife", "Dear Mr Tomasz")}, None, None),
        ({"subject": "Re: Fwd: Night loading"}, "Night loading", None),
        ({"subject": "Night loading!!!"}, "Night loading", None),
        ({"subject": "Night loading 🚚"}, "Night loading", None),
        ({"body": f"{GOOD_BODY}\n\n> old\n> mail"}, None, f"{GOOD_BODY}\n\n"),
        ({"body": after("Book here: https://calendly.com/maya")}, None, GOOD_BODY),
        ({"body": after("Or pick a time that suits: https://cal.com/m/15.")}, None, GOOD_BODY),
        ({"body": within("Here is my diary: https://cal.com/maya. ")}, None, GOOD_BODY),
        ({"body": within("Could you send me their number? ")}, None, None),
        (
            {"body": within("We leverage cutting-edge racks. ")},
            None,
            within("We use cutting-edge racks. "),
        ),
        ({"body": within(LONG)}, None, within(LONG.replace(", and they", ". They"))),
    ],
)
def test_every_press_leads_to_a_letter_that_may_go(
    changes: dict[str, str], subject: str | None, body: str | None
) -> None:
    mended, results = pressed(letter(read_aloud=True, **changes))

    assert {each.state for each in results} == {"pass"}
    assert subject is None or mended.subject == subject
    assert body is None or mended.body == body


def test_a_name_without_its_accent_is_written_where_it_stands() -> None:
    body = (
        "Hi Zoë,\n\nYour talk in Brest: was it filmed, Zoe? If not, tell me and I'll stop.\n\nMaya"
    )
    mended, _results = pressed(letter(first_name="Zoë", full_name="Zoë Le Gall", body=body))

    assert mended.body == body.replace("Zoe", "Zoë")


@settings(max_examples=100)
@given(
    st.text(max_size=200),
    st.text(max_size=60),
    st.sampled_from(["Hi ", "Dear Mr ", "", "Hello there, ", "Re: "]),
    st.sampled_from(["", "\n> a", "\nwww.a.example/b", "?", "!!"]),
    st.sampled_from(Channel.values),
    st.sampled_from(["", "invitation", "comment"]),
)
def test_pressing_always_comes_to_an_end(
    text: str, subject: str, lead: str, tail: str, channel: str, purpose: str
) -> None:
    pressed(
        letter(
            body=f"{lead}{text}{tail}",
            subject=f"{lead}{subject}{tail}",
            channel=Channel(channel),
            purpose=purpose,
        )
    )


def test_what_is_asked_first_is_kept() -> None:
    mended, _results = pressed(
        letter(body=GOOD_BODY.replace("\n\nMaya", " Who decides it?\n\nMaya"))
    )

    assert "Is that on your list for the new year?" in mended.body
    assert "Who decides it?" not in mended.body


@pytest.mark.parametrize(
    "sentence",
    [
        "Maya and I went to see the two depots in Oranmore and in Athenry with their crews and"
        + " doors" * 20,
        "It was " + "cold and wet and dark and " * 9 + "late",
    ],
)
def test_a_sentence_without_a_safe_cut_is_left_to_the_rep(sentence: str) -> None:
    results = run(letter(body=within(f"{sentence}. ")), CONTEXT)

    assert next(each for each in results if each.code == "sentence_length").mend is None
