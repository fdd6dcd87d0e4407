"""The stops that have little to say when all is well."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from cadence.checks import (
    acknowledgement,
    calendar_link,
    call_hours,
    empty,
    false_reply,
    hidden_characters,
    identical,
    invitation,
    leftover,
)
from cadence.enums import TouchKind
from prospects.enums import Channel

from .letters import CONTEXT, GOOD_BODY, ask, letter, marked, said, state


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Hi {{ person.greeting }},", "{{ person.greeting }}"),
        ("Hi {name},", "{name}"),
        ("Hi {{name,", "{{name,"),
        ("Hi [First name],", "[First name]"),
        ("at [COMPANY] now", "[COMPANY]"),
        ("at <Company> now", "<Company>"),
        ("Hi *|FNAME|*,", "*|FNAME|*"),
        ("Hi %FIRST_NAME%,", "%FIRST_NAME%"),
        ("{% if story %}yes", "{% if story %}"),
        ("about XXX pallets", "XXX"),
        ("on ${date}", "${date}"),
        ("<b>Bold</b>", "<b>"),
    ],
)
def test_a_field_left_over_stops_and_is_pointed_at(text, field):
    result = ask(leftover, body=text)

    assert result.state == "stop"
    assert marked(result, text) == field


@pytest.mark.parametrize(
    "text",
    ["I read [sic] that", "see note [1]", "3 < 4 and 5 > 2", "<https://corrib.example/a>", "100%"],
)
def test_brackets_that_people_write_pass(text):
    assert ask(leftover, body=text) is None


def test_a_field_left_over_in_the_subject_stops_too():
    assert ask(leftover, subject="For {company}").span.part == "subject"


@pytest.mark.parametrize(("subject", "body"), [("", GOOD_BODY), ("  ", GOOD_BODY), ("A", " \n")])
def test_a_letter_without_subject_or_text_stops(subject, body):
    assert state(empty, subject=subject, body=body) == "stop"


def test_only_a_letter_by_mail_needs_a_subject():
    assert ask(empty, channel=Channel.POST, subject="") is None


@pytest.mark.parametrize(
    "subject",
    ["Re: loading", "RE : loading", "Fwd: x", "AW: x", "Re[2]: x", "📧 Re: x", "- Fwd: x"]
    + ["RE dock", "Fwd dock", "FW the dock", "fwd dock", "Rе: dock", "АW: dock", "Ｒｅ: dock"],
)
def test_a_reply_that_is_none_stops(subject):
    assert state(false_reply, subject=subject) == "stop"
    assert state(false_reply, subject=subject, answers_them=True) == ""


@pytest.mark.parametrize(
    "subject",
    [
        "Rethinking nights",
        "Reading: Oranmore",
        "Regarding nights",
        "Re-opening the dock",
        "RE-OPENING",
    ]
    + ["AW 2026 in Leeds", "FW 2026 in Leeds", "Red dock", "REAL docks", "Forward dock"],
)
def test_subjects_that_only_begin_like_a_reply_pass(subject):
    assert ask(false_reply, subject=subject) is None


def test_a_letter_about_re_may_say_so_in_its_subject():
    assert ask(false_reply, subject="RE lessons", body="Who plans RE at St Mary's?") is None


def test_a_talk_with_a_place_and_a_day_did_take_place():
    met = "Hi Aoife,\n\nGood talking with you at the fair in Harrogate on 4 November."

    assert ask(false_reply, body=met) is None
    assert state(false_reply, body="Hi Aoife,\n\nGood talking with you yesterday.") == "warn"
    assert state(false_reply, body=f"{met} As discussed, here are the 40 licences.") == "warn"


THANKS = "Hi Aoife,\n\n{said}\n\nAll the best with it,\nMaya"


@pytest.mark.parametrize(
    ("said_here", "expected"),
    [
        (" ".join(["thanks"] * 45), "pass"),
        (" ".join(["thanks"] * 46), "stop"),
        ("You asked me to check back after the budget in July, so I'll do that once.", "pass"),
        ("I'll check back after the budget in July.", "stop"),
    ],
)
def test_an_answer_to_a_no_is_short_and_does_only_what_they_asked(said_here, expected):
    body = THANKS.format(said=said_here)

    assert state(acknowledgement, body=body, kind=TouchKind.ACKNOWLEDGEMENT) == expected


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Pick one at tidycal dot com/maya, please", "tidycal dot com/maya"),
        ("calendly(dot)com/maya", "calendly(dot)com/maya"),
        ("meetings [dot] hubspot.com/maya", "meetings [dot] hubspot.com/maya"),
        ("bit DOT ly/3xyz", "bit DOT ly/3xyz"),
        ("Book here: https://calendly.com/maya/15min.", "https://calendly.com/maya/15min."),
        ("calendly.com/maya", "calendly.com/maya"),
        ("(https://meetings.hubspot.com/maya)", "https://meetings.hubspot.com/maya"),
        ('<a href="https://cal.com/maya">here</a>', "https://cal.com/maya"),
        ("https://bit.ly/3xyz", "https://bit.ly/3xyz"),
        ("HTTPS://WWW.CALENDLY.COM/maya", "HTTPS://WWW.CALENDLY.COM/maya"),
        ("https://outlook.office365.com/owa/calendar/x@y/bookings/", None),
    ],
)
def test_a_calendar_link_stops(text, link):
    result = ask(calendar_link, body=text)

    assert result.state == "stop"
    assert link is None or marked(result, text) == link


def test_a_calendar_link_is_told_as_we_would_say_it():
    result = ask(calendar_link, body="https://calendly.com/maya")

    assert result.detail == "A bare link hands Aoife the work. Offer two times."


@pytest.mark.parametrize(
    "text",
    ["https://corribcold.example/news", "local.com.pl is fine", "a mail to m@cal.community"]
    + ["the dot com years", "corrib dot com/news", "a red dot me and Tom saw"],
)
def test_other_links_pass(text):
    assert ask(calendar_link, body=text) is None


def test_the_same_letter_again_stops_whatever_its_greeting():
    again = GOOD_BODY.replace("Hi Aoife,", "Hello  Tomasz,").replace("24-hour", "24-HOUR")
    result = ask(identical, earlier=(said("Other words here."), said(again)))

    assert (result.state, result.title) == ("stop", "Word for word what was said on 5 November")
    assert ask(identical, earlier=(said(GOOD_BODY.replace("Maya", "One line more.")),)) is None


@pytest.mark.parametrize("mark", ["\x00", "\x1b", "\u202e", "\u200b", "\ufeff", "\ud800", "\u2066"])
def test_a_hidden_character_stops(mark):
    assert state(hidden_characters, body=f"Hi Ao{mark}ife,") == "stop"
    assert state(hidden_characters, subject=f"Night{mark} loading") == "stop"


def test_a_line_break_in_the_subject_stops_and_in_the_letter_does_not():
    assert state(hidden_characters, subject="Night\nBcc: x@y.example") == "stop"
    assert ask(hidden_characters, body="Hi Aoife,\r\n\tnight loading 👩‍🔧") is None


INVITE = {"channel": Channel.LINKEDIN, "purpose": "invitation"}


@pytest.mark.parametrize(
    "text",
    [
        "Hi Aoife, would love to show you our platform.",
        "Hi Aoife, see https://fernhill.example",
        "Hi Aoife, see www.fernhill.example",
        "Hi Aoife, we help depots like yours.",
        "Hi Aoife, a quick call next week?",
    ],
)
def test_an_invitation_with_a_pitch_or_a_link_stops(text):
    assert state(invitation, body=text, **INVITE) == "stop"


def test_an_invitation_with_a_reason_about_them_passes():
    text = "Hi Aoife, your talk on night crews at Cold Chain Expo stayed with me. Maya"

    assert state(invitation, body=text, **INVITE) == "pass"
    assert ask(invitation, body="We help depots.", channel=Channel.LINKEDIN) is None


@pytest.mark.parametrize(
    ("hour", "expected"), [(7, "stop"), (9, "pass"), (20, "pass"), (21, "stop")]
)
def test_a_call_is_stopped_outside_lawful_hours_only(hour, expected):
    now = datetime(2026, 11, 23, hour, 30, tzinfo=UTC)
    context = replace(CONTEXT, now=now, zone=ZoneInfo("Europe/Dublin"))

    assert call_hours.check(letter(channel=Channel.CALL), context).state == expected
