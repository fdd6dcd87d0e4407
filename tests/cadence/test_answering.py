"""What they said is answered by the rep, in their thread; a no once, briefly, and for nothing in return."""

from datetime import date

import pytest

from cadence.enums import (
    DeliveryState,
    Ending,
    ReplyKind,
    SkipReason,
    TouchState,
)
from cadence.models import Attempt, Enrollment, Hold, Reply
from cadence.selectors.conversation import conversation_with
from cadence.selectors.proof import prove
from cadence.services import (
    answering,
    listening,
    postponing,
    reviewing,
    sending,
)
from prospects.enums import ActivityKind, Channel, SuppressionKind, SuppressionOrigin
from prospects.models import Activity, Suppression
from prospects.selectors.suppressions import suppression_for
from prospects.services import suppressing
from team.models import TimeOff
from team.refusals import Refused
from tests import journeys
from tests.cadence import answers
from tests.journeys import NOW
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


def test_a_no_opens_two_lines_in_their_thread_due_in_one_working_day() -> None:
    touch = answers.acknowledgement(answers.said_no())

    draft = answers.newest(touch)
    assert touch.state == TouchState.DRAFTED
    assert (touch.due_on, touch.deadline_on) == (date(2026, 11, 17), date(2026, 11, 17))
    assert (touch.step, touch.number) == (None, 0)
    assert draft.subject == "Re: Night loading at Oranmore"
    assert draft.body == (
        "Hi Aoife,\n\nThank you for telling me. I'll leave it there, and I wish you all the best with it."
        f"\n\n{touch.owner.first_name}"
    )


def test_the_working_day_is_the_reps_own() -> None:
    enrollment = journeys.enrolled()
    off = {"first_day": date(2026, 11, 17), "last_day": date(2026, 11, 20)}
    TimeOff.objects.create(user=enrollment.owner, **off)

    touch = answers.acknowledgement(answers.said_no(enrollment.prospect))

    assert touch.due_on == date(2026, 11, 23)


def test_an_acknowledgement_leaves_in_the_thread_although_all_has_ended(post: Sink) -> None:
    reply = answers.said_no()
    touch = answers.acknowledgement(reply)

    delivery = answers.sent(touch)

    (letter,) = post.letters
    touch.refresh_from_db()
    assert touch.enrollment.ending == Ending.NO
    assert Hold.objects.filter(lifted_at=None).exists()
    assert delivery.state == DeliveryState.SENT
    assert letter["In-Reply-To"] == answers.THEIR_ID
    assert letter["References"].split() == [answers.OUR_ID, answers.THEIR_ID]
    assert letter["Subject"] == "Re: Night loading at Oranmore"
    assert letter["List-Unsubscribe"]
    assert reply.text not in letter.get_content()
    assert (touch.state, touch.closed_at) == (TouchState.DONE, NOW)
    assert prove().holds


def test_an_answer_is_no_try(post: Sink) -> None:
    reply = answers.said_no()

    answers.sent(answers.acknowledgement(reply))

    enrollment = reply.prospect.enrollments.get()
    assert not Attempt.objects.exists()
    assert (enrollment.attempts, enrollment.plan_at) == (0, None)
    assert Activity.objects.filter(kind=ActivityKind.ACKNOWLEDGED, prospect=reply.prospect).exists()


def test_the_line_back_stands_in_the_conversation(post: Sink) -> None:
    reply = answers.said_no()
    touch = answers.acknowledgement(reply)
    answers.sent(touch)

    conversation = conversation_with(reply.prospect, touch.owner)

    titles = {line.title for line in conversation.lines}
    assert titles == {"Aoife wrote back", "You thanked them for their no"}
    assert conversation.tally == "0 tries, 1 reply"


def test_somebody_who_asked_us_to_stop_may_have_one_line_back(post: Sink) -> None:
    reply = answers.wrote(journeys.enrolled().prospect, "Take me off your list.")

    listening.name_stop(reply, by=reply.owner, at=NOW)
    delivery = answers.sent(answers.acknowledgement(reply))

    assert reply.prospect.enrollments.get().ending == Ending.STOPPED
    assert delivery.state == DeliveryState.SENT


@pytest.mark.parametrize("stops", [True, False], ids=["a stop", "a no"])
def test_whoever_wrote_it_from_elsewhere_is_left_alone_there_too(stops: bool) -> None:
    sean = journeys.planned(email="sean@corrib.example", phone="", linkedin_url="")
    reply = answers.wrote(journeys.enrolled().prospect, from_address="sean+work@corrib.example")

    if stops:
        listening.name_stop(reply, by=reply.owner, at=NOW)
    else:
        answers.named(reply, ReplyKind.NO)

    for channel in Channel:
        assert suppression_for(sean.prospect, channel, NOW) is not None
    ending = Ending.STOPPED if stops else Ending.NO
    assert Enrollment.objects.get(pk=sean.enrollment_id).ending == ending


def test_whoever_used_the_link_gets_no_letter_at_all() -> None:
    late, early = (
        journeys.enrolled(email=email, phone="", linkedin_url="").prospect
        for email in ("aoife@corrib.example", "una@corrib.example")
    )
    touch = answers.acknowledgement(answers.said_no(late))
    suppressing.suppress(
        early, by=None, at=NOW, reason="The link.", origin=SuppressionOrigin.UNSUBSCRIBE
    )

    reply = answers.said_no(early, message_id="<b@corrib.example>")
    Suppression.objects.all().update(origin=SuppressionOrigin.UNSUBSCRIBE)

    assert answers.kinds_of(reply) == []
    assert answers.code_of(touch) == "wants_no_letter"


@pytest.mark.parametrize(
    "domain", ["corrib.example", "frost.corrib-group.example", "corrib-group.example"]
)
def test_a_stop_for_their_whole_domain_is_not_answered(
    domain: str,
) -> None:
    touch = answers.acknowledgement(answers.said_no())
    answers.at_the_group(touch)
    Suppression.objects.create(
        kind=SuppressionKind.DOMAIN,
        value=domain,
        reason="Their lawyers wrote.",
        origin=SuppressionOrigin.LIST,
        created_at=NOW,
    )

    assert answers.code_of(touch) == "wants_no_letter"


@pytest.mark.parametrize(
    "body",
    [
        "Hi Aoife,\n\nThank you. Could I ask why?\n\nMaya",
        "Hi Aoife,\n\nThank you. More at https://fernhill.example.\n\nMaya",
        "Hi Aoife,\n\nThank you. A short demo might help.\n\nMaya",
        "Hi Aoife,\n\n" + "thank you " * 25 + "\n\nMaya",
    ],
)
def test_an_acknowledgement_that_asks_for_something_is_stopped(body: str) -> None:
    touch = answers.acknowledgement(answers.said_no())
    answers.write(touch, body)

    assert answers.code_of(touch) == "stop_remains"


def test_a_thread_keeps_its_subject() -> None:
    touch = answers.acknowledgement(answers.said_no())

    answers.write(touch, "Hi Aoife,\n\nThank you.\n\nMaya")

    assert answers.newest(touch).subject == "Re: Night loading at Oranmore"


def test_leaving_it_out_needs_a_reason() -> None:
    touch = answers.acknowledgement(answers.said_no())

    with pytest.raises(Refused) as refusal:
        answering.leave_out(touch, by=touch.owner, at=NOW, reason=SkipReason.OTHER)
    left = answering.leave_out(touch, by=touch.owner, at=NOW, reason=SkipReason.TOLD_THEM)

    assert refusal.value.code == "note_missing"
    assert (left.state, left.skip_reason) == (TouchState.SKIPPED, "told_them")
    assert Activity.objects.filter(kind=ActivityKind.ANSWER_LEFT_OUT).exists()


def test_what_they_wrote_is_neither_skipped_nor_put_off() -> None:
    touch = answers.acknowledgement(answers.said_no())

    for act in (
        lambda: postponing.skip(touch, by=touch.owner, at=NOW, reason=SkipReason.WRONG_TIME),
        lambda: postponing.not_today(touch, by=touch.owner, at=NOW, until=date(2026, 11, 17)),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "not_a_try"


def test_a_try_is_not_left_out() -> None:
    touch = journeys.planned()

    with pytest.raises(Refused) as refusal:
        answering.leave_out(touch, by=touch.owner, at=NOW, reason=SkipReason.TOLD_THEM)

    assert refusal.value.code == "is_a_try"


def test_a_letter_on_its_way_is_not_left_out(post: Sink) -> None:
    post.refuse_at = "lost"
    touch = answers.acknowledgement(answers.said_no())
    delivery = answers.sent(touch)

    with pytest.raises(Refused) as refusal:
        answering.leave_out(touch, by=touch.owner, at=NOW, reason=SkipReason.TOLD_THEM)

    assert delivery.state == DeliveryState.UNKNOWN
    assert refusal.value.code == "conflict_on_its_way"


def test_an_acknowledgement_of_unknown_fate_is_settled_by_the_rep(post: Sink) -> None:
    post.refuse_at = "lost"
    touch = answers.acknowledgement(answers.said_no())
    delivery = answers.sent(touch)

    session = journeys.signed_in(touch.owner)
    sending.resolve_unknown(delivery, left=True, by=touch.owner, session=session, at=NOW)

    touch.refresh_from_db()
    assert touch.state == TouchState.DONE
    assert not Attempt.objects.exists()


def test_somebody_who_was_never_in_a_cadence_is_answered_elsewhere() -> None:
    reply = answers.said_no(journeys.researched())

    assert answers.kinds_of(reply) == []
    assert "Answer from your mail program" in answering.why_not_here(reply, NOW)


def test_nobody_without_an_address_is_acknowledged() -> None:
    touch = journeys.planned(email="")
    reply = listening.record_reply(
        touch.prospect,
        by=touch.owner,
        at=NOW,
        channel=Channel.CALL,
        text="Not for us.",
        kind=ReplyKind.NO,
    )

    assert answers.kinds_of(reply) == []


def test_a_colleague_neither_answers_nor_leaves_out() -> None:
    touch = answers.acknowledgement(answers.said_no())
    colleague = journeys.rep()

    for act in (
        lambda: answering.leave_out(touch, by=colleague, at=NOW, reason=SkipReason.TOLD_THEM),
        lambda: reviewing.approve(
            answers.newest(touch),
            by=colleague,
            session=journeys.signed_in(colleague),
            at=NOW,
            looks={},
            read_aloud=True,
        ),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "not_your_try"


def test_a_refusal_on_hold_says_who_wrote_and_how_long_ago() -> None:
    draft = journeys.drafted()
    reply = answers.wrote(draft.touch.prospect)
    Reply.objects.filter(pk=reply.pk).update(received_at=NOW.replace(hour=8, minute=58))

    with pytest.raises(Refused) as refusal:
        reviewing.approve(
            draft,
            by=draft.touch.owner,
            session=journeys.signed_in(draft.touch.owner),
            at=NOW,
            looks={},
            read_aloud=True,
        )

    assert refusal.value.sentence == (
        "Aoife wrote back two minutes ago. Nothing was sent. Read it first."
    )
