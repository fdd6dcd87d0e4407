"""Autosave: each pause keeps the words and answers what stands between them and sending."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadence.models import Draft, Hold
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.factories.research import FindingFactory
from tests.journeys import NOW

WORDS = "Hi Aoife,\n\nOne line.\n\nMaya"


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


def numbers(draft: Draft) -> list[int]:
    return list(draft.touch.drafts.order_by("number").values_list("number", flat=True))


def test_a_pause_in_typing_keeps_a_new_draft_and_answers_the_margin() -> None:
    draft = journeys.drafted()
    browser = Browser(draft.touch.owner)

    part = text_of(
        browser.post_part(
            "draft", draft.touch_id, subject="Night loading", body=WORDS, base_number=1
        )
    )

    newest = draft.touch.drafts.get(number=2)
    assert (newest.subject, newest.body, newest.author) == ("Night loading", WORDS, browser.user)
    assert '<input type="hidden" name="base_number" value="2">' in part
    assert '<hx-partial hx-target="#saved" hx-swap="innerHTML">Saved 09:00.' in part
    assert "<textarea" not in part


@pytest.mark.parametrize("facts", [0, 3])
def test_a_pause_asks_little_however_much_is_known(facts: int) -> None:
    draft = journeys.drafted()
    FindingFactory.create_batch(facts, prospect=draft.touch.prospect)
    browser = Browser(draft.touch.owner)
    browser.get("queue")  # what is read once per process

    with CaptureQueriesContext(connection) as queries:
        browser.post_part("draft", draft.touch_id, subject="Night", body=WORDS, base_number=1)

    assert len(queries) <= 15


def test_what_came_while_they_typed_stands_in_the_margin() -> None:
    draft = journeys.drafted()
    browser = Browser(draft.touch.owner)
    company = draft.touch.prospect.company
    Hold.objects.create(company=company, reason="Somebody answered.", placed_at=NOW)

    part = text_of(
        browser.post_part("draft", draft.touch_id, subject="Night", body=WORDS, base_number=1)
    )

    assert "Somebody answered" in part
    assert 'class="check" data-s="stop"' in part


def test_the_same_words_make_no_new_draft() -> None:
    draft = journeys.drafted()

    answer = Browser(draft.touch.owner).post_part(
        "draft", draft.touch_id, subject=draft.subject, body=draft.body, base_number=1
    )

    assert answer.status_code == 200
    assert numbers(draft) == [1]


def test_what_was_answered_in_the_margin_stays_there() -> None:
    draft = journeys.drafted()

    part = text_of(
        Browser(draft.touch.owner).post_part(
            "draft",
            draft.touch_id,
            subject="Night loading",
            body=f"{journeys.LETTER}\nSee attached.",
            base_number=1,
            read_aloud="1",
            because_attached="It is on the page.",
        )
    )

    assert 'name="read_aloud" value="1" checked' in part
    assert 'name="because_attached" value="It is on the page."' in part


def test_a_text_from_another_window_shows_both_and_keeps_both() -> None:
    draft = journeys.drafted()
    browser = Browser(draft.touch.owner)
    browser.post_part("draft", draft.touch_id, subject="Second", body=WORDS, base_number=1)

    answer = browser.post_part(
        "draft", draft.touch_id, subject="Third", body="Hi Aoife, third.", base_number=1
    )

    shown = text_of(answer)
    assert answer.status_code == 409
    assert "This text was changed in another window." in shown
    assert "Hi Aoife, third." in shown
    assert WORDS in shown
    assert "Keep mine" in shown
    assert numbers(draft) == [1, 2]


def test_without_javascript_both_texts_stand_on_the_page() -> None:
    draft = journeys.drafted()
    browser = Browser(draft.touch.owner)
    browser.post("draft", draft.touch_id, subject="Second", body=WORDS, base_number=1)

    answer = browser.post("draft", draft.touch_id, subject="Third", body="Mine.", base_number=1)

    page = text_of(answer)
    assert answer.status_code == 409
    assert "<html" in page
    assert "This text was changed in another window." in page
    assert "Keep mine" in page


def test_keeping_mine_is_a_new_draft_over_the_other() -> None:
    draft = journeys.drafted()
    browser = Browser(draft.touch.owner)
    browser.post_part("draft", draft.touch_id, subject="Second", body=WORDS, base_number=1)

    browser.post("draft", draft.touch_id, subject="Third", body="Mine.", base_number=2)

    assert draft.touch.drafts.get(number=3).body == "Mine."


def test_a_text_too_long_to_keep_is_refused_in_words() -> None:
    draft = journeys.drafted()

    answer = Browser(draft.touch.owner).post_part(
        "draft", draft.touch_id, subject="Long", body="a " * 20_000, base_number=1
    )

    assert answer.status_code == 422
    assert "That is too long to keep." in text_of(answer)
    assert numbers(draft) == [1]


def test_without_javascript_saving_leads_back_to_the_letter() -> None:
    draft = journeys.drafted()
    browser = Browser(draft.touch.owner)

    answer = browser.post("draft", draft.touch_id, subject="S", body=WORDS, base_number=1)

    assert answer.status_code == 302
    assert answer["Location"] == f"/queue/{draft.touch_id}/"


def test_the_first_words_stand_beside_the_newest() -> None:
    draft = journeys.drafted()
    browser = Browser(draft.touch.owner)
    browser.post("draft", draft.touch_id, subject="Second", body=WORDS, base_number=1)

    page = text_of(browser.get("draft", draft.touch_id))

    assert draft.subject in page
    assert "Second" in page


def test_a_team_mate_cannot_write_into_it() -> None:
    draft = journeys.drafted()
    mate = Browser(journeys.rep(team=draft.touch.owner.team))

    answer = mate.post_part("draft", draft.touch_id, subject="S", body=WORDS, base_number=1)

    assert answer.status_code == 404
    assert numbers(draft) == [1]


def test_a_closed_try_keeps_its_words() -> None:
    draft = journeys.drafted()
    browser = Browser(draft.touch.owner)
    browser.post("skip", draft.touch_id, reason="wrong_time")

    answer = browser.post_part("draft", draft.touch_id, subject="S", body=WORDS, base_number=1)

    assert answer.status_code == 422
    assert "This try is closed" in text_of(answer)
