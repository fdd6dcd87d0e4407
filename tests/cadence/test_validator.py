from dataclasses import replace
from datetime import time

import pytest

from cadence.ten_conversations import STEPS
from cadence.validator import Floors, validate
from prospects.enums import Channel


def change(on, **changes):
    return [replace(step, **changes) if step.day == on else step for step in STEPS]


def codes(steps):
    return [problem.code for problem in validate(steps)]


def test_the_cadence_that_ships_may_be_published():
    assert validate(STEPS) == []


@pytest.mark.parametrize(
    ("steps", "code", "sentence"),
    [
        (
            [*STEPS[:8], STEPS[-1]],
            "attempts",
            "9 tries. A person deserves at least 10.",
        ),
        (
            change(8, channel=Channel.EMAIL),
            "emails",
            "6 e-mails. At most 5, the rest by other channels.",
        ),
        (
            change(8, channel=Channel.EMAIL),
            "emails_in_a_row",
            "Tries 3 and 4 are both e-mails. Put another channel between.",
        ),
        (
            [replace(step, day=step.day + 3) if step.day == 49 else step for step in STEPS],
            "gap",
            "8 days before try 12. After a week people forget who you are: keep it to 7 days or less.",
        ),
        (
            change(8, purpose="trigger"),
            "same_purpose",
            "Tries 1 and 3 have the same purpose.",
        ),
        (change(8, purpose=" "), "purpose", "Try 3 does not say what it brings."),
        (
            change(16, call_hour=time(9)),
            "same_hour",
            "Calls 2 and 5 ring at the same hour. Try another one.",
        ),
        (
            change(49, purpose="one-more"),
            "ending",
            "The last try is a letter that thanks them and says whether we come back.",
        ),
        (change(49, body_template="Bye"), "ending", None),
        (change(49, channel=Channel.CALL), "ending", None),
        (change(8, day=3), "order", "Try 3 is not after the one before it."),
    ],
)
def test_each_broken_rule_is_told_in_a_sentence(steps, code, sentence):
    told = {problem.code: problem.sentence for problem in validate(steps)}

    assert code in told
    assert sentence is None or told[code] == sentence


def test_three_channels_are_needed_and_none_has_more_than_half():
    calls = [
        replace(step, channel=Channel.CALL, call_hour=time(9, number))
        if step.channel != Channel.EMAIL
        else step
        for number, step in enumerate(STEPS)
    ]

    assert set(codes(calls)) == {"channels", "half"}


def test_the_policy_may_ask_for_more():
    assert [problem.code for problem in validate(STEPS, Floors(min_attempts=13))] == ["attempts"]
    assert [problem.code for problem in validate(STEPS, Floors(longest_gap_days=5))] == ["gap"] * 2


def test_an_empty_plan_is_told_what_it_lacks():
    assert codes([]) == ["attempts", "channels"]
