"""What a new letter may not say again: whatever any of us wrote to anybody there, in whichever way."""

from datetime import timedelta

import pytest

from cadence.checks import State
from cadence.enums import CallOutcome, ReplyKind
from cadence.models import Touch
from cadence.selectors.earlier import earlier_letters
from cadence.services import drafting, logging, reviewing, sending
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity
from tests import journeys
from tests.cadence import answers
from tests.cadence.test_logging import post_letter, try_by, write
from tests.journeys import LETTER, NOW
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock")

LATER = NOW + timedelta(hours=1)
PAGE = "Hi Aoife,\n\nI printed the page on night loading and put a line by hand under it.\n\nMaya"
MACHINE = (
    "Hello Aoife, Maya here. The page on night loading at Oranmore has a line by hand under it."
)


def beside(touch: Touch, name: str = "Sean Byrne") -> Touch:
    """A colleague of theirs, written to by a colleague of ours."""
    email = f"{name.split(maxsplit=1)[0].lower()}@colleagues.example"
    return journeys.planned(company=touch.prospect.company, email=email)


def said_to(touch: Touch) -> list[tuple[str, str]]:
    return [(each.subject, each.text) for each in earlier_letters(touch, at=LATER)]


def test_a_page_by_post_is_compared_as_it_stood_on_the_sheet() -> None:
    touch = try_by(Channel.POST)
    drafting.save_draft(touch, by=touch.owner, at=NOW, subject="", body=PAGE, base_number=0)
    post_letter(touch)
    colleague = beside(touch)

    assert said_to(colleague) == [("", PAGE)]
    results = reviewing.review(colleague, at=LATER, subject="A page", body=PAGE)
    assert [each.state for each in results if each.code == "identical"] == [State.STOP]


def test_the_day_of_a_letter_is_told_by_the_clock_of_whom_the_new_one_is_to() -> None:
    touch = try_by(Channel.LINKEDIN)
    write(touch, "Hi Aoife, well said.")
    colleague = beside(touch)
    colleague.prospect.time_zone = "Pacific/Pago_Pago"

    assert [each.sent_on for each in earlier_letters(colleague, at=LATER)] == [
        (NOW - timedelta(days=1)).date()
    ]


def test_a_note_on_linkedin_and_a_mail_by_hand_are_compared_too() -> None:
    touch = try_by(Channel.LINKEDIN)
    write(touch, "Hi Aoife, well said.")
    Activity.objects.record(
        ActivityKind.WROTE,
        at=LATER,
        actor=touch.owner,
        prospect=touch.prospect,
        detail={"subject": "The drawings", "text": "Here they are."},
    )

    assert said_to(beside(touch)) == [
        ("The drawings", "Here they are."),
        ("", "Hi Aoife, well said."),
    ]


def test_a_letter_and_an_answer_that_left_are_compared_and_its_own_words_are_not(
    post: Sink,
) -> None:
    approval = journeys.approved()
    touch = approval.touch
    sending.deliver(approval, by=approval.reviewer, session=approval.session, at=NOW)
    colleague = beside(touch)
    reply = answers.named(answers.wrote(touch.prospect, "Ask Sean."), ReplyKind.REFERRAL)
    answer = answers.answer_to(reply)
    answers.write(answer, "Hi Aoife,\n\nThank you, I will ask Sean.\n\nMaya")
    answers.sent(answer)
    thanks = answers.newest(answer)

    assert sorted(said_to(colleague)) == sorted(
        [("Night loading at Oranmore", LETTER), (thanks.subject, thanks.body)]
    )
    assert said_to(touch) == [(thanks.subject, thanks.body)]


@pytest.mark.parametrize(
    ("again", "looked_at"), [(MACHINE, "identical"), (f"{MACHINE} It is short.", "novelty")]
)
def test_of_a_call_what_was_left_on_a_machine_is_compared_with_the_next(
    again: str, looked_at: str
) -> None:
    touch = try_by(Channel.CALL)
    card = f"Opening line:\nHello Aoife, is now all right?\n\nVoicemail:\n{MACHINE}"
    drafting.save_draft(touch, by=touch.owner, at=NOW, subject="", body=card, base_number=0)
    logging.log_call(touch, by=touch.owner, at=NOW, outcome=CallOutcome.VOICEMAIL)
    next_call = journeys.planned(company=touch.prospect.company, email="", linkedin_url="")
    body = f"One question:\nWho signs the curve at night?\n\nVoicemail:\n{again}"

    assert said_to(next_call) == [("", MACHINE)]
    results = reviewing.review(next_call, at=LATER, subject="", body=body)
    assert looked_at in {each.code for each in results if each.state in (State.STOP, State.WARN)}


def test_a_missed_call_says_nothing_and_another_company_heard_nothing() -> None:
    touch = try_by(Channel.CALL)
    drafting.save_draft(touch, by=touch.owner, at=NOW, subject="", body=PAGE, base_number=0)
    logging.log_call(touch, by=touch.owner, at=NOW, outcome=CallOutcome.NO_ANSWER)
    elsewhere = try_by(Channel.LINKEDIN)
    write(elsewhere)

    assert said_to(beside(touch)) == []
