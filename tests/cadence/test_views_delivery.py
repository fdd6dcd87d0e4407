"""The browser posts the delivery; this request sends, and says what came of it."""

import pytest

from cadence.enums import DeliveryState
from cadence.models import Approval, Delivery
from cadence.services import listening
from prospects.enums import Channel
from team.services import sessions
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.journeys import NOW
from tests.smtp import Sink


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


@pytest.fixture
def approval(post: Sink) -> Approval:
    return journeys.approved()


def test_the_letter_leaves_and_the_toast_says_so(approval: Approval, post: Sink) -> None:
    answer = Browser(approval.reviewer).post_part("delivery", approval.pk)

    shown = text_of(answer)
    assert answer.status_code == 200
    assert shown.lstrip().startswith('<div class="toast" data-passing')
    assert "Sent to Aoife" in shown
    assert '<hx-partial hx-target="#lane" hx-swap="outerHTML">' in shown
    assert len(post.accepted) == 1


def test_a_second_post_answers_the_first_and_sends_nothing(approval: Approval, post: Sink) -> None:
    browser = Browser(approval.reviewer)
    browser.post_part("delivery", approval.pk)

    again = browser.post_part("delivery", approval.pk)

    assert again.status_code == 200
    assert "Sent to Aoife" in text_of(again)
    assert len(post.accepted) == 1


def test_a_refusing_mailbox_is_said_in_words_and_the_letter_is_kept(
    approval: Approval, post: Sink
) -> None:
    post.refuse_at = "auth"
    browser = Browser(approval.reviewer)

    toast = text_of(browser.post_part("delivery", approval.pk))
    page = text_of(browser.get("touch", approval.touch_id))

    explanation = Delivery.objects.get().explanation
    assert f"Not sent to Aoife. {explanation} Your words are saved." in toast
    assert 'data-kind="trouble"' in toast
    assert "<b>Not sent.</b>" in page
    assert explanation in page
    assert "I wrote down on one page what they changed." in page
    assert "Send to Aoife" in page


def test_a_lost_answer_waits_at_the_top_for_the_rep(approval: Approval, post: Sink) -> None:
    post.refuse_at = "lost"
    browser = Browser(approval.reviewer)

    toast = text_of(browser.post_part("delivery", approval.pk))
    page = text_of(browser.get("touch", approval.touch_id))

    assert "We can't tell whether the letter to Aoife left." in toast
    assert "We can't tell whether it left" in page
    assert "It left" in page
    assert "It didn't" in page
    assert "Send to Aoife" not in page


@pytest.mark.parametrize(
    ("answer", "state"), [("yes", DeliveryState.SENT), ("no", DeliveryState.FAILED)]
)
def test_the_rep_says_whether_it_left(
    approval: Approval, post: Sink, answer: str, state: DeliveryState
) -> None:
    post.refuse_at = "lost"
    browser = Browser(approval.reviewer)
    browser.post_part("delivery", approval.pk)
    delivery = Delivery.objects.get()

    response = browser.post_part("resolution", delivery.pk, left=answer)

    delivery.refresh_from_db()
    assert response.status_code == 200
    assert (delivery.state, delivery.resolved_by) == (state, browser.user)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [("yes", "no", "is kept as sent already"), ("no", "yes", "is kept as not sent already")],
)
def test_an_answer_that_contradicts_the_first_is_told_that_nothing_changed(
    approval: Approval, post: Sink, first: str, second: str, said: str
) -> None:
    post.refuse_at = "lost"
    browser = Browser(approval.reviewer)
    browser.post_part("delivery", approval.pk)
    delivery = Delivery.objects.get()

    assert browser.post_part("resolution", delivery.pk, left=first).status_code == 200
    known = Delivery.objects.get().state
    again = browser.post_part("resolution", delivery.pk, left=first)
    against = browser.post_part("resolution", delivery.pk, left=second)

    assert (again.status_code, against.status_code) == (200, 409)
    assert said in text_of(against)
    assert Delivery.objects.get().state == known


@pytest.mark.parametrize("part", [False, True])
def test_a_browser_whose_session_is_over_signs_in_before_anything_leaves(
    approval: Approval, post: Sink, part: bool
) -> None:
    browser = Browser(approval.reviewer)
    sessions.end(key=browser.client.session.session_key or "", at=NOW)

    answer = (browser.post_part if part else browser.post)("delivery", approval.pk)

    assert answer.status_code == (403 if part else 302)
    address = answer["HX-Redirect" if part else "Location"]
    assert address == "/accounts/login/?next=/queue/"
    assert "Sign in" in text_of(browser.client.get(address))
    assert post.accepted == []


def test_an_answer_that_says_nothing_settles_nothing(approval: Approval, post: Sink) -> None:
    post.refuse_at = "lost"
    browser = Browser(approval.reviewer)
    browser.post_part("delivery", approval.pk)
    delivery = Delivery.objects.get()

    assert browser.post_part("resolution", delivery.pk).status_code == 422
    stranger = Browser(journeys.rep())
    assert stranger.post("resolution", delivery.pk, left="yes").status_code == 404


def test_a_reply_in_between_sends_nothing_and_says_why(approval: Approval, post: Sink) -> None:
    prospect = approval.touch.prospect
    listening.hear(prospect, at=NOW, channel=Channel.EMAIL, text="Not now, please.")

    answer = Browser(approval.reviewer).post_part("delivery", approval.pk)

    assert answer.status_code in (409, 422)
    assert "Read it first." in text_of(answer)
    assert post.accepted == []


def test_without_javascript_the_result_is_said_on_the_next_page(
    approval: Approval, post: Sink
) -> None:
    browser = Browser(approval.reviewer)

    answer = browser.post("delivery", approval.pk)
    page = browser.client.get(answer["Location"])

    assert answer.status_code == 302
    assert "Sent to Aoife" in text_of(page)
    assert len(post.accepted) == 1


def test_a_letter_that_waits_can_be_sent_from_its_own_desk(approval: Approval, post: Sink) -> None:
    browser = Browser(approval.reviewer)

    desk = text_of(browser.get("touch", approval.touch_id))
    answer = browser.client.post(
        f"/approvals/{approval.pk}/delivery/?from=desk", headers={"HX-Request": "true"}
    )

    assert "You approved this; it hasn't left." in desk
    assert answer.status_code == 200
    assert len(post.accepted) == 1


def test_a_delivery_is_posted(approval: Approval) -> None:
    assert Browser(approval.reviewer).get("delivery", approval.pk).status_code == 405
