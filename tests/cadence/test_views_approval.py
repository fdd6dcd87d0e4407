"""Send: reviewed now, and taken back while it can be."""

import uuid

import pytest

from cadence.models import Approval, Delivery, Draft, Withdrawal
from cadence.services import sending
from team.services import sessions
from tests import journeys
from tests.cadence import days
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.journeys import NOW
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("post")


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


@pytest.fixture
def draft(post: Sink) -> Draft:
    written = journeys.drafted()
    journeys.connected(written.touch.owner)
    return written


def words(draft: Draft, **more: str) -> dict[str, object]:
    return {"subject": draft.subject, "body": draft.body, "base_number": 1, **more}


def test_send_reviews_these_words_and_shows_the_next_person(draft: Draft) -> None:
    rep = draft.touch.owner
    following = days.begun_with_calls(days.person(rep, "Grace Adeyemi", "Harbour"), NOW)
    browser = Browser(rep)

    answer = browser.post_part(
        "approval-new",
        draft.touch_id,
        **words(draft, read_aloud="1", next=f"touch-{following.pk}"),
    )

    approval = Approval.objects.get()
    shown = text_of(answer)
    assert (approval.draft, approval.read_aloud) == (draft, True)
    assert answer["HX-Push-Url"] == f"/queue/{following.pk}/"
    assert "Grace Adeyemi<button" in shown
    assert "The letter to Aoife has not left yet." in shown
    assert f"/approvals/{approval.pk}/delivery/" in shown
    assert "You approved this; it hasn't left" in shown
    assert not Delivery.objects.exists()


def test_words_typed_in_the_last_moment_are_what_is_reviewed(draft: Draft) -> None:
    body = f"{journeys.LETTER} Thank you."

    Browser(draft.touch.owner).post_part(
        "approval-new", draft.touch_id, **words(draft, body=body, read_aloud="1")
    )

    assert Approval.objects.get().draft.body == body


def test_a_letter_not_read_aloud_is_not_sent_and_keeps_its_words(draft: Draft) -> None:
    answer = Browser(draft.touch.owner).post_part("approval-new", draft.touch_id, **words(draft))

    assert answer.status_code == 422
    assert "Read it aloud" in text_of(answer)
    assert not Approval.objects.exists()


def test_a_look_asks_for_one_line_which_is_kept(draft: Draft) -> None:
    browser = Browser(draft.touch.owner)
    body = f"{journeys.LETTER}\nSee attached."
    posted = words(draft, body=body, read_aloud="1")

    refused = browser.post_part("approval-new", draft.touch_id, **posted)
    sent = browser.post_part(
        "approval-new",
        draft.touch_id,
        **(posted | {"base_number": 2, "because_attached": "It follows by post."}),
    )

    assert refused.status_code == 422
    assert "Send anyway, because" in text_of(refused)
    assert sent.status_code == 200
    assert Approval.objects.get().looks == {"attached": "It follows by post."}


def test_a_stop_cannot_be_answered_away(draft: Draft) -> None:
    answer = Browser(draft.touch.owner).post_part(
        "approval-new",
        draft.touch_id,
        **words(draft, body="Hi Eva,\n\nOne line.\n\nMaya", read_aloud="1", because_name="Yes."),
    )

    assert answer.status_code == 422
    assert "Fix before sending:" in text_of(answer)
    assert not Approval.objects.exists()


def test_an_older_window_is_a_conflict_and_nothing_is_reviewed(draft: Draft) -> None:
    browser = Browser(draft.touch.owner)
    browser.post_part("draft", draft.touch_id, subject="Two", body="Second.", base_number=1)

    answer = browser.post_part(
        "approval-new", draft.touch_id, **words(draft, body="Third.", read_aloud="1")
    )

    assert answer.status_code == 409
    assert "Third." in text_of(answer)
    assert not Approval.objects.exists()


def test_a_refusal_without_javascript_is_the_whole_page_with_the_words(draft: Draft) -> None:
    answer = Browser(draft.touch.owner).post(
        "approval-new", draft.touch_id, **words(draft, body="Hi Aoife,\nMine.")
    )

    page = text_of(answer)
    assert answer.status_code == 422
    assert "<html" in page
    assert "Hi Aoife,\nMine." in page


def test_without_javascript_a_page_offers_sending_and_undo(draft: Draft) -> None:
    browser = Browser(draft.touch.owner)

    answer = browser.post("approval-new", draft.touch_id, **words(draft, read_aloud="1"))
    approval = Approval.objects.get()
    page = text_of(browser.get("approval", approval.pk))

    assert answer["Location"] == f"/approvals/{approval.pk}/"
    assert "Send it now" in page
    assert "Undo" in page
    assert "You approved this; it hasn't left." in page


def test_undo_leads_back_to_the_letter_with_its_words(draft: Draft) -> None:
    browser = Browser(draft.touch.owner)
    browser.post("approval-new", draft.touch_id, **words(draft, read_aloud="1"))
    approval = Approval.objects.get()

    answer = browser.post_part("withdrawal", approval.pk)

    shown = text_of(answer)
    assert answer["HX-Push-Url"] == f"/queue/{draft.touch_id}/"
    assert "Taken back. Nothing went to Aoife." in shown
    assert "I wrote down on one page what they changed." in shown
    assert Withdrawal.objects.get().approval == approval
    assert "You took this back." in text_of(browser.get("approval", approval.pk))


def test_undo_after_it_left_says_that_it_is_too_late(draft: Draft) -> None:
    browser = Browser(draft.touch.owner)
    browser.post("approval-new", draft.touch_id, **words(draft, read_aloud="1"))
    approval = Approval.objects.get()
    sending.deliver(approval, by=browser.user, session=browser.session, at=NOW)

    answer = browser.post_part("withdrawal", approval.pk)

    assert answer.status_code == 409
    assert "It is too late to undo" in text_of(answer)


def test_nobody_else_finds_the_review(draft: Draft) -> None:
    Browser(draft.touch.owner).post("approval-new", draft.touch_id, **words(draft, read_aloud="1"))
    approval = Approval.objects.get()
    mate = Browser(journeys.rep(team=draft.touch.owner.team))

    assert mate.get("approval", approval.pk).status_code == 404
    assert mate.post("withdrawal", approval.pk).status_code == 404
    assert mate.post("delivery", approval.pk).status_code == 404
    assert mate.post("approval-new", draft.touch_id, **words(draft)).status_code == 404
    assert mate.get("approval", uuid.uuid4()).status_code == 404


def test_reviews_and_undos_are_posted(draft: Draft) -> None:
    browser = Browser(draft.touch.owner)

    assert browser.get("approval-new", draft.touch_id).status_code == 405
    assert browser.get("withdrawal", uuid.uuid4()).status_code == 405


@pytest.mark.parametrize("part", [False, True])
def test_a_browser_whose_session_is_over_signs_in_before_it_reviews(
    draft: Draft, part: bool
) -> None:
    browser = Browser(draft.touch.owner)
    sessions.end(key=browser.client.session.session_key or "", at=NOW)

    answer = (browser.post_part if part else browser.post)(
        "approval-new", draft.touch_id, **words(draft, read_aloud="1")
    )

    assert answer.status_code == (403 if part else 302)
    assert answer["HX-Redirect" if part else "Location"] == "/accounts/login/?next=/queue/"
    assert not Approval.objects.exists()
