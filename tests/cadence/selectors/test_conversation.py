"""What was said and done, by both sides, newest first."""

import pytest
from pytest_django import DjangoAssertNumQueries

from cadence.enums import CallOutcome, DeliveryState
from cadence.models import Touch
from cadence.selectors.conversation import conversation_with
from cadence.services import sending
from prospects.enums import ActivityKind
from prospects.models import Activity
from tests import journeys
from tests.cadence import days
from tests.cadence.answers import wrote
from tests.cadence.conftest import Clock
from tests.cadence.test_sent_copies import unknown
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


@pytest.mark.usefixtures("sandbox")
def test_a_letter_that_may_have_left_is_told_and_is_no_try() -> None:
    letter = unknown()
    rep, prospect = letter.touch.owner, letter.touch.prospect

    conversation = conversation_with(prospect, rep)
    (line,) = conversation.lines

    assert line.title == "You wrote; we can't tell whether it left"
    assert (line.channel, line.at, line.more) == ("email", letter.sending_at, journeys.LETTER)
    assert line.note == "“Night loading at Oranmore”. 72 words."
    assert (conversation.said, conversation.tally) == ([], "0 tries")
    (told,) = conversation_with(prospect, journeys.rep()).lines
    assert told.title == f"{rep.first_name} wrote; we can't tell whether it left"


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    ("state", "titles"),
    [
        (DeliveryState.SENT, ["You said that it left", "You emailed"]),
        (DeliveryState.FAILED, ["You said that it didn't leave"]),
    ],
)
def test_once_somebody_said_what_became_of_it_nobody_wonders_any_more(
    clock: Clock, state: str, titles: list[str]
) -> None:
    letter = unknown()
    rep = letter.touch.owner
    sending.resolve_unknown(
        letter,
        left=state == DeliveryState.SENT,
        by=rep,
        session=letter.approval.session,
        at=clock.move(NOW.replace(day=17)),
    )

    lines = conversation_with(letter.touch.prospect, rep).lines

    assert [line.title for line in lines] == titles


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


@pytest.mark.usefixtures("sandbox")
def test_what_a_colleague_of_theirs_wrote_is_headed_with_the_colleagues_name() -> None:
    prospect = journeys.enrolled(email="aoife@corrib.example").prospect
    for address, name in (
        ("sean@corrib.example", "Sean Walsh"),
        ("office@corrib.example", ""),
        ("a.nb@elsewhere.example", "Aoife NB"),
        ("aoife@corrib.example", "Anybody"),
    ):
        wrote(prospect, message_id=f"<{address}>", from_address=address, from_name=name)

    lines = conversation_with(prospect, prospect.owner).lines

    assert [line.title for line in lines] == [*["Aoife wrote back"] * 3, "Sean Walsh wrote back"]
