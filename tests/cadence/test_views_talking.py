"""Whom we talk with, on the pages: what the rep is offered after an interested reply, and what each does."""

import re
from datetime import date

import pytest

from cadence.enums import Ending, EnrollmentState, ReplyKind, SkipReason
from cadence.models import Enrollment, Reply
from cadence.services import answering, talking
from tests import journeys
from tests.cadence import answers, days
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

THURSDAY = date(2026, 11, 26)


@pytest.fixture
def reply() -> Reply:
    """Aoife is interested, and her answer is open."""
    prospect = journeys.planned(journeys.rep(name="Maya Okafor")).prospect
    return answers.named(answers.wrote(prospect, "Yes, show me."), ReplyKind.INTERESTED)


def talk_of(reply: Reply) -> Enrollment:
    return Enrollment.objects.get(prospect=reply.prospect)


def answer_is_left_out(reply: Reply) -> None:
    touch = answers.answer_to(reply)
    answering.leave_out(touch, by=touch.owner, at=NOW, reason=SkipReason.TOLD_THEM)


def test_the_answer_what_they_said_and_the_persons_page_offer_both_ways_on(reply: Reply) -> None:
    talk, browser = talk_of(reply), Browser(reply.owner)
    pages = [
        browser.get("touch", answers.answer_to(reply).pk),
        browser.get("reply", reply.pk),
        browser.get("person-panel", reply.prospect_id),
    ]

    for page in map(text_of, pages):
        assert "You are talking with Aoife." in page
        assert "Back in your queue on Monday 23 November." in page
        assert f'href="/enrollments/{talk.pk}/ending/?ending=met' in page
        assert f'href="/enrollments/{talk.pk}/comeback/' in page


def test_a_colleague_reads_along_without_the_offers(reply: Reply) -> None:
    mate = Browser(journeys.rep(team=reply.owner.team))

    assert "Maya is talking with Aoife." in text_of(mate.get("person-panel", reply.prospect_id))
    for name, pk in (("reply", reply.pk), ("person-panel", reply.prospect_id)):
        assert "/comeback/" not in text_of(mate.get(name, pk))
    for name in ("comeback", "ending"):
        assert mate.get(name, talk_of(reply).pk).status_code == 404


def test_we_talked_is_chosen_already_and_asks_what_came_of_it(reply: Reply) -> None:
    browser, talk = Browser(reply.owner), talk_of(reply)

    asked = text_of(browser.get("ending", talk.pk, ending="met"))
    browser.post("ending", talk.pk, ending="met", note="Two depots in spring.")

    assert "How did it go with Aoife Ní Bhriain?" in asked
    assert re.search(r'value="met"[^>]* checked', asked)
    assert "They wrote back, and nothing more came of it" in asked
    assert "Not reached after ten good tries" not in asked
    talk.refresh_from_db()
    assert (talk.state, talk.ending, talk.ending_note) == (
        EnrollmentState.ENDED,
        Ending.MET,
        "Two depots in spring.",
    )


def test_a_conversation_of_which_nothing_came_ends_as_written_back(reply: Reply) -> None:
    talk = talk_of(reply)

    Browser(reply.owner).post("ending", talk.pk, ending="replied")

    talk.refresh_from_db()
    assert talk.ending == Ending.REPLIED


def test_from_the_queue_a_lost_conversation_asks_what_it_taught_and_leads_back_to_the_next(
    reply: Reply,
) -> None:
    talk = talk_of(reply)
    following = days.begun_with_calls(days.person(reply.owner, "Grace", "Harbour"), NOW)
    browser = Browser(reply.owner)

    ended = browser.post_part("ending", talk.pk, ending="replied", next=f"touch-{following.pk}")
    asked = browser.client.get(ended["HX-Redirect"])
    kept = browser.post(
        "setback", talk.pk, about_them="They buy in March.", next=f"touch-{following.pk}"
    )

    assert ended["HX-Redirect"] == f"/enrollments/{talk.pk}/setback/?next=touch-{following.pk}"
    assert f'name="next" value="touch-{following.pk}"' in text_of(asked)
    assert 'href="/queue/"' in text_of(asked)
    assert kept["Location"] == f"/queue/{following.pk}/"
    assert talk.setback.about_them == "They buy in March."


def test_another_day_is_kept_and_said(reply: Reply) -> None:
    talk = talk_of(reply)

    answer = Browser(reply.owner).post_part(
        "comeback", talk.pk, on="2026-11-26", note="We meet at ten."
    )

    talk.refresh_from_db()
    assert (talk.paused_until, talk.pause_reason) == (THURSDAY, "We meet at ten.")
    assert "Aoife Ní Bhriain is back on Thursday 26 November." in text_of(answer)


@pytest.mark.parametrize(
    ("on", "sentence"),
    [("", "This field is required."), ("2026-11-16", "Choose a day that is still to come.")],
)
def test_a_day_that_cannot_be_is_asked_for_again_with_the_words_kept(
    reply: Reply, on: str, sentence: str
) -> None:
    answer = Browser(reply.owner).post_part(
        "comeback", talk_of(reply).pk, on=on, note="We meet at ten."
    )

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert 'value="We meet at ten."' in text_of(answer)


def test_on_their_day_the_queue_opens_with_what_they_said(reply: Reply, clock: Clock) -> None:
    talk = talk_of(reply)
    answer_is_left_out(reply)
    talking.come_back(talk, by=talk.owner, at=NOW, on=THURSDAY, note="We meet at ten.")
    clock.move(NOW.replace(day=26))

    page = text_of(Browser(reply.owner).get("queue"))

    assert f'id="row-reply-{reply.pk}"' in page
    assert f'href="/queue/replies/{reply.pk}/"' in page
    assert "We meet at ten." in page
    assert "Write back" in page


def test_whoever_comes_back_later_stands_with_what_was_moved(reply: Reply) -> None:
    page = text_of(Browser(reply.owner).get("queue-later"))

    assert "You are talking with them" in page
    assert "Back on Monday 23 November." in page


def test_the_thread_shows_no_try_that_will_never_come(reply: Reply) -> None:
    panel = text_of(Browser(reply.owner).get("person-panel", reply.prospect_id))

    assert "about" not in panel.split('class="thread"')[-1].split("Conversation so far")[0]
