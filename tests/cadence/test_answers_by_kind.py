"""Interested, referred, not now: each answer that is no no, and to whom and under which subject it goes."""

from datetime import date

import pytest
from django.db import transaction

from cadence.enums import (
    DeliveryState,
    EnrollmentState,
    ReplyKind,
    TouchKind,
    TouchState,
)
from cadence.models import Touch
from cadence.selectors.proof import prove
from cadence.services import (
    answering,
    planning,
    stopping,
)
from cadence.services.referring import Referred
from prospects.enums import ActivityKind
from prospects.models import Activity, Prospect
from research.enums import IntroductionState
from research.models import Introduction
from team.refusals import Refused
from tests import journeys
from tests.cadence import answers
from tests.journeys import NOW
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


def test_interested_opens_an_answer_with_a_greeting_and_no_words_of_ours() -> None:
    reply = answers.named(answers.wrote(journeys.enrolled().prospect), ReplyKind.INTERESTED)

    touch = answers.answer_to(reply)

    assert answers.newest(touch).body.split() == ["Hi", "Aoife,", touch.owner.first_name]
    assert reply.prospect.enrollments.get().state == EnrollmentState.TALKING
    assert answers.code_of(touch) == "stop_remains"


def test_an_answer_leaves_once_the_rep_wrote_it(post: Sink) -> None:
    reply = answers.named(answers.wrote(journeys.enrolled().prospect), ReplyKind.INTERESTED)
    touch = answers.answer_to(reply)
    answers.write(
        touch, f"Hi Aoife,\n\nTuesday at ten, or Thursday at two?\n\n{touch.owner.first_name}"
    )

    delivery = answers.sent(touch)

    assert delivery.state == DeliveryState.SENT
    assert Activity.objects.filter(kind=ActivityKind.ANSWERED).exists()
    assert prove().holds


def test_an_answer_waits_while_somebody_else_there_is_unread() -> None:
    reply = answers.named(answers.wrote(journeys.enrolled().prospect), ReplyKind.INTERESTED)
    touch = answers.answer_to(reply)
    answers.write(touch, f"Hi Aoife,\n\nTuesday at ten?\n\n{touch.owner.first_name}")
    colleague = journeys.researched(
        touch.owner, company=reply.prospect.company, email="sean@corrib.example"
    )
    answers.wrote(colleague, "Please talk to me, too.", message_id="<c@corrib.example>")

    assert answers.code_of(touch) == "on_hold"


def test_a_referral_adds_whom_they_named_with_the_introduction() -> None:
    reply = answers.wrote(journeys.enrolled().prospect, "That is Seán's.")

    answers.named(
        reply, ReplyKind.REFERRAL, referred=Referred("Seán Burke", "sean.burke@corrib.example")
    )

    added = Prospect.objects.get(email="sean.burke@corrib.example")
    introduction = Introduction.objects.get(prospect=added)
    assert added.company == reply.prospect.company
    assert introduction.introducer == "Aoife Ní Bhriain"
    assert introduction.state == IntroductionState.GRANTED
    assert "Thank you, I'll write to Seán." in answers.newest(answers.answer_to(reply)).body


def test_whoever_answered_for_a_colleague_is_not_told_that_we_shall_write_to_them() -> None:
    reply = answers.wrote(
        journeys.enrolled().prospect,
        "I look after this.",
        from_address="sean.burke@corrib.example",
        from_name="Seán Burke",
    )

    answers.named(
        reply, ReplyKind.REFERRAL, referred=Referred("Seán Burke", "sean.burke@corrib.example")
    )

    letter = answers.newest(answers.answer_to(reply)).body
    assert "Hi Seán,\n\nThank you for writing." in letter


def test_a_referral_to_a_known_address_names_nothing() -> None:
    reply = answers.wrote(journeys.enrolled().prospect, "That is Seán's.")

    with pytest.raises(Refused) as refusal, transaction.atomic():
        answers.named(
            reply, ReplyKind.REFERRAL, referred=Referred("Seán", reply.prospect.email.upper())
        )

    reply.refresh_from_db()
    assert refusal.value.code == "known_address"
    assert reply.kind == ""


def test_not_now_is_answered_by_hand_and_once_at_a_time() -> None:
    reply = answers.named(
        answers.wrote(journeys.enrolled().prospect), ReplyKind.NOT_NOW, until=date(2026, 12, 1)
    )

    first = answering.open_answer(reply, by=reply.owner, at=NOW)
    second = answering.open_answer(reply, by=reply.owner, at=NOW)

    assert first == second
    assert answers.kinds_of(reply) == [TouchKind.ANSWER]


def test_an_open_answer_keeps_the_plan_going() -> None:
    reply = answers.named(
        answers.wrote(journeys.enrolled().prospect), ReplyKind.NOT_NOW, until=date(2026, 12, 1)
    )
    answering.open_answer(reply, by=reply.owner, at=NOW)

    assert planning.plan_due(NOW.replace(month=12, day=1)) == 1
    assert Touch.objects.steps().open().count() == 1


def test_a_no_ends_the_answer_that_was_being_written() -> None:
    prospect = journeys.enrolled().prospect
    first = answers.named(answers.wrote(prospect), ReplyKind.INTERESTED)
    answer = answers.answer_to(first)

    answers.said_no(prospect, message_id="<b@corrib.example>")

    answer.refresh_from_db()
    assert answer.state == TouchState.CANCELLED


def test_a_stop_ends_an_answer() -> None:
    reply = answers.named(answers.wrote(journeys.enrolled().prospect), ReplyKind.INTERESTED)
    touch = answers.answer_to(reply)
    answers.write(touch, f"Hi Aoife,\n\nTuesday at ten?\n\n{touch.owner.first_name}")

    stopping.ask_to_stop(reply.prospect, by=reply.owner, at=NOW, words="Stop.")

    assert answers.code_of(touch) == "asked_to_stop"


def test_nothing_is_answered_before_somebody_read_it_and_a_no_not_by_hand() -> None:
    unread = answers.wrote(journeys.enrolled().prospect)
    no = answers.said_no(journeys.enrolled(email="b@corrib.example").prospect)

    for reply in (unread, no):
        with pytest.raises(Refused) as refusal:
            answering.open_answer(reply, by=reply.owner, at=NOW)
        assert refusal.value.code == "not_read"


def test_a_colleague_who_wrote_is_thanked_by_name_where_they_wrote_from(post: Sink) -> None:
    reply = answers.said_no(from_address="mohammed@corrib.example", from_name="el Khatib, Mohammed")
    touch = answers.acknowledgement(reply)

    answers.sent(touch)

    (letter,) = post.letters
    assert "mohammed@corrib.example" in letter["To"]
    assert letter.get_content().startswith("Hi Mohammed,")


def test_another_address_of_theirs_is_still_theirs() -> None:
    reply = answers.said_no(from_address="aoife@home.example", from_name="Ni Bhriain Aoife")

    draft = answers.newest(answers.acknowledgement(reply))

    assert draft.to_address == "aoife@home.example"
    assert draft.body.startswith("Hi Aoife,")


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("AW: Re[2]: Nachtverladung", "Re: Nachtverladung"),
        ("", "Thank you, Aoife"),
        ("=?utf-8?q?odd?=", "Thank you, Aoife"),
        ("x" * 500, "Re: " + "x" * 196),
    ],
)
def test_the_subject_is_theirs_under_one_mark(theirs: str, ours: str) -> None:
    reply = answers.said_no(subject=theirs)

    assert answers.newest(answers.acknowledgement(reply)).subject == ours


def test_unfit_names_of_letters_are_left_out_of_the_thread(post: Sink) -> None:
    reply = answers.said_no(references=["broken", answers.OUR_ID], in_reply_to="broken")

    answers.sent(answers.acknowledgement(reply))

    (letter,) = post.letters
    assert letter["References"].split() == [answers.OUR_ID, answers.THEIR_ID]
