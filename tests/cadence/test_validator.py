from dataclasses import replace
from datetime import time

import pytest

from cadence.shipped import TEN_CONVERSATIONS, shipped
from cadence.validator import Floors, validate
from prospects.enums import Channel

STEPS = shipped(TEN_CONVERSATIONS).steps


def change(on, **changes):
    return [replace(step, **changes) if step.day == on else step for step in STEPS]


def codes(steps):
    return [problem.code for problem in validate(steps)]


def test_the_cadence_that_ships_may_be_published():
    assert validate(STEPS) == []


def lateral(*, invited: int, written: int):
    """The plan with an invitation and a LinkedIn message on these days, and nothing else on LinkedIn."""
    others = [step for step in STEPS if step.channel != Channel.LINKEDIN]
    one = next(step for step in STEPS if step.purpose == "invitation")
    message = replace(one, day=written, purpose="a-word-after-it")
    return sorted([*others, replace(one, day=invited), message], key=lambda step: step.day)


@pytest.mark.parametrize(
    ("steps", "code", "step", "sentence"),
    [
        (
            [*STEPS[:8], STEPS[-1]],
            "attempts",
            None,
            "9 tries. A person deserves at least 10: press “Add a step”.",
        ),
        (
            change(8, channel=Channel.EMAIL),
            "emails",
            12,
            "6 e-mails, at most 5. Open step 12 and choose another way.",
        ),
        (
            [
                replace(
                    step, channel=Channel.CALL, call_hour=time(9 + number // 3, number % 3 * 20)
                )
                if number in (0, 2, 6)
                else step
                for number, step in enumerate(STEPS)
            ],
            "calls",
            10,
            "7 calls, at most 6. Open step 10 and choose another way.",
        ),
        (
            change(8, channel=Channel.EMAIL),
            "emails_in_a_row",
            4,
            "Tries 3 and 4 are both e-mails. Move step 4 with its arrows, or choose another channel.",
        ),
        (
            [replace(step, day=step.day + 3) if step.day == 49 else step for step in STEPS],
            "gap",
            12,
            "8 days before try 12; the limit is 7. After a week people forget who you are: open step 12"
            " and press “Make it 6 days”.",
        ),
        (
            change(8, day=3),
            "order",
            3,
            "Try 3 is not after the one before it. Open step 3 and give it a day or more.",
        ),
        (
            change(8, purpose="trigger"),
            "same_purpose",
            3,
            "Tries 1 and 3 have the same purpose. Open step 3 and give it one of its own.",
        ),
        (
            change(8, purpose=" "),
            "purpose",
            3,
            "Try 3 does not say what it brings. Open step 3 and fill in what it is for.",
        ),
        (change(8, title=""), "purpose", 3, None),
        (
            change(16, call_hour=time(9, 59)),
            "same_hour",
            5,
            "Calls 2 and 5 ring at the same time of day. Open step 5 and choose another hour.",
        ),
        (
            change(16, body_template="Voicemail, 20 seconds:\nHello."),
            "voicemails",
            10,
            "3 calls leave a voicemail, at most 2. Open step 10 and take the voicemail out of its text.",
        ),
        (
            change(16, body_template=""),
            "call_opening",
            5,
            "The call of try 5 does not ask whether it may interrupt. Open step 5 and begin its text with"
            " “Opening line:” and a question like “Is now all right?”.",
        ),
        (
            change(16, body_template="Opening line:\nGood day.\n\nOne question:\nWho signs?"),
            "call_opening",
            5,
            None,
        ),
        (
            change(16, body_template="Opening line:\nIs now all right?\n\nVoicemail:\nWho signs?"),
            "call_question",
            5,
            "The call of try 5 asks them nothing. Open step 5 and add “One question:” with a question, or"
            " the field {{ question.text }}.",
        ),
        (
            lateral(invited=5, written=7),
            "linkedin",
            4,
            "The LinkedIn message of try 4 comes less than 3 days after the invitation of try 3. Open step 4"
            " and give it more days.",
        ),
        (
            change(49, purpose="one-more"),
            "ending",
            12,
            "The last try is a letter that thanks them and says whether they hear from us again. Open step 12,"
            " choose e-mail or post and the purpose “good-ending”, and say both in its text.",
        ),
        (change(49, body_template="Thank you"), "ending", 12, None),
        (change(49, body_template="You will not hear from me"), "ending", 12, None),
        (change(49, channel=Channel.CALL), "ending", 12, None),
    ],
)
def test_each_broken_rule_is_told_with_what_to_press(steps, code, step, sentence):
    told = {problem.code: problem for problem in validate(steps)}

    assert code in told
    assert told[code].step == step
    assert sentence is None or told[code].sentence == sentence


def test_the_same_call_an_hour_later_is_another_hour():
    assert validate(change(16, call_hour=time(10))) == []


@pytest.mark.parametrize(
    "words",
    [
        "Good day. Is now all right? Then: who signs at night?",
        "Einstieg:\nStöre ich gerade?\n\nEine Frage:\n{{ question.text }}",
    ],
    ids=["in one piece", "in another language"],
)
def test_a_card_that_asks_first_and_then_one_thing_is_one(words):
    assert validate(change(16, body_template=words)) == []


def test_a_message_three_days_after_the_invitation_is_no_pitch():
    assert "linkedin" not in codes(lateral(invited=5, written=9))


def test_one_press_proposes_a_gap_that_the_policy_allows():
    assert "“Make it 4 days”" in validate(STEPS, Floors(longest_gap_days=4))[0].sentence


def test_three_channels_are_needed_and_none_has_more_than_half():
    calls = [
        replace(step, channel=Channel.CALL, call_hour=time(9, number))
        if step.channel != Channel.EMAIL
        else step
        for number, step in enumerate(STEPS)
    ]

    assert {"channels", "half"} <= set(codes(calls))


def test_the_policy_may_ask_for_more():
    assert [problem.code for problem in validate(STEPS, Floors(min_attempts=13))] == ["attempts"]
    assert [problem.code for problem in validate(STEPS, Floors(longest_gap_days=5))] == ["gap"] * 2


def test_an_empty_plan_is_told_what_it_lacks():
    assert codes([]) == ["attempts", "channels"]
