"""What was said and done, by both sides, newest first."""

import pytest
from pytest_django import DjangoAssertNumQueries

from cadence.enums import CallOutcome
from cadence.models import Touch
from cadence.selectors.conversation import conversation_with
from cadence.services import sending
from prospects.enums import ActivityKind
from prospects.models import Activity
from tests import journeys
from tests.cadence import days
from tests.cadence.conftest import Clock
from tests.journeys import NOW
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock")


def test_both_sides_stand_in_one_list_with_the_wait_between(
    clock: Clock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rep = journeys.rep()
    touch = days.full_day(rep, clock)["aoife"]
    assert isinstance(touch, Touch)
    prospect = touch.prospect

    with django_assert_num_queries(1):
        conversation = conversation_with(prospect, rep)

    assert [line.title for line in conversation.lines] == [
        "Aoife wrote back",
        "You wrote on LinkedIn",
        "You called, no answer",
    ]
    assert conversation.lines[0].quote == "Flat out until our audit. Try me after that?"
    assert conversation.lines[2].note == "Rang twice."
    assert conversation.tally == "2 tries, 1 reply"


def test_a_try_after_a_wait_says_how_long_it_was(clock: Clock) -> None:
    rep = journeys.rep()
    first = days.begun_with_calls(days.person(rep, "Aoife Ní Bhriain", "Corrib"), NOW)
    days.not_now(first.prospect, NOW, days=13)
    later = clock.move(NOW.replace(day=29))
    touch = Touch.objects.open().get(enrollment=first.enrollment)
    days.called(touch, later, CallOutcome.VOICEMAIL)

    lines = conversation_with(first.prospect, rep).lines

    assert lines[0].title == "You left a voicemail"
    assert lines[1].held == "You waited 13 days, as asked"


def test_what_was_said_of_a_letter_is_a_line_and_neither_a_try_nor_the_end_of_a_wait(
    clock: Clock,
) -> None:
    rep = journeys.rep()
    first = days.begun_with_calls(days.person(rep, "Aoife Ní Bhriain", "Corrib"), NOW)
    days.not_now(first.prospect, NOW, days=13)
    Activity.objects.record(
        ActivityKind.LETTER_STAYED, at=NOW.replace(day=20), actor=rep, prospect=first.prospect
    )
    later = clock.move(NOW.replace(day=29))
    days.called(Touch.objects.open().get(enrollment=first.enrollment), later)

    conversation = conversation_with(first.prospect, rep)

    assert [line.title or line.held for line in conversation.lines] == [
        "You called, no answer",
        "You waited 13 days, as asked",
        "You said that it didn't leave",
        "Aoife wrote back",
    ]
    assert conversation.tally == "1 try, 1 reply"


def test_a_letter_shows_its_subject_and_its_words(post: Sink) -> None:
    approval = journeys.approved()
    sending.deliver(approval, by=approval.reviewer, session=approval.session, at=NOW)
    prospect = approval.touch.prospect

    (line,) = conversation_with(prospect, approval.reviewer).lines

    assert (line.title, line.note) == ("You emailed", "“Night loading at Oranmore”. 72 words.")
    assert line.more == journeys.LETTER


def test_a_colleagues_try_names_the_colleague() -> None:
    rep = journeys.rep(name="Jonas Berg")
    touch = days.begun_with_calls(days.person(rep, "Marcus Feld", "Feld"), NOW)
    days.called(touch, NOW)

    (line,) = conversation_with(touch.prospect, journeys.rep()).lines

    assert line.title == "Jonas called, no answer"


def test_notes_stand_by_themselves() -> None:
    prospect = journeys.researched()
    Activity.objects.record(
        ActivityKind.NOTE,
        at=NOW,
        actor=prospect.owner,
        prospect=prospect,
        detail={"text": "Prefers mornings."},
    )

    conversation = conversation_with(prospect, prospect.owner)

    assert [note.text for note in conversation.notes] == ["Prefers mornings."]
    assert conversation.lines == []
