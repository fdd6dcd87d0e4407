"""Where a check points stands marked in the words, and calls and letters by hand are judged on their screens too."""

import pytest

from cadence.checks import CheckResult, Kind, Part, Span, State
from cadence.models import Touch
from cadence.views.marking import Piece, marked, place_of
from prospects.enums import Channel
from tests import journeys
from tests.cadence.browsing import Browser, text_of

pytestmark = pytest.mark.usefixtures("clock")

BODY = "Hi Aoife,\n\n👋 Just circling back on this."


def found(start: int, end: int, code: str = "worn_phrases", **changes) -> CheckResult:
    given = {"kind": Kind.LOOK, "state": State.WARN, "title": "A worn phrase"}
    return CheckResult(
        code, **(given | changes), span=Span(start, end, changes.pop("part", Part.BODY))
    )


def test_the_words_are_cut_where_passages_begin_and_end() -> None:
    at = BODY.index("circling")

    assert marked(BODY, [found(at, at + 13), found(at + 9, at + 13, "jargon")]) == [
        Piece(BODY[:at]),
        Piece("circling ", is_marked=True, codes=("worn_phrases",)),
        Piece("back", is_marked=True, codes=("jargon",)),
        Piece(" on this."),
    ]


def test_what_is_about_the_whole_or_a_place_between_words_marks_nothing() -> None:
    assert marked(BODY, [found(0, len(BODY)), found(4, 4), found(0, 2, state=State.PASS)]) == []


def test_a_place_is_counted_as_a_browser_counts() -> None:
    at = BODY.index("circling")

    place = place_of(found(at, at + 13), "", BODY)

    assert place is not None
    assert (place.href, place.field) == ("#at-worn_phrases", "#body")
    assert (place.start, place.end) == (at + 1, at + 14)


def test_a_passage_of_the_subject_leads_to_the_subject() -> None:
    result = CheckResult("jargon", Kind.LOOK, State.WARN, "A", span=Span(0, 3, Part.SUBJECT))

    assert place_of(result, "Win-win", "").href == "#subject"


def test_the_letter_shows_what_is_marked_and_the_margin_leads_there(sandbox: None) -> None:
    draft = journeys.drafted()
    browser = Browser(draft.touch.owner)
    body = journeys.LETTER.replace("I wrote down", "Just circling back. I wrote down")

    saved = text_of(
        browser.post_part("draft", draft.touch.pk, subject="Nights", body=body, base_number="1")
    )
    page = text_of(browser.get("touch", draft.touch.pk))

    for shown in (saved, page):
        assert '<mark><a id="at-worn_phrases"></a>circling back</mark>' in shown
        assert 'href="#at-worn_phrases" data-select="#body"' in shown


def on(channel: Channel) -> Touch:
    touch = journeys.planned()
    Touch.objects.filter(pk=touch.pk).update(channel=channel)
    touch.refresh_from_db()
    return touch


@pytest.mark.parametrize(
    ("channel", "words", "said"),
    [
        (
            Channel.CALL,
            "Opening:\nHi Tomasz, just circling back.",
            "A worn phrase: “circling back”",
        ),
        (Channel.POST, "Dear Tomasz,\n\nA page on night loading.", "This greets “Tomasz”"),
        (Channel.POST, "Dear Aoife,\n\nBook: https://calendly.com/x", "A calendar link"),
    ],
)
def test_calls_and_letters_by_hand_are_judged_on_their_own_screen(
    channel: Channel, words: str, said: str
) -> None:
    touch = on(channel)
    browser = Browser(touch.owner)

    saved = text_of(browser.post_part("draft", touch.pk, body=words, base_number="0"))
    page = text_of(browser.get("touch", touch.pk))

    assert said in saved
    assert said in page
    assert "Send anyway" not in page


@pytest.mark.parametrize("channel", [Channel.CALL, Channel.POST])
def test_nothing_is_judged_where_nothing_is_written(channel: Channel) -> None:
    touch = on(channel)

    page = text_of(Browser(touch.owner).get("touch", touch.pk))

    assert "Before it goes" in page
    assert 'class="check" data-s="stop"' not in page


@pytest.mark.parametrize("channel", [Channel.CALL, Channel.POST])
def test_a_press_mends_the_words_of_a_call_too(channel: Channel) -> None:
    touch = on(channel)
    browser = Browser(touch.owner)
    words = "Dear Aoife,\n\nAt Oranmore we leverage two docks."
    browser.post("draft", touch.pk, body=words, base_number="0")

    browser.post("draft", touch.pk, body=words, base_number="1", mend="jargon")

    assert "we use two docks" in touch.drafts.latest("number").body


def test_what_was_typed_stays_when_the_day_of_a_letter_by_hand_is_missing() -> None:
    touch = on(Channel.POST)

    answer = Browser(touch.owner).post(
        "attempt", touch.pk, body="Dear Aoife, by hand", posted_on=""
    )

    assert answer.status_code == 422
    assert "Dear Aoife, by hand" in text_of(answer)
