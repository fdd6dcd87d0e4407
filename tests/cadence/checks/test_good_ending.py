"""The last letter thanks, says that we stop, and wants nothing (R18)."""

from typing import Any

import pytest

from cadence.checks import good_ending, run
from cadence.checks.review import GOOD_ENDING
from cadence.enums import TouchKind

from .golden_set import Verdict, golden_set
from .letters import CONTEXT, ask, letter

LAZY = {
    "loop": (
        "It makes them sorry",
        """Hi Aoife,

I guess cold chain isn't a priority for Oranmore right now, so I'll close the loop. Thanks.

Maya""",
    ),
    "show": (
        "The last letter still sells",
        """Hi Aoife,

This is goodbye. Before I go, I'd love to show you how it logs every handover. Thank you for your time.

Maya""",
    ),
    "sorry": (
        "It makes them sorry",
        """Hi Aoife,

I won't write again. Sorry we couldn't help Oranmore cut its losses. Thanks anyway.

Maya""",
    ),
    "guilt": (
        "It makes them sorry",
        """Hi Aoife,

I have written five times and heard nothing, so I will stop. Thank you anyway. I had hoped for a word.

Maya""",
    ),
    "file": (
        "It makes them sorry",
        """Hi Aoife,

I am closing your file today, since this does not seem to matter to you. Thanks for your time.

Maya""",
    ),
    "permission": (
        "The last letter still asks",
        """Hi Aoife,

Is it time to part ways? Give me permission to close this off and I won't bother you again. Thanks.

Maya""",
    ),
    "pitch": (
        "The last letter still sells",
        """Hi Aoife,

Thank you for your time, this is my last note. One thing before I go: our platform cuts spoilage by 30%, and setup takes a day.

Maya""",
    ),
    "discount": (
        "The last letter still sells",
        """Hi Aoife,

Last mail from me, and thanks. If you start before Friday, there is a discount of a fifth on the first year.

Maya""",
    ),
    "meeting": (
        "The last letter still sells",
        """Hi Aoife,

Thank you for reading. This is my final letter, unless you have fifteen minutes for a call next week.

Maya""",
    ),
    "asks": (
        "The last letter still asks",
        """Hi Aoife,

Thank you. Before I stop, who at Oranmore looks after the night shift?

Maya""",
    ),
    "silent": (
        "The last letter without thanks",
        """Hi Aoife,

The port prints its gate hours on 1 December. All good wishes to Oranmore.

Maya""",
    ),
    "thankless": (
        "The last letter without thanks",
        """Hi Aoife,

This is my last letter. The port prints its gate hours on 1 December.

Maya""",
    ),
    "no rest": (
        "It does not say that it is the last",
        """Hi Aoife,

Thank you for your patience. The port prints its gate hours on 1 December. Until the next one.

Maya""",
    ),
}
ENDINGS = {
    each.name: each.letter.body
    for each in golden_set()
    if each.letter.purpose == GOOD_ENDING and each.verdict == Verdict.GOOD
}
KIND = (
    """Hello Aoife,

No more letters from me this year. Many thanks for your time, and good luck with the loading.

Maya""",
    """Aoife,

I won't write again about the fencing. I wish you and your team a quiet winter.

Maya""",
    """Aoife,

thanks, and this is me done. The form of the Cork yard is here for copying: https://cork.example/form

Maya""",
)
HUNGARIAN = "Kedves Aoife,\n\nA jövő évi nyitvatartás december elején jelenik meg.\n\nMaya"


def ending(body: str, **changes: Any) -> Any:
    return ask(good_ending, body=body, **({"purpose": GOOD_ENDING} | changes))


@pytest.mark.parametrize("name", LAZY)
def test_a_last_letter_that_blames_sells_asks_or_does_not_thank_is_looked_at(name: str) -> None:
    title, body = LAZY[name]
    result = ending(body)

    assert (result.state, result.title) == ("warn", title)


@pytest.mark.parametrize("name", ENDINGS)
def test_a_good_ending_is_left_in_peace(name: str) -> None:
    assert ending(ENDINGS[name]).state == "pass"


@pytest.mark.parametrize("body", KIND)
def test_a_plain_goodbye_with_thanks_is_a_good_ending(body: str) -> None:
    assert ending(body).state == "pass"


def test_what_is_marked_is_the_sentence_that_spoils_it() -> None:
    body = LAZY["asks"][1]
    span = ending(body).span

    assert body[span.start : span.end] == (
        "Before I stop, who at Oranmore looks after the night shift?"
    )


@pytest.mark.parametrize(
    "changes", [{"purpose": "purpose-3"}, {"answers_them": True}, {"kind": TouchKind.ANSWER}]
)
def test_only_the_last_letter_is_asked_for_a_good_ending(changes: dict[str, Any]) -> None:
    assert ending(LAZY["pitch"][1], **changes) is None


def test_a_language_that_is_not_known_is_not_told_that_thanks_are_missing() -> None:
    assert ending(HUNGARIAN) is None


def test_a_letter_that_says_goodbye_and_wants_nothing_is_an_ending_whatever_the_plan_calls_it() -> (
    None
):
    results = run(letter(body=KIND[0], facts=(), purpose="story", read_aloud=True), CONTEXT)

    assert {each.code: each.state for each in results}["good_ending"] == "pass"
    assert {each.state for each in results} == {"pass"}


@pytest.mark.parametrize("name", ["loop", "permission", "discount", "asks"])
def test_a_letter_that_only_threatens_to_stop_is_no_ending(name: str) -> None:
    results = run(letter(body=LAZY[name][1], facts=(), purpose="story"), CONTEXT)

    assert "good_ending" not in {each.code for each in results}
    assert "warn" in {each.state for each in results}
