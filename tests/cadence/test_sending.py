"""The one act of sending: exact words, once, and not after a stop."""

import hashlib
from datetime import timedelta

import pytest

from cadence.enums import DeliveryState, TouchState
from cadence.models import Approval, Attempt, Delivery, Touch, Withdrawal
from cadence.selectors.proof import prove
from cadence.services import drafting, listening, reviewing, sending, stopping, valuing
from research.models import Finding
from research.services import briefing
from team.models import HumanSession
from team.refusals import Refused
from team.services import sessions
from tests import journeys
from tests.cadence.conftest import Clock
from tests.journeys import LOOKS, NOW
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock")


def deliver(approval: Approval) -> Delivery:
    return sending.deliver(
        approval, by=approval.reviewer, session=approval.session, at=NOW + timedelta(seconds=10)
    )


def test_an_approved_letter_leaves_with_exactly_the_reviewed_words(post: Sink) -> None:
    approval = journeys.approved()

    delivery = deliver(approval)

    (letter,) = post.letters
    assert delivery.state == DeliveryState.SENT
    assert letter["To"] == f"Aoife Ní Bhriain <{approval.to_address}>"
    assert letter["Subject"] == "Night loading at Oranmore"
    assert letter["Message-ID"] == delivery.message_id
    assert letter.get_content().replace("\r\n", "\n").startswith(journeys.LETTER)
    assert bytes(delivery.mime_sha256 or b"") == hashlib.sha256(post.accepted[0]).digest()


def test_a_sent_letter_is_evidence_and_the_next_try_wants_planning(post: Sink) -> None:
    approval = journeys.approved()

    delivery = deliver(approval)

    attempt = Attempt.objects.get(touch=approval.touch)
    touch = Touch.objects.select_related("enrollment").get(pk=approval.touch_id)
    assert attempt.delivery == delivery
    assert touch.state == TouchState.DONE
    assert touch.enrollment.attempts == 1
    assert touch.enrollment.last_attempt_at == attempt.at
    assert touch.enrollment.next_step == 2
    assert touch.enrollment.plan_at == attempt.at


def test_a_second_click_sends_nothing(post: Sink) -> None:
    approval = journeys.approved()

    first, second = deliver(approval), deliver(approval)

    assert second == first
    assert len(post.accepted) == 1


def test_a_second_review_of_a_sent_try_is_refused(post: Sink) -> None:
    approval = journeys.approved()
    deliver(approval)

    with pytest.raises(Refused) as refusal:
        journeys.reviewed_again(approval)

    assert refusal.value.code == "try_is_closed"
    assert len(post.accepted) == 1


def test_undo_before_the_countdown_ends_sends_nothing(post: Sink) -> None:
    approval = journeys.approved()
    reviewing.withdraw(approval, by=approval.reviewer, at=NOW)

    with pytest.raises(Refused) as refusal:
        deliver(approval)

    assert refusal.value.code == "conflict_ea213"
    assert post.accepted == []
    assert Withdrawal.objects.get().by == approval.reviewer


def test_undo_after_the_letter_left_says_that_it_is_too_late(post: Sink) -> None:
    approval = journeys.approved()
    deliver(approval)

    with pytest.raises(Refused) as refusal:
        reviewing.withdraw(Approval.objects.get(pk=approval.pk), by=approval.reviewer, at=NOW)

    assert refusal.value.code == "conflict_on_its_way"


def test_an_edit_after_the_review_drops_it(post: Sink) -> None:
    approval = journeys.approved()
    touch = approval.touch
    drafting.save_draft(
        touch, by=touch.owner, at=NOW, subject="Night loading", body="Hi Aoife,\nNo.", base_number=1
    )

    with pytest.raises(Refused) as refusal:
        deliver(approval)

    assert refusal.value.code == "conflict_ea204"
    assert post.accepted == []


def test_a_review_is_worth_nothing_after_fifteen_minutes(post: Sink, clock: Clock) -> None:
    approval = journeys.approved()
    clock.move(NOW + timedelta(minutes=15))

    with pytest.raises(Refused) as refusal:
        deliver(approval)

    assert refusal.value.code == "conflict_ea214"
    assert post.accepted == []


def test_signing_out_kills_a_pending_review_for_ones_other_browsers_too(post: Sink) -> None:
    approval = journeys.approved()
    other = journeys.signed_in(approval.reviewer)
    HumanSession.objects.filter(pk=approval.session_id).update(revoked_at=NOW)

    with pytest.raises(Refused) as refusal:
        sending.deliver(approval, by=approval.reviewer, session=other, at=NOW)

    assert refusal.value.code == "conflict_ea202"
    assert post.accepted == []


def test_a_session_that_ended_cannot_review(post: Sink) -> None:
    draft = journeys.drafted()
    by = draft.touch.owner
    journeys.connected(by)
    session = journeys.signed_in(by, key="a browser")
    sessions.end(key="a browser", at=NOW)

    with pytest.raises(Refused) as refusal:
        reviewing.approve(draft, by=by, session=session, at=NOW, looks={}, read_aloud=True)

    assert refusal.value.code == "conflict_ea202"


def test_a_reply_in_between_stops_the_letter(post: Sink) -> None:
    approval = journeys.approved()
    listening.hear(approval.touch.prospect, at=NOW, channel="email", text="Let us talk.")

    with pytest.raises(Refused) as refusal:
        deliver(approval)

    assert refusal.value.code == "on_hold"
    assert post.accepted == []


def test_a_fact_taken_back_in_between_stops_the_letter(post: Sink) -> None:
    draft = journeys.drafted()
    person, rep = draft.touch.prospect, draft.touch.owner
    finding = Finding.objects.filter(prospect=person).latest("pk")
    valuing.bring(draft.touch, finding, by=rep, at=NOW)
    journeys.connected(rep)
    approval = reviewing.approve(
        draft, by=rep, session=journeys.signed_in(rep), at=NOW, looks=LOOKS, read_aloud=True
    )
    briefing.retract_finding(finding, person, by=rep, at=NOW, reason="They never moved.")

    with pytest.raises(Refused) as refusal:
        deliver(approval)

    assert refusal.value.code == "not_offered"
    assert (Delivery.objects.count(), post.accepted) == (0, [])


def test_a_stop_in_between_stops_the_letter(post: Sink) -> None:
    approval = journeys.approved()
    prospect = approval.touch.prospect
    stopping.ask_to_stop(prospect, by=approval.reviewer, at=NOW, words="Please stop.")

    with pytest.raises(Refused) as refusal:
        deliver(approval)

    assert refusal.value.code == "try_is_closed"
    assert post.accepted == []


@pytest.mark.parametrize(
    ("point", "sentence"),
    [
        ("auth", "The mailbox refused the sign-in. Check the user name and the password."),
        (
            "mail",
            "Your mail server does not let you send from this address. Nothing was sent.",
        ),
        ("rcpt", "Their mail server doesn't know this address. Nothing was sent."),
        ("data", "The mail server read the letter and refused it. It was not sent."),
    ],
)
def test_a_refusal_of_the_mail_server_is_a_sentence_and_frees_the_try(
    post: Sink, point: str, sentence: str
) -> None:
    post.refuse_at = point
    approval = journeys.approved()

    delivery = deliver(approval)

    assert delivery.state == DeliveryState.FAILED
    assert delivery.explanation == sentence
    assert Touch.objects.get(pk=approval.touch_id).state == TouchState.DRAFTED
    assert not Attempt.objects.exists()


def test_after_a_failure_a_new_review_sends_the_same_words(post: Sink) -> None:
    post.refuse_at = "auth"
    approval = journeys.approved()
    deliver(approval)
    post.refuse_at = ""

    again = journeys.reviewed_again(approval)

    assert deliver(again).state == DeliveryState.SENT
    assert len(post.accepted) == 1


def test_a_mail_server_that_is_not_there_is_a_sentence(post: Sink, settings: object) -> None:
    approval = journeys.approved()
    settings.SANDBOX_SMTP_PORT = 9  # type: ignore[attr-defined]

    delivery = deliver(approval)

    assert delivery.state == DeliveryState.FAILED
    assert delivery.explanation == "The mail server did not answer. Nothing was sent."


def test_a_lost_answer_is_unknown_and_waits_for_the_rep(post: Sink) -> None:
    post.refuse_at = "lost"
    approval = journeys.approved()

    delivery = deliver(approval)

    assert delivery.state == DeliveryState.UNKNOWN
    assert len(post.accepted) == 1
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(("left", "state"), [(True, "sent"), (False, "failed")])
def test_the_rep_says_whether_an_unknown_letter_left(post: Sink, left: bool, state: str) -> None:
    post.refuse_at = "lost"
    approval = journeys.approved()
    delivery = deliver(approval)

    resolved = sending.resolve_unknown(
        delivery, left=left, by=approval.reviewer, session=approval.session, at=NOW
    )

    assert resolved.state == state
    assert resolved.resolved_by == approval.reviewer
    assert Attempt.objects.exists() is left


def test_the_mailbox_cap_holds_and_says_so(post: Sink) -> None:
    rep = journeys.rep()
    deliver(journeys.approved(rep))
    mailbox = rep.mailbox
    mailbox.daily_cap = 1
    mailbox.save(update_fields=["daily_cap"])

    with pytest.raises(Refused) as refusal:
        deliver(journeys.approved(rep, email="sean@corrib.example"))

    assert refusal.value.sentence == (
        "That is all this mailbox sends today. The rest keep until tomorrow."
    )
    assert len(post.accepted) == 1


def test_every_delivery_is_explained_by_a_review(post: Sink) -> None:
    deliver(journeys.approved())

    proof = prove()

    assert (proof.deliveries, proof.violations) == (1, [])
