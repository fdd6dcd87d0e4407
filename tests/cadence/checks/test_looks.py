"""Looks: each warns about one thing, and says what would be kinder."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cadence.checks import (
    FactUsed,
    Limits,
    ValueBrought,
    attached,
    fact_source,
    jargon,
    letter_hours,
    one_ask,
    quoted_mail,
    read_aloud,
    subject,
    way_out,
    words,
    worn_phrases,
)
from prospects.enums import Channel

from .letters import CONTEXT, FACT, GOOD_BODY, ask, marked, said, state


@pytest.mark.parametrize(
    ("count", "first", "expected"),
    [(120, True, "pass"), (121, True, "warn"), (90, False, "pass"), (91, False, "warn")],
)
def test_the_first_letter_may_be_longer_than_later_ones(count, first, expected):
    body = "word " * count + "– — 👋"

    assert state(words, body=body, is_first_letter=first) == expected


def test_the_word_limit_is_the_policys():
    strict = replace(CONTEXT, limits=Limits(first_letter_words=10))

    assert state(words, strict, body="word " * 11) == "warn"


def test_an_invitation_is_counted_in_characters():
    invite = {"channel": Channel.LINKEDIN, "purpose": "invitation"}

    assert state(words, body="a" * 300, **invite) == "pass"
    assert state(words, body="a" * 301, **invite) == "warn"


def test_a_subject_of_more_than_six_words_warns():
    assert state(subject, subject="Six words are just about fine") == "pass"
    assert state(subject, subject="Seven words are just a bit more") == "warn"


def test_a_subject_used_before_warns_and_says_when():
    earlier = (said("x", subject="NIGHT loading  at Oranmore"),)
    result = ask(subject, earlier=earlier)

    assert (result.state, result.title) == ("warn", "The subject was used on 5 November")
    assert result.span.part == "subject"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Hi Aoife,\n\nJust following up on my note.", "following up"),
        ("I am circling\nback to this.", "circling\nback"),
        ("I haven’t heard back from you.", "haven’t heard back"),
        ("Should I close your file?", "close your file"),
        ("A friendly   reminder.", None),
    ],
)
def test_worn_phrases_and_guilt_warn(text, phrase):
    result = ask(worn_phrases, body=text)

    assert result.state == "warn"
    assert phrase is None or marked(result, text) == phrase


def test_a_phrase_inside_a_longer_word_is_not_worn():
    assert ask(worn_phrases, body="The anudged lever and the crocodiles of Lagos.") is None


def test_a_worn_subject_warns():
    result = ask(subject, subject="Touching base")

    assert (result.title, result.span.part) == ("A worn subject: “Touching base”", "subject")
    assert ask(worn_phrases, subject="Touching base") is None


def test_asking_twice_warns_and_points_at_the_second():
    body = "Hi Aoife,\n\nIs this yours? Could you introduce me to Tomasz?"
    result = ask(one_ask, body=body)

    assert result.title == "2 things asked at once"
    assert marked(result, body).strip() == "Could you introduce me to Tomasz?"


def test_a_way_out_is_no_second_ask():
    assert ask(one_ask) is None
    assert ask(one_ask, body="Is this yours? Let me know if not and I'll stop.") is None


def test_attached_with_nothing_attached_warns():
    body = "The note is attached."

    assert ask(attached, body=body).detail == "You wrote “is attached”."
    assert ask(attached, body=body, has_attachment=True) is None
    assert ask(attached) is None


@pytest.mark.parametrize(
    "line",
    [
        "I enclose it.",
        "PFA the sheet.",
        "Find the PDF below.",
        "In der Anlage finden Sie das Blatt.",
        "Das Blatt sende ich Ihnen in der Anlage.",
        "I've put the deck in this mail.",
    ],
)
def test_every_way_to_say_attached_is_known(line):
    assert state(attached, body=line) == "warn"


@pytest.mark.parametrize(
    "line",
    [
        "I enclose nothing and want nothing.",
        "We attach great importance to it.",
        "We enclosed the dock in spring.",
        "In der Anlage in Soest laufen drei Pumpen.",
        "I put my question in this mail.",
    ],
)
def test_words_that_attach_nothing_pass(line):
    assert ask(attached, body=line) is None


@pytest.mark.parametrize(
    "line",
    [
        "If this isn't yours to look at, tell me and I'll stop.",
        "A no is a good answer too.",
        "If it is not for you, say so and I will leave it there.",
        "One line back, and you will not hear from me again.",
        "Just reply with a word and I’ll stop.",
        "Totally fine to say you have other fires to put out.",
        "No call back needed at all.",
        "If you're set on your schedule, that's your call.",
        "My own depot never had one, and it is none of my business.",
    ],
)
def test_a_line_that_ends_this_is_a_way_out(line):
    assert state(way_out, body=f"Hi Aoife,\n\nWords.\n\n{line}\n\nMaya") == "pass"


@pytest.mark.parametrize("line", ["Looking forward to your reply.", "If you like, ring me."])
def test_a_letter_without_a_way_out_warns(line):
    assert state(way_out, body=f"Hi Aoife,\n\n{line}") == "warn"


def test_a_comment_and_an_invitation_need_no_way_out():
    for purpose in ("comment", "invitation"):
        assert ask(way_out, body="Hi", channel=Channel.LINKEDIN, purpose=purpose) is None


def test_a_fact_without_a_source_or_date_warns():
    assert ask(fact_source).detail == "Transport Ireland, 12 Nov."
    assert state(fact_source, facts=(FactUsed("A claim"),)) == "warn"
    assert state(fact_source, facts=(replace(FACT, dated_on=None),)) == "warn"
    assert ask(fact_source, facts=()) is None


def test_a_share_that_no_fact_backs_warns():
    body = "It cut losses by 40% in a year."
    backed = replace(FACT, claim="Losses fell by 40 %")

    assert marked(ask(fact_source, body=body), body) == "40%"
    assert state(fact_source, body=body, facts=(backed,)) == "pass"


@pytest.mark.parametrize(
    ("said_here", "claim"),
    [
        ("14 sites", "Twelve sites"),
        ("€40,000", "Losses of €30,000"),
        ("40.000 €", "Losses"),
        ("$1.2 million", "$1.1 million in fees"),
        ("40 Mitarbeiter", "Sie suchen Leute"),
    ],
)
def test_a_large_sum_or_a_count_that_no_fact_backs_warns(said_here, claim):
    body = f"I read of {said_here} in it."

    assert marked(ask(fact_source, body=body, facts=(replace(FACT, claim=claim),)), body) == (
        said_here
    )


@pytest.mark.parametrize(
    ("said_here", "claim"),
    [
        ("14 sites", "They run fourteen sites"),
        ("€40,000", "Losses of 40k EUR"),
        ("40.000 €", "Losses of €40,000"),
        ("$1.2 million", "$1.2M in fees"),
        ("a $22 sign, 31 metres, at 7 bar", "Nothing of the kind"),
    ],
)
def test_figures_that_a_fact_holds_and_small_prices_pass(said_here, claim):
    body = f"I read of {said_here} in it."

    assert state(fact_source, body=body, facts=(replace(FACT, claim=claim),)) == "pass"


@pytest.mark.parametrize(
    "body",
    [
        "Sligo counted the trips. They found that 38% were bloods going to the lab.",
        "In Soest it stood at 40 %, and €90,000 were spent.",
        "It would be roughly €40,000.",
    ],
)
def test_what_is_told_of_others_by_name_and_a_guess_need_no_fact(body):
    body = f"Hi Aoife,\n\nI asked in Sligo. {body}"

    assert state(fact_source, body=body) == "pass"
    assert state(fact_source, body=f"{body} Our clients save 41%.") == "warn"


def test_what_this_try_brings_is_a_source():
    body = "It cut losses by 40% in a year."

    assert state(fact_source, body=body, value=ValueBrought("Story: losses cut by 40 %")) == "pass"


def test_one_brochure_word_beside_things_of_theirs_is_borne_and_two_are_not():
    one = GOOD_BODY.replace("Is that", "It is a seamless gap. Is that")

    assert ask(jargon, body=one) is None
    assert state(jargon, body=one.replace("seamless", "seamless and holistic")) == "warn"
    assert state(jargon, body="Hi Aoife,\n\nIt is seamless.\n\nMaya") == "warn"


def test_a_worn_opening_is_borne_beside_things_of_theirs_and_a_bump_is_not():
    opened = GOOD_BODY.replace("I read", "Quick one: I read")

    assert ask(worn_phrases, body=opened) is None
    assert state(worn_phrases, body="Hi Aoife,\n\nQuick one: is it on?\n\nMaya") == "warn"
    assert state(worn_phrases, body=GOOD_BODY.replace("I read", "Circling back: I read")) == "warn"


def test_two_questions_in_one_breath_are_one_matter_beside_things_of_theirs():
    asked = GOOD_BODY.replace("year?", "year? Who looks at it?")

    assert ask(one_ask, body=asked) is None
    assert state(one_ask, body=asked.replace("Who looks", "Who reads it? And who looks")) == "warn"


def test_where_no_fact_is_known_no_count_is_asked_for():
    assert ask(fact_source, body="Your 14 sites", facts=()) is None


@pytest.mark.parametrize(
    ("moment", "title"),
    [
        ("2026-11-23T21:40", "It is 21:40 for Aoife"),
        ("2026-11-28T10:00", "It is a day off for Aoife"),
        ("2026-12-25T10:00", "It is a day off for Aoife"),
        ("2026-11-23T09:00", None),
    ],
)
def test_a_letter_outside_their_day_warns(moment, title):
    context = replace(CONTEXT, now=datetime.fromisoformat(moment).replace(tzinfo=UTC))
    result = ask(letter_hours, context)

    assert (result.title if result else None) == title


@pytest.mark.parametrize(
    "tail",
    ["> old words", "On 5 Nov 2026, Maya wrote:\nold", "-----Original Message-----\nold"],
)
def test_old_mail_below_warns(tail):
    assert state(quoted_mail, body=f"{GOOD_BODY}\n\n{tail}") == "warn"
    assert state(quoted_mail) == ""


def test_reading_aloud_is_for_the_rep_to_do():
    assert state(read_aloud) == "wait"
    assert state(read_aloud, read_aloud=True) == "pass"
