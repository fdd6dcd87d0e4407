"""Whatever a browser posts gets a sentence, loses nothing, and is never a 5xx."""

import pytest

from cadence.models import Approval, Attempt
from prospects.enums import Channel
from tests import journeys
from tests.cadence import days
from tests.cadence.browsing import HTMX, Browser, text_of
from tests.cadence.conftest import Clock
from tests.journeys import NOW

NUL, BIDI, LONG = "a\0b", "invoice\u202efdp.exe", "x" * 70_000


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


@pytest.mark.parametrize("typed", [NUL, LONG])
def test_words_that_cannot_be_kept_come_back_with_a_sentence(typed: str) -> None:
    draft = journeys.drafted()
    browser = Browser(draft.touch.owner)
    posted = {"subject": "Night loading", "body": typed, "base_number": 1}

    saved = browser.post_part("draft", draft.touch_id, **posted)
    sent = browser.post("approval-new", draft.touch_id, **posted, read_aloud="1")

    assert (saved.status_code, sent.status_code) == (422, 422)
    assert "it saves by itself." in text_of(saved)
    assert typed in text_of(sent)
    assert not Approval.objects.exists()


def test_hidden_characters_stop_the_letter_and_are_named() -> None:
    draft = journeys.drafted()

    answer = Browser(draft.touch.owner).post_part(
        "approval-new",
        draft.touch_id,
        subject="Night loading",
        body=f"{journeys.LETTER} {BIDI}",
        base_number=1,
        read_aloud="1",
    )

    assert answer.status_code == 422
    assert "Fix before sending:" in text_of(answer)


def test_a_reason_with_a_nul_is_no_reason_to_break() -> None:
    draft = journeys.drafted()

    answer = Browser(draft.touch.owner).post_part(
        "approval-new",
        draft.touch_id,
        subject=draft.subject,
        body=f"{journeys.LETTER}\nSee attached.",
        base_number=1,
        read_aloud="1",
        because_attached=NUL,
    )

    assert answer.status_code in (200, 422)


@pytest.mark.parametrize("typed", [NUL, LONG])
def test_evidence_that_cannot_be_kept_is_refused(typed: str) -> None:
    rep = journeys.rep()
    person = days.person(rep, "Hannah Lindqvist", "Norrland Dairy")
    touch = days.begun(person, days.version_beginning_with(Channel.LINKEDIN), NOW)

    answer = Browser(rep).post_part("attempt", touch.pk, body=typed, note=typed)

    assert answer.status_code == 422
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("name", "posted"),
    [
        ("skip", {"reason": "other", "note": NUL}),
        ("skip", {"reason": "nonsense"}),
        ("postponement", {"until_choice": "pick", "until": "2026-13-45"}),
        ("postponement", {"until_choice": "9999-99-99"}),
        ("attempt", {"outcome": "spoke", "call_back_at": "yesterday"}),
        ("attempt", {"outcome": "spoke", "note": LONG}),
    ],
)
def test_acts_with_nonsense_are_refused(name: str, posted: dict[str, str]) -> None:
    rep = journeys.rep()
    touch = days.begun_with_calls(days.person(rep, "Grace Adeyemi", "Harbour"), NOW)

    assert Browser(rep).post_part(name, touch.pk, **posted).status_code == 422


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Honolulu"])
@pytest.mark.parametrize(
    ("name", "channel", "posted"),
    [
        ("postponement", Channel.CALL, {"until_choice": "pick", "until": "9999-12-31"}),
        (
            "attempt",
            Channel.CALL,
            {"outcome": "voicemail", "call_back_at": "9999-12-31T23:59"},
        ),
        ("attempt", Channel.POST, {"posted_on": "9999-12-31"}),
    ],
)
def test_the_last_day_there_is_gets_a_sentence_in_every_zone(
    name: str, channel: Channel, posted: dict[str, str], zone: str
) -> None:
    rep = journeys.rep(time_zone=zone)
    person = days.person(rep, "Grace Adeyemi", "Harbour")
    touch = days.begun(person, days.version_beginning_with(channel), NOW)

    assert Browser(rep).post_part(name, touch.pk, **posted).status_code == 422


@pytest.mark.parametrize(
    "cursor", ["8~2026-11-16~1", "8~x~1", "~", "1e9~2026-11-16T09:00:00+00:00~1", "🙂"]
)
def test_a_cursor_that_nobody_made_is_not_found(cursor: str) -> None:
    assert Browser(journeys.rep()).get("queue", after=cursor).status_code == 404


def test_numbers_beyond_every_row_are_not_found() -> None:
    browser = Browser(journeys.rep())

    assert browser.get("touch", 10**20).status_code == 404
    assert browser.get("reply", 10**20).status_code == 404
    assert browser.get("rail", seen="9" * 40, at="touch-x").status_code == 200


@pytest.mark.parametrize("following", ["touch-", "touch-99999", "reply-x", "//evil.example", NUL])
def test_a_made_up_next_person_leads_to_the_queue(following: str) -> None:
    rep = journeys.rep()
    touch = days.begun_with_calls(days.person(rep, "Grace Adeyemi", "Harbour"), NOW)

    answer = Browser(rep).post("skip", touch.pk, reason="wrong_time", next=following)

    assert answer["Location"] == "/queue/"


def test_a_broken_address_of_the_page_is_no_reason_to_break() -> None:
    rep = journeys.rep()
    touch = days.begun_with_calls(days.person(rep, "Grace Adeyemi", "Harbour"), NOW)

    answer = Browser(rep).client.post(
        f"/touches/{touch.pk}/skip/",
        {"reason": "wrong_time"},
        headers=HTMX | {"HX-Current-URL": "http://["},
    )

    assert answer["HX-Redirect"] == "/queue/"
