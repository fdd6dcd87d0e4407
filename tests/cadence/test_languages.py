"""What leaves the house or is read by others later is in the company's language, whatever the screen speaks of whoever caused it."""

import pytest
from django.test import Client

from cadence.models import Reply
from cadence.selectors.framing import frame_of
from cadence.services import unsubscribing
from team.languages import spoken_to
from tests import journeys
from tests.cadence.test_unsubscribing import path_of, sent
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock")


def test_a_letter_drafted_and_sent_on_a_german_screen_is_the_one_of_an_english_screen(
    post: Sink,
) -> None:
    approval = journeys.approved()
    english = frame_of(approval.touch, approval.mailbox)
    with spoken_to("de"):
        assert frame_of(approval.touch, approval.mailbox).sha256() == english.sha256()


def test_a_stranger_reads_the_page_of_their_link_in_their_browser_s_language(post: Sink) -> None:
    approval, _letter = sent(post)
    for language, question in (
        ("de", "Sollen wir aufhören, Ihnen zu schreiben?"),
        ("en", "Shall we stop writing to you?"),
    ):
        page = Client().get(path_of(approval), headers={"Accept-Language": language})
        assert f'<html lang="{language}">' in page.content.decode()
        assert question in page.content.decode()


def test_what_they_pressed_in_german_is_kept_in_the_company_s_language(post: Sink) -> None:
    approval, _letter = sent(post)
    with spoken_to("de"):
        unsubscribing.stop_through_link(approval, at=journeys.NOW)
    assert Reply.objects.get().text == "Pressed the unsubscribe link."
